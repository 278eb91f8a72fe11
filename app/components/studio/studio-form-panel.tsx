import { Suspense, useRef, useState, type KeyboardEvent, type ComponentProps } from "react";
import { Form, useNavigation } from "react-router";
import { SignInDialog } from "~/components/account/sign-in-link";
import { AccountMark } from "~/components/layout/account-mark";
import { lazyPart } from "~/components/layout/lazy-part";
import { useMissingFile } from "~/components/layout/missing-file";
import { studioFormId } from "~/components/layout/theme-switch";
import type { Problem } from "~/components/errors/problem";
import { Alert } from "~/components/ui/alert";
import { PageLink } from "~/components/ui/page-link";
import { useForm } from "~/components/ui/use-form";
import { studioPaths } from "~/domain/generation";
import { priceKey } from "~/domain/prices";
import type { StudioValues } from "~/domain/studio-values";
import { MakeButton } from "./make-button";
import type { ModelSheet as WholeModelSheet } from "./model-sheet";
import { PromptBox } from "./prompt-box";
import { Settings } from "./settings";
import type { StudioFormProps, StudioModel } from "./types";

const ModelSheet = lazyPart<ComponentProps<typeof WholeModelSheet>>(
  async () => (await import("./model-sheet")).ModelSheet,
  ModelPage,
);

/** The same list as a page of its own. */
function ModelPage({ selectedModel, onClose }: ComponentProps<typeof WholeModelSheet>) {
  const query = new URLSearchParams(window.location.search);
  query.set("model", selectedModel.id);
  query.set("choose", "model");
  useMissingFile(`${window.location.pathname}?${query}`, onClose);
  return null;
}

/** The cheapest model that the person's credits are enough for, and that takes what was chosen, a picture or a film. */
function cheapestFor(
  { models, account, selectedModel }: Pick<StudioFormProps, "models" | "account" | "selectedModel">,
  sourceMediaId: string,
): StudioModel | null {
  const usable = models.filter(
    ({ enabled, priceCredits, source, film }) =>
      enabled &&
      priceCredits <= (account?.credits ?? 0) &&
      (!sourceMediaId || source !== "none") &&
      Boolean(film) === Boolean(selectedModel?.film),
  );
  return usable.toSorted((a, b) => a.priceCredits - b.priceCredits)[0] ?? null;
}

/** The form of the studio: prompt and button first, the settings after them. */
export function StudioFormPanel({ formRef, ...props }: StudioFormProps) {
  const { start, selectedModel, account, generations, problem, signInFor: next } = props;
  const { sourcePart: SourcePart } = props;
  const path = studioPaths[props.kind];
  const [form, fields] = useForm<StudioValues>({
    id: studioFormId,
    lastResult: props.lastResult,
    defaultValue: start,
  });
  const navigation = useNavigation();
  const button = useRef<HTMLButtonElement>(null);
  const [isChoosing, setIsChoosing] = useState(false);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const busy =
    navigation.state !== "idle" &&
    navigation.formMethod === "POST" &&
    navigation.formAction?.split("?")[0] === path;

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit(button.current);
  }

  return (
    <>
      {problem && <StudioProblem {...problem} />}
      {/* In parts, where letters of every script take their own bytes only: however much was typed comes back. */}
      <Form
        method="post"
        encType="multipart/form-data"
        preventScrollReset
        ref={formRef}
        id={form.id}
        className="grid grid-cols-1 gap-6"
        onKeyDown={onKeyDown}
        onSubmit={(event) => busy && event.preventDefault()}
      >
        {/* Enter in a field presses the first button of a form. */}
        <button type="submit" hidden aria-hidden="true" tabIndex={-1} />
        <AccountMark />
        <input type="hidden" name="idempotencyKey" value={props.idempotencyKey} />
        <input type="hidden" name="quotedPrice" value={priceKey(selectedModel)} />
        <input type="hidden" name="model" value={selectedModel.id} />
        {SourcePart && (
          <SourcePart
            fields={fields}
            model={selectedModel}
            models={props.models}
            sources={props.sources}
            uploads={props.uploads}
            signedIn={account !== null}
            reading={props.reading}
            onChoose={props.onChoose}
            onChange={props.onChange}
          />
        )}
        <PromptBox {...props} fields={fields}>
          <MakeButton
            ref={button}
            busy={busy}
            model={selectedModel}
            words={props.words}
            chosen={start}
            credits={account?.credits ?? null}
            signUpCredits={props.signUpCredits}
            affordable={cheapestFor(props, start.sourceMediaId)}
            onChoose={props.onChoose}
          />
        </PromptBox>
        <Settings
          {...props}
          fields={fields}
          lastSeed={generations[0]?.settings["seed"]}
          onOpen={() => setIsChoosing(true)}
        />
      </Form>
      {isChoosing && (
        <Suspense>
          <ModelSheet
            {...props}
            onClose={() => setIsChoosing(false)}
            onPick={(model) => {
              props.onChoose(model);
              setIsChoosing(false);
            }}
          />
        </Suspense>
      )}
      {next && next !== dismissed && (
        <Suspense>
          <SignInDialog next={next} mode="sign-up" onClose={() => setDismissed(next)} />
        </Suspense>
      )}
    </>
  );
}

/** Why the form was refused, and where something can be done about it. */
function StudioProblem({ title, words, link }: Problem) {
  return (
    <Alert variant="destructive" title={title} className="mb-4">
      {words}
      {link && (
        <PageLink to={link.href} className="link mt-1 flex min-h-11 items-center">
          {link.label}
        </PageLink>
      )}
    </Alert>
  );
}
