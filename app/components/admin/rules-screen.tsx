import type { ReactNode } from "react";
import type { Refusal } from "~/components/errors/problem";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { FieldError } from "~/components/ui/field-error";
import { getTextareaProps } from "~/components/ui/field-props";
import { Label } from "~/components/ui/label";
import { ExactTime } from "~/components/ui/moment";
import { Textarea } from "~/components/ui/textarea";
import { useForm } from "~/components/ui/use-form";
import { UserText } from "~/components/ui/user-text";
import type { AdminRules } from "~/domain/admin/rules";
import { AdminPage } from "./admin-page";
import { ReasonField } from "./reason-field";
import { rules as words } from "./rules-words";

interface RulesScreenProps extends AdminRules {
  /** What was done a moment ago. */
  doneWords: string | null;
  refusal: Refusal | undefined;
}

const removeId = "remove-rules";
const closeId = "close-objections";

/** The rules for prompts, whom they hit, and who objects. POSTs `intent` and `reason`. */
export function RulesScreen(props: RulesScreenProps) {
  const { isOn, rules, doneWords, refusal } = props;
  const sent = String(refusal?.result.initialValue?.["intent"] ?? "");
  const refusalOf = (...intents: string[]) => (intents.includes(sent) ? refusal : undefined);
  return (
    <AdminPage title={words.pageTitle} words={words.intro}>
      {doneWords && !refusal && <Alert variant="success" title={doneWords} />}
      {refusal?.problem && (
        <Alert variant="destructive" title={refusal.problem.title}>
          {refusal.problem.words}
        </Alert>
      )}
      <Alert variant={isOn ? "success" : "default"} title={isOn ? words.isOn : words.isOff} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Phrases title={words.blocked} rules={rules.filter(({ isAllowed }) => !isAllowed)} />
        <Phrases
          title={words.allowed}
          hint={words.allowedHint}
          rules={rules.filter(({ isAllowed }) => isAllowed)}
        />
        <AddForm refusal={refusalOf("block", "allow")} />
        <div className="grid gap-6">
          {rules.length > 0 && (
            <RuleForm
              id={removeId}
              title={words.removeTitle}
              hint={words.removeWords}
              refusal={refusalOf("remove")}
              fieldErrors="ruleId"
            >
              <Button name="intent" value="remove" variant="outline">
                {words.remove}
              </Button>
            </RuleForm>
          )}
          <RuleForm
            id="switch-rules"
            title={isOn ? words.off : words.on}
            refusal={refusalOf("on", "off")}
          >
            <input type="hidden" name="seen" value={JSON.stringify(isOn)} />
            <Button name="intent" value={isOn ? "off" : "on"} variant="outline">
              {isOn ? words.off : words.on}
            </Button>
          </RuleForm>
        </div>
        <People people={props.people} />
        <Objections objections={props.objections} refusal={refusalOf("close")} />
      </div>
    </AdminPage>
  );
}

interface PhrasesProps {
  title: string;
  hint?: string;
  rules: AdminRules["rules"];
}

