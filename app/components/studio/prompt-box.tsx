import { useId, useRef, type MouseEvent, type ReactNode } from "react";
import { cn } from "~/components/ui/cn";
import { Collapsible } from "~/components/ui/collapsible";
import { Card } from "~/components/ui/card";
import { FieldError } from "~/components/ui/field-error";
import { getTextareaProps } from "~/components/ui/field-props";
import { TextLink } from "~/components/ui/text-link";
import { Textarea } from "~/components/ui/textarea";
import type { Field } from "~/components/ui/use-form";
import { UserText } from "~/components/ui/user-text";
import { maxPromptLength } from "~/domain/models";
import { isEmptyReading, emptyReadingMessage } from "~/domain/prompt-reading";
import { IntentButton } from "./intent-button";
import { PromptCheck } from "./prompt-check";
import { PromptLength } from "./prompt-length";
import type { StudioFields, StudioFormProps } from "./types";
import { promptBox as say } from "./words";

interface PromptBoxProps extends Pick<
  StudioFormProps,
  "models" | "recentPrompts" | "words" | "reading" | "onChange"
> {
  fields: StudioFields;
  selectedModel: StudioFormProps["selectedModel"];
  /** The button that sends it. */
  children: ReactNode;
}

/** The words: what to see, what to leave out, and what was asked before; or that none are needed. */
export function PromptBox(props: PromptBoxProps) {
  return props.selectedModel.prompt === "none" ? <NoPrompt {...props} /> : <Prompt {...props} />;
}

function NoPrompt({ fields, selectedModel, children }: PromptBoxProps) {
  return (
    <Card className="p-4 sm:p-5">
      <LeftOut field={fields.prompt} />
      <LeftOut field={fields.negativePrompt} />
      <p className="pb-4 text-md text-soft">{say.none(selectedModel.name)}</p>
      {children}
    </Card>
  );
}

function Prompt(props: PromptBoxProps) {
  const { fields, selectedModel: model, recentPrompts, words, reading, onChange, children } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  const { field, isUnknown } = promptField(props);
  const lengthId = model.maxPromptLength < maxPromptLength && `${field.id}-length`;
  const checkId = model.understands && `${field.id}-check`;

  function recall(event: MouseEvent<HTMLButtonElement>, prompt: string) {
    event.currentTarget.closest("details")?.removeAttribute("open");
    onChange({ prompt });
    box.current?.focus();
  }

  return (
    <Card className="p-4 has-[>textarea:focus-visible]:outline-3 has-[>textarea:focus-visible]:outline-ring sm:p-5">
      <label htmlFor={field.id} className="mb-1.5 block text-md font-medium text-soft">
        {words.prompt}
        {model.prompt === "optional" && ` ${say.ifYouLike}`}
      </label>
      <Textarea
        ref={box}
        variant="bare"
        {...getTextareaProps(field, { ariaDescribedBy: cn(lengthId, checkId) || undefined })}
        rows={3}
        required={model.prompt === "required"}
        placeholder={words.placeholder}
      />
      <div className="grid gap-1 pb-2 empty:hidden">
        {lengthId && (
          <PromptLength id={lengthId} model={model} box={box} initial={field.initialValue ?? ""} />
        )}
        {!isUnknown && <FieldError field={field} />}
        {checkId && (
          <PromptCheck
            id={checkId}
            model={model}
            reading={reading}
            error={isUnknown && <FieldError field={field} />}
          />
        )}
      </div>
      {model.hasNegativePrompt ? (
        <LeaveOut field={fields.negativePrompt} />
      ) : (
        <LeftOut field={fields.negativePrompt} />
      )}
      {recentPrompts.length > 0 && (
        <Collapsible
          title={say.earlier}
          className="border-t border-line"
          triggerClassName="text-md text-soft"
        >
          <ul className="-mx-2 pb-2">
            {recentPrompts.map((prompt) => (
              <li key={prompt}>
                <IntentButton
                  intent={`prompt:${prompt}`}
                  onPress={(event) => recall(event, prompt)}
                  className="flex min-h-11 w-full items-center rounded-control px-2 text-left text-md hover:bg-sunken"
                >
                  <UserText className="line-clamp-2">{prompt}</UserText>
                </IntentButton>
              </li>
            ))}
          </ul>
          <TextLink to="/prompts">{say.allEarlier}</TextLink>
        </Collapsible>
      )}
      <div className="border-t border-line pt-4">{children}</div>
    </Card>
  );
}

/**
 * The prompt's field. That a model knows nothing of the words is said where they are read (`isUnknown`), as long as it
 * is true: with other words, or another model, it is no error any more.
 */
function promptField({ fields, models, selectedModel, reading }: PromptBoxProps) {
  const { errors = [], ...field } = fields.prompt;
  const ofModels = new Set(models.map(emptyReadingMessage));
  const others = errors.filter((error) => !ofModels.has(error));
  const unknown = emptyReadingMessage(selectedModel);
  const isUnknown =
    selectedModel.understands !== null &&
    reading !== null &&
    isEmptyReading(reading) &&
    errors.includes(unknown);
  const shown = isUnknown ? [unknown] : others;
  return { field: { ...field, errors: shown.length > 0 ? shown : undefined }, isUnknown };
}

/** For the next model that has it. What is too long could not be shortened here. */
function LeftOut({ field: { name, initialValue = "" } }: { field: Field }) {
  const kept = initialValue.length <= maxPromptLength ? initialValue : "";
  return <input type="hidden" name={name} value={kept} />;
}

function LeaveOut({ field }: { field: Field }) {
  const titleId = useId();
  return (
    <Collapsible
      title={<span id={titleId}>{say.leaveOut}</span>}
      open={Boolean(field.initialValue || field.errors)}
      className="border-t border-line"
      triggerClassName="text-md text-soft"
    >
      <div className="grid gap-2 pb-2">
        <Textarea
          {...getTextareaProps(field)}
          rows={2}
          placeholder={say.leaveOutPlaceholder}
          aria-labelledby={titleId}
        />
        <FieldError field={field} />
      </div>
    </Collapsible>
  );
}
