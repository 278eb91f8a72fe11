import { TextField } from "~/components/ui/text-field";
import { ExactTime } from "~/components/ui/moment";
import { TextLink } from "~/components/ui/text-link";
import { UserText } from "~/components/ui/user-text";
import type { Refusal } from "~/components/errors/problem";
import { formatCredits } from "~/domain/credits";
import type { PersonGeneration } from "~/domain/admin/people";
import { ActForm } from "./act-form";
import { AdminTable } from "./admin-table";
import { person } from "./people-words";

const words = person.requests;

interface PersonRequestsProps {
  userId: string;
  generations: readonly PersonGeneration[];
  /** The request whose refund is asked for; null for none. */
  refundId: string | null;
  /** Of a form that is made now. */
  keys: { refund: string };
  refusal: Refusal | undefined;
}

/** The latest requests of a person; `?refund=` opens the form for one of them. */
export function PersonRequests(props: PersonRequestsProps) {
  const { userId, generations, refundId, keys, refusal } = props;
  const asked = generations.find(({ id }) => id === refundId);
  return (
    <section id="requests" className="grid gap-3">
      <h2 className="text-lg">{words.title}</h2>
      {asked && (
        <ActForm
          intent="refund"
          title={`${words.form}: ${asked.prompt || words.noPrompt}`}
          words={words.formWords(formatCredits(asked.keptCredits))}
          refusal={refusal}
          values={{ generationId: asked.id, key: keys.refund, credits: String(asked.keptCredits) }}
          hidden={["generationId", "key"]}
          reasonHint={person.reasonShown}
          button={words.button}
        >
          {({ credits }) =>
            credits && (
              <TextField
                field={credits}
                label={person.adjust.credits}
                inputMode="numeric"
                autoComplete="off"
              />
            )
          }
        </ActForm>
      )}
      {generations.length === 0 ? (
        <p className="text-soft">{words.none}</p>
      ) : (
        <AdminTable
          caption={words.title}
          columns={[
            words.columns.what,
            `#${words.columns.charged}`,
            `#${words.columns.kept}`,
            words.columns.refund,
          ]}
          rows={generations.map((each) => ({
            key: each.id,
            cells: [
              <Request key="what" request={each} />,
              each.chargedCredits.toLocaleString("en-US"),
              each.keptCredits.toLocaleString("en-US"),
              <Refund key="refund" userId={userId} request={each} />,
            ],
          }))}
        />
      )}
    </section>
  );
}

function Request({ request }: { request: PersonGeneration }) {
  const { prompt, model, status, madeCount, outputCount, createdAt, id } = request;
  return (
    <div className="grid max-w-md gap-0.5">
      <UserText className="line-clamp-2">{prompt || words.noPrompt}</UserText>
      <span className="text-soft">
        {model}, {status}, {madeCount}/{outputCount}, <ExactTime iso={createdAt} />
      </span>
      <code className="text-sm text-soft">{id}</code>
    </div>
  );
}

function Refund({ userId, request }: { userId: string; request: PersonGeneration }) {
  const { goodwillCredits, keptCredits, status, prompt, id } = request;
  if (goodwillCredits > 0) return words.byHand(formatCredits(goodwillCredits));
  if (keptCredits === 0 || status === "queued" || status === "running") return null;
  return (
    <TextLink
      to={`/admin/users/${userId}?refund=${id}#requests`}
      aria-label={words.refundLabel(prompt || words.noPrompt)}
    >
      {words.refund}
    </TextLink>
  );
}
