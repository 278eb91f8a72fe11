import { useId, useRef, type MouseEvent, type ReactNode } from "react";
import { Collapsible } from "~/components/ui/collapsible";
import { Card } from "~/components/ui/card";
import { FieldError } from "~/components/ui/field-error";
import { Textarea } from "~/components/ui/textarea";
import { UserText } from "~/components/ui/user-text";
import { maxPromptLength } from "~/domain/models";
import { emptyReadingMessage } from "~/domain/prompt-reading";
import { IntentButton } from "./intent-button";
import { PromptCheck } from "./prompt-check";
import { PromptLength } from "./prompt-length";
import type { StudioForm, StudioFormProps } from "./types";
import { promptBox as say } from "./words";

interface PromptBoxProps extends Pick<
  StudioFormProps,
  "form" | "models" | "recentPrompts" | "words" | "reading" | "onChange"
> {
  selectedModel: StudioFormProps["selectedModel"];
  /** The button that sends it. */
  children: ReactNode;
}

/** The words: what to see, what to leave out, and what was asked before. */
export function PromptBox(props: PromptBoxProps) {
  const { form, selectedModel: model, recentPrompts, words, reading, onChange, children } = props;
  const { models } = props;
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const errors = form.errors["prompt"];
  // Said where the words are read, as long as that model is chosen.
  const isOfWords = (error: string) => models.some((each) => error === emptyReadingMessage(each));
  const others = errors?.filter((error) => !isOfWords(error));
  const isLimited = model.maxPromptLength < maxPromptLength;
  const notes = [
    others?.length && `${id}-error`,
    isLimited && `${id}-length`,
    model.understands && `${id}-check`,
  ].filter(Boolean);

  function recall(event: MouseEvent<HTMLButtonElement>, prompt: string) {
    event.currentTarget.closest("details")?.removeAttribute("open");
    onChange({ prompt });
    box.current?.focus();
  }

  return (
    <Card className="p-4 has-[>textarea:focus-visible]:outline-3 has-[>textarea:focus-visible]:outline-ring sm:p-5">
      <label htmlFor={id} className="mb-1.5 block text-md font-medium text-soft">
        {words.prompt}
      </label>
      <textarea
        ref={box}
        id={id}
        name="prompt"
        dir="auto"
        rows={3}
        required
        autoFocus={Boolean(errors?.length)}
        defaultValue={form.prompt}
        placeholder={words.placeholder}
        aria-invalid={errors?.length ? true : undefined}
        aria-describedby={notes.join(" ") || undefined}
        className="block field-sizing-content max-h-80 min-h-25 w-full resize-none text-lg/normal outline-none"
      />
      <div className="grid gap-1 pb-2 empty:hidden">
        {isLimited && (
          <PromptLength id={`${id}-length`} model={model} box={box} initial={form.prompt} />
        )}
        <FieldError id={`${id}-error`} messages={others} />
        {model.understands && (
          <PromptCheck
            id={`${id}-check`}
            model={model}
            reading={reading}
            isRefused={Boolean(errors?.some(isOfWords))}
          />
        )}
      </div>
      {model.hasNegativePrompt ? <LeaveOut form={form} /> : <LeftOut form={form} />}
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
        </Collapsible>
      )}
      <div className="border-t border-line pt-4">{children}</div>
    </Card>
  );
}

/** For the next model that has it. What is too long could not be shortened here. */
function LeftOut({ form: { negativePrompt } }: { form: StudioForm }) {
  const isKept = negativePrompt !== "" && negativePrompt.length <= maxPromptLength;
  return isKept && <input type="hidden" name="negativePrompt" value={negativePrompt} />;
}

function LeaveOut({ form }: { form: StudioForm }) {
  const id = useId();
  const errors = form.errors["negativePrompt"];
  return (
    <Collapsible
      title={<span id={id}>{say.leaveOut}</span>}
      open={Boolean(form.negativePrompt || errors?.length)}
      className="border-t border-line"
      triggerClassName="text-md text-soft"
    >
      <div className="grid gap-2 pb-2">
        <Textarea
          name="negativePrompt"
          rows={2}
          defaultValue={form.negativePrompt}
          placeholder={say.leaveOutPlaceholder}
          aria-labelledby={id}
          aria-invalid={errors?.length ? true : undefined}
          aria-describedby={errors?.length ? `${id}-error` : undefined}
        />
        <FieldError id={`${id}-error`} messages={errors} />
      </div>
    </Collapsible>
  );
}
