import { Suspense, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { Form, useNavigation } from "react-router";
import { SignInDialog } from "~/components/account/sign-in-link";
import { Alert } from "~/components/ui/alert";
import { Disclosure } from "~/components/ui/disclosure";
import { studioPaths } from "~/domain/generation";
import { MakeButton } from "./make-button";
import { PromptBox } from "./prompt-box";
import { Settings } from "./settings";
import type { StudioFormProps } from "./types";

const outsideOfSettings = ["prompt", "negativePrompt", "sourceMediaId"];
const isOfSettings = (field: string) => !outsideOfSettings.includes(field);

const ofThisForm = ["idempotencyKey", "quotedCreditsEach"];

/** In characters, as an address; what every proxy lets through. */
const longestWayBack = 2000;

/** What was typed, as a way back to this page: everything but what belongs to this one form. */
function wayBack(path: string, form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (value && typeof value === "string" && !ofThisForm.includes(name)) query.set(name, value);
  return `${path}?${query}`;
}

/** The form of the studio: prompt and button first, the settings after them. */
export function StudioFormPanel(props: StudioFormProps) {
  const { form, selectedModel, account, generations, problem, sourcePart: SourcePart } = props;
  const path = studioPaths[props.kind];
  const navigation = useNavigation();
  const button = useRef<HTMLButtonElement>(null);
  const [next, setNext] = useState<string | null>(null);
  const busy =
    navigation.state !== "idle" &&
    navigation.formMethod === "POST" &&
    navigation.formAction?.split("?")[0] === path;

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (account || (submitter && submitter !== button.current)) return;
    const way = wayBack(path, event.currentTarget);
    // The server keeps what is longer, and asks to sign in.
    if (way.length > longestWayBack) return;
    event.preventDefault();
    setNext(way);
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit(button.current);
  }

  return (
    <>
      {problem && (
        <Alert tone="danger" title={problem.title} className="mb-4">
          {problem.words}
        </Alert>
      )}
      {/* In parts, where letters of every script take their own bytes only: however much was typed comes back. */}
      <Form
        method="post"
        encType="multipart/form-data"
        preventScrollReset
        className="grid grid-cols-1 gap-6"
        onSubmit={onSubmit}
        onKeyDown={onKeyDown}
      >
        <input type="hidden" name="idempotencyKey" value={form.idempotencyKey} />
        <input type="hidden" name="quotedCreditsEach" value={selectedModel.priceCredits} />
        {/* Before all buttons: in the query of a GET the pressed one comes last and wins. */}
        <input type="hidden" name="model" value={selectedModel.id} />
        {SourcePart && (
          <SourcePart
            form={form}
            model={selectedModel}
            models={props.models}
            sources={props.sources}
            signedIn={account !== null}
          />
        )}
        <PromptBox {...props} path={path}>
          <MakeButton
            ref={button}
            busy={busy}
            model={selectedModel}
            words={props.words}
            count={form.count}
            credits={account?.credits ?? null}
            signUpCredits={props.signUpCredits}
          />
        </PromptBox>
        <Disclosure
          open={props.isChoosingModel || Object.keys(form.errors).some(isOfSettings)}
          className="open-on-desktop"
          summaryClassName="-my-2 px-1"
          title={
            <>
              Settings{" "}
              <span className="font-normal text-soft">· {selectedModel.name} and more</span>
            </>
          }
        >
          <Settings {...props} lastSeed={generations[0]?.settings["seed"]} path={path} />
        </Disclosure>
      </Form>
      {next && (
        <Suspense>
          <SignInDialog next={next} mode="sign-up" onClose={() => setNext(null)} />
        </Suspense>
      )}
    </>
  );
}
