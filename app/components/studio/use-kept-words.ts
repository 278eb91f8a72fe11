import { useEffect, useEffectEvent, useLayoutEffect, useRef, type RefObject } from "react";
import { useLocation } from "react-router";
import { useAccountMark } from "~/components/layout/account-mark";
import { forgetPrompt, keepWords, readWords } from "~/components/layout/kept-words";
import type { GenerationKind } from "~/domain/generation";
import type { StudioValues } from "~/domain/studio-values";
import { fieldsIn, type Fields } from "./form-fields";

interface KeptWordsOptions {
  kind: GenerationKind;
  start: StudioValues;
  /** Of the form: kept with its words, since it may be on its way already. */
  idempotencyKey: string;
  /** The answer that says that something was started. */
  startedBy: object | null;
  restore(fields: Fields): void;
}

/** What an address brings words with: such a page has words of its own. */
const sources = ["draft", "from", "prompt", "source"];

/**
 * Keeps what is typed and chosen in the form while its tab of the browser is open: it is there again after going back,
 * after loading the page anew and after another tab of the studio, until it was sent.
 */
export function useKeptWords(form: RefObject<HTMLFormElement | null>, options: KeptWordsOptions) {
  const { kind, start, idempotencyKey, startedBy, restore } = options;
  const account = useAccountMark();
  const query = new URLSearchParams(useLocation().search);
  const page = [kind, ...sources.map((name) => query.get(name) ?? "")].join("/");
  const isModelSaid = query.has("model");
  const isTouched = useRef(false);
  const isShown = useRef(false);

  const keep = useEffectEvent(() => {
    const { account: _account, quotedPrice: _price, ...fields } = fieldsIn(form.current);
    keepWords(account, page, { ...fields, idempotencyKey });
  });
  const takeUp = useEffectEvent(() => {
    const { model, ...kept } = readWords(account, page) ?? {};
    const isTyped = !isShown.current && isTypedIn(form.current);
    isShown.current = true;
    if (isTyped) {
      isTouched.current = true;
      keep();
    }
    if (kept["prompt"] === undefined || isTyped) return;
    restore(model && !isModelSaid ? { ...kept, model } : kept);
  });
  const forget = useEffectEvent(() => {
    if (isTouched.current) return;
    // What a model that takes no words was not told is still to be said to another one.
    if (form.current?.querySelector("textarea[name=prompt]"))
      forgetPrompt(account, fieldsIn(form.current)["prompt"]);
    else keep();
  });

  useLayoutEffect(() => takeUp(), [account, page]);

  useEffect(() => {
    const hear = (event: Event) => {
      if (!(event.target instanceof Node) || !form.current?.contains(event.target)) return;
      isTouched.current = event.type === "input";
      if (isTouched.current) keep();
    };
    document.addEventListener("input", hear);
    document.addEventListener("submit", hear);
    return () => {
      document.removeEventListener("input", hear);
      document.removeEventListener("submit", hear);
    };
  }, [form]);

  // Another model, too.
  useEffect(() => {
    if (isTouched.current) keep();
  }, [start]);

  useEffect(() => {
    if (startedBy) forget();
  }, [startedBy]);
}

/** True when somebody typed before this page woke up. */
function isTypedIn(form: HTMLFormElement | null): boolean {
  return Array.from(form?.querySelectorAll("textarea") ?? []).some(
    ({ value, defaultValue }) => value !== defaultValue,
  );
}
