import type { Refusal } from "~/components/errors/problem";
import { FieldError } from "~/components/ui/field-error";
import { getRadioProps, getTextareaProps } from "~/components/ui/field-props";
import { Label } from "~/components/ui/label";
import { TextField } from "~/components/ui/text-field";
import { Textarea } from "~/components/ui/textarea";
import type { Field } from "~/components/ui/use-form";
import type { HandCaps, PersonPage } from "~/domain/admin/people";
import { ActForm } from "./act-form";
import { Checkbox } from "./checkbox";
import { handCapsWords, person as words } from "./people-words";
import { RuleForms } from "./rule-forms";

interface PersonFormsProps extends Pick<
  PersonPage,
  "person" | "suspensionMessage" | "codesSince" | "allowance" | "caps" | "common"
> {
  /** Of a form that is made now. */
  keys: { adjust: string };
  handCaps: HandCaps;
  refusal: Refusal | undefined;
}

/** Everything that an admin may do with an account. */
export function PersonForms(props: PersonFormsProps) {
  const { person, suspensionMessage, codesSince, keys, handCaps, refusal } = props;
  const { allowance, caps, common } = props;
  const isSuspended = person.suspendedAt !== null;
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <ActForm
        intent="adjust"
        title={words.adjust.title}
        words={handCapsWords(handCaps)}
        refusal={refusal}
        values={{ key: keys.adjust, direction: "give" }}
        hidden={["key"]}
        reasonHint={words.reasonShown}
        button={words.adjust.button}
      >
        {({ direction, credits }) => (
          <>
            {direction && <Direction field={direction} />}
            {credits && (
              <TextField
                field={credits}
                label={words.adjust.credits}
                inputMode="numeric"
                autoComplete="off"
                required
              />
            )}
          </>
        )}
      </ActForm>
      <ActForm
        intent="suspend"
        title={words.suspend.title}
        words={words.suspend.words}
        refusal={refusal}
        values={{ message: suspensionMessage ?? "" }}
        button={isSuspended ? words.suspend.again : words.suspend.button}
        variant={isSuspended ? "outline" : "destructive"}
      >
        {({ message }) => message && <Message field={message} />}
      </ActForm>
      {isSuspended && (
        <ActForm
          intent="lift"
          title={words.suspend.lift}
          refusal={refusal}
          button={words.suspend.lift}
        />
      )}
      <RuleForms allowance={allowance} caps={caps} common={common} refusal={refusal} />
      <ActForm
        intent="sign-out"
        title={words.signOut.title}
        words={words.signOut.words}
        refusal={refusal}
        button={words.signOut.button}
      />
      {codesSince !== null && (
        <ActForm
          intent="codes-off"
          title={words.codesOff.title}
          words={words.codesOff.words}
          refusal={refusal}
          button={words.codesOff.button}
        />
      )}
      <ActForm
        intent="delete"
        title={words.delete.title}
        words={words.delete.words}
        refusal={refusal}
        button={words.delete.button}
        variant="destructive"
      >
        {({ confirmed }) =>
          confirmed && <Checkbox field={confirmed} label={words.delete.confirm} />
        }
      </ActForm>
    </div>
  );
}

function Direction({ field }: { field: Field }) {
  const [give, take] = getRadioProps(field, ["give", "take"]);
  return (
    <fieldset className="flex gap-6">
      <legend className="sr-only">{words.adjust.title}</legend>
      <label className="flex min-h-11 cursor-pointer items-center gap-3">
        <input {...give} className="size-5 shrink-0" />
        {words.adjust.give}
      </label>
      <label className="flex min-h-11 cursor-pointer items-center gap-3">
        <input {...take} className="size-5 shrink-0" />
        {words.adjust.take}
      </label>
      <FieldError field={field} />
    </fieldset>
  );
}

function Message({ field }: { field: Field }) {
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={field.id}>{words.suspend.message}</Label>
      <Textarea
        {...getTextareaProps(field, { ariaDescribedBy: field.descriptionId })}
        maxLength={1000}
        rows={3}
      />
      <p id={field.descriptionId} className="text-md text-soft">
        {words.suspend.messageHint}
      </p>
      <FieldError field={field} />
    </div>
  );
}
