import { Suspense, useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { Form, useLocation, useNavigation } from "react-router";
import { SignInDialog } from "~/components/account/sign-in-link";
import { Alert } from "~/components/ui/alert";
import { Disclosure } from "~/components/ui/disclosure";
import { MakeButton } from "./make-button";
import { PromptBox } from "./prompt-box";
import { Settings } from "./settings";
import type { StudioScreenProps } from "./types";

/** What was typed, as a way back to this page: everything but the key of this one form. */
function wayBack(path: string, form: HTMLFormElement): string {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (
      !["idempotencyKey", "quotedCreditsEach"].includes(name) &&
      typeof value === "string" &&
      value
    )
      query.set(name, value);
  }
  return `${path}?${query}`;
}

/** The form of the studio: prompt and button first, the settings after them. */
export function StudioFormPanel(props: StudioScreenProps) {
  const { form, selectedModel, account, generations, recentPrompts, problem, signUpCredits } =
    props;
  const { pathname } = useLocation();
  const navigation = useNavigation();
  const button = useRef<HTMLButtonElement>(null);
  const [next, setNext] = useState<string | null>(null);
  const busy =
    navigation.state !== "idle" &&
    navigation.formMethod === "POST" &&
    navigation.formAction?.split("?")[0] === pathname;

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (account || (submitter && submitter !== button.current)) return;
    event.preventDefault();
    setNext(wayBack(pathname, event.currentTarget));
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit(button.current);
  }

  return (
    <>
      <h1 className="mb-4 text-2xl">Make a picture</h1>
      {problem && (
        <Alert tone="danger" title={problem.title} className="mb-4">
          {problem.words}
        </Alert>
      )}
      <Form
        method="post"
        preventScrollReset
        className="grid gap-6"
        onSubmit={onSubmit}
        onKeyDown={onKeyDown}
      >
        <input type="hidden" name="idempotencyKey" value={form.idempotencyKey} />
        <PromptBox form={form} model={selectedModel} recentPrompts={recentPrompts}>
          <MakeButton
            ref={button}
            busy={busy}
            model={selectedModel}
            count={form.count}
            credits={account?.credits ?? null}
            signUpCredits={signUpCredits}
          />
        </PromptBox>
        <Disclosure
          className="open-on-desktop"
          summaryClassName="-my-2 px-1"
          title={
            <>
              Settings{" "}
              <span className="font-normal text-soft">· {selectedModel.name}, shape, how many</span>
            </>
          }
        >
          <Settings {...props} lastSeed={generations[0]?.settings["seed"]} path={pathname} />
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
