import type { Refusal } from "~/components/errors/problem";
import { Alert } from "~/components/ui/alert";
import { ExactTime } from "~/components/ui/moment";
import { Pagination } from "~/components/ui/pagination";
import { TextField } from "~/components/ui/text-field";
import { TextLink } from "~/components/ui/text-link";
import { UserText } from "~/components/ui/user-text";
import type { Field } from "~/components/ui/use-form";
import { formatCredits } from "~/domain/credits";
import type { GiftBatch, GiftBatchesPage, HandCaps } from "~/domain/admin/people";
import { ActForm } from "./act-form";
import { AdminPage } from "./admin-page";
import { AdminTable } from "./admin-table";
import { codes as words, handCapsWords } from "./people-words";

interface CodesScreenProps extends GiftBatchesPage {
  doneWords: string | null;
  /** From 1. */
  page: number;
  pageSize: number;
  /** Of a batch that is made now. */
  newBatchId: string;
  handCaps: HandCaps;
  /** The batch that is to be withdrawn; null for none. */
  withdrawId: string | null;
  refusal: Refusal | undefined;
}

/** Gift codes: making a batch, and those that there are. `?withdraw=` opens the form for one of them. */
export function CodesScreen(props: CodesScreenProps) {
  const { batches, total, doneWords, page, pageSize, newBatchId, withdrawId, refusal, handCaps } =
    props;
  const asked = batches.find(({ id }) => id === withdrawId);
  const { batch, worth, used, ends, get } = words.columns;
  return (
    <AdminPage title={words.pageTitle} words={words.description}>
      {doneWords && !refusal && <Alert variant="success" title={doneWords} />}
      {asked && (
        <ActForm
          intent="withdraw"
          title={words.withdrawForm(asked.label)}
          words={words.withdrawWords}
          refusal={refusal}
          values={{ batchId: asked.id }}
          hidden={["batchId"]}
          button={words.withdraw}
          variant="destructive"
        />
      )}
      <ActForm
        intent="make"
        title={words.make.title}
        words={handCapsWords(handCaps)}
        refusal={refusal}
        values={{ batchId: newBatchId, uses: "1" }}
        hidden={["batchId"]}
        button={words.make.button}
      >
        {(fields) => <MakeFields fields={fields} />}
      </ActForm>
      <section className="grid gap-3">
        <h2 className="text-lg">{words.list}</h2>
        {total === 0 ? (
          <p className="text-soft">{words.none}</p>
        ) : (
          <AdminTable
            caption={words.list}
            columns={[batch, `#${worth}`, `#${used}`, ends, get]}
            rows={batches.map(batchRow)}
          />
        )}
        <Pagination
          page={page}
          pageCount={Math.ceil(total / pageSize)}
          hrefOf={(to) => `/admin/codes?page=${to}`}
        />
      </section>
    </AdminPage>
  );
}

function MakeFields({ fields }: { fields: Readonly<Record<string, Field>> }) {
  const { label, credits, count, uses, expires } = fields;
  const { make } = words;
  const number = { inputMode: "numeric", autoComplete: "off", required: true } as const;
  return (
    <div className="grid items-start gap-3 sm:grid-cols-2">
      {label && (
        <TextField
          field={label}
          label={make.label}
          hint={make.labelHint}
          autoComplete="off"
          required
        />
      )}
      {credits && <TextField field={credits} label={make.credits} {...number} />}
      {count && <TextField field={count} label={make.count} {...number} />}
      {uses && <TextField field={uses} label={make.uses} hint={make.usesHint} {...number} />}
      {expires && (
        <TextField
          field={expires}
          label={make.expires}
          hint={make.expiresHint}
          autoComplete="off"
        />
      )}
    </div>
  );
}

function batchRow(batch: GiftBatch) {
  const { id, label, credits, codeCount, maxUses, uses, expiresAt, withdrawnAt } = batch;
  const { madeBy, createdAt } = batch;
  return {
    key: id,
    cells: [
      <div key="batch" className="grid gap-0.5">
        <UserText>{label}</UserText>
        <span className="text-soft">
          <UserText>{madeBy}</UserText>, <ExactTime iso={createdAt} />
        </span>
      </div>,
      words.worth(formatCredits(credits), codeCount),
      `${uses.toLocaleString("en-US")} / ${(codeCount * maxUses).toLocaleString("en-US")}`,
      expiresAt ? <ExactTime key="ends" iso={expiresAt} /> : words.noEnd,
      <div key="get" className="grid gap-1">
        <a href={`/admin/codes/${id}/csv`} className="link" aria-label={words.downloadLabel(label)}>
          {words.download}
        </a>
        {withdrawnAt ? (
          words.withdrawn
        ) : (
          <TextLink to={`/admin/codes?withdraw=${id}`} aria-label={words.withdrawLabel(label)}>
            {words.withdraw}
          </TextLink>
        )}
      </div>,
    ],
  };
}