function Phrases({ title, hint, rules }: PhrasesProps) {
  return (
    <Card className="grid gap-3 p-5">
      <div>
        <h2 className="text-lg">{title}</h2>
        {hint && <p className="text-md text-soft">{hint}</p>}
      </div>
      {rules.length === 0 && <p className="text-soft">{words.none}</p>}
      <ul className="grid max-h-100 gap-1 overflow-y-auto">
        {rules.map(({ id, phrase, isAllowed, hits }) => (
          <li key={id}>
            <label className="flex min-h-11 cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                form={removeId}
                name="ruleId"
                value={id}
                className="size-5 shrink-0"
              />
              <UserText className="font-medium">{phrase}</UserText>
              {!isAllowed && <span className="text-md text-soft">{words.hits(hits)}</span>}
            </label>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function AddForm({ refusal }: { refusal: Refusal | undefined }) {
  const [form, fields] = useForm<{ phrases: string; reason: string }>({
    id: "add-rules",
    lastResult: refusal?.result,
  });
  return (
    <Card className="p-5">
      <form id={form.id} method="post" className="grid gap-4">
        <h2 className="text-lg">{words.addTitle}</h2>
        <div className="grid gap-1.5">
          <Label htmlFor={fields.phrases.id}>{words.phrases}</Label>
          <Textarea {...getTextareaProps(fields.phrases)} required rows={4} />
          <FieldError field={fields.phrases} />
        </div>
        <ReasonField field={fields.reason} />
        <div className="flex flex-wrap gap-2">
          <Button name="intent" value="block" variant="outline">
            {words.block}
          </Button>
          <Button name="intent" value="allow" variant="outline">
            {words.allow}
          </Button>
        </div>
      </form>
    </Card>
  );
}

interface RuleFormProps {
  id: string;
  title: string;
  hint?: string;
  refusal: Refusal | undefined;
  /** The field of boxes elsewhere whose errors are said here. */
  fieldErrors?: "ruleId" | "objectionId";
  children: ReactNode;
}

function RuleForm({ id, title, hint, refusal, fieldErrors, children }: RuleFormProps) {
  const [form, fields] = useForm<{ reason: string; ruleId: string; objectionId: string }>({
    id,
    lastResult: refusal?.result,
  });
  return (
    <Card className="p-5">
      <form id={form.id} method="post" className="grid gap-4">
        <div>
          <h2 className="text-lg">{title}</h2>
          {hint && <p className="text-md text-soft">{hint}</p>}
        </div>
        {fieldErrors && <FieldError field={fields[fieldErrors]} />}
        <ReasonField field={fields.reason} />
        <div>{children}</div>
      </form>
    </Card>
  );
}

function People({ people }: Pick<AdminRules, "people">) {
  return (
    <Card className="grid gap-3 p-5">
      <div>
        <h2 className="text-lg">{words.people}</h2>
        <p className="text-md text-soft">{words.peopleHint}</p>
      </div>
      {people.length === 0 && <p className="text-soft">{words.nobody}</p>}
      <ol className="grid gap-1">
        {people.map(({ id, name, hits, lastAt }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3">
            <a
              href={`/admin/users/${id}`}
              className="link inline-flex min-h-11 items-center wrap-anywhere"
            >
              <bdi>{name || words.unnamed}</bdi>
            </a>
            <span className="text-md text-soft">
              {words.hits(hits)} · <ExactTime iso={lastAt} />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

interface ObjectionsProps extends Pick<AdminRules, "objections"> {
  refusal: Refusal | undefined;
}

function Objections({ objections, refusal }: ObjectionsProps) {
  if (objections.length === 0)
    return (
      <Card className="grid gap-3 p-5">
        <h2 className="text-lg">{words.objections}</h2>
        <p className="text-soft">{words.noObjections}</p>
      </Card>
    );
  return (
    <div className="grid gap-6">
      <Card className="grid gap-3 p-5">
        <h2 className="text-lg">{words.objections}</h2>
        <ul className="grid gap-4">
          {objections.map(({ id, person, phrase, prompt, words: said, at }) => (
            <li key={id} className="flex gap-3">
              <input
                type="checkbox"
                form={closeId}
                name="objectionId"
                value={id}
                aria-labelledby={`objection-${id}`}
                className="mt-1 size-5 shrink-0"
              />
              <div id={`objection-${id}`} className="grid min-w-0 gap-1">
                <UserText as="p">
                  <b>{person.name || words.unnamed}</b> {words.objectedTo} <b>“{phrase}”</b>: {said}
                </UserText>
                <UserText as="p" className="text-md text-soft">
                  {words.prompt}: {prompt}
                </UserText>
                <p className="text-md text-soft">
                  <ExactTime iso={at} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      </Card>
      <RuleForm id={closeId} title={words.closeTitle} refusal={refusal} fieldErrors="objectionId">
        <Button name="intent" value="close" variant="outline">
          {words.close}
        </Button>
      </RuleForm>
    </div>
  );
}
