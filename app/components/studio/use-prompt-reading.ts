import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { roomFields } from "~/domain/frame-fields";
import type { PromptReading } from "~/domain/prompt-reading";
import type { StudioValues } from "~/domain/studio-values";
import { fieldsIn } from "./form-fields";
import type { StudioModel } from "./types";

/** A form, and what its model will make of its prompt. */
export interface ReadStart {
  start: StudioValues;
  /** Null for a model that takes every word, and where there are none. */
  reading: PromptReading | null;
}

/** After the last key, so that a word is finished before it is judged. */
const pauseMs = 350;

/**
 * What the chosen model will make of the words in the form, as they are typed. Null where there is nothing to say, and
 * where the server cannot be asked: it says it then before it charges. The answer to earlier words never comes after a
 * later one.
 *
 * @param page what the page began with
 * @param refusal the form as it was sent, when it was refused
 */
export function usePromptReading(
  form: RefObject<HTMLFormElement | null>,
  model: StudioModel | null,
  page: ReadStart,
  refusal: ReadStart | null,
): PromptReading | null {
  const [first] = useState(page);
  const served = refusal ?? first;
  const [known, setKnown] = useState({ served, reading: served.reading });
  const readWords = useRef("");
  const isRead = Boolean(model?.understands);

  useLayoutEffect(() => {
    readWords.current = wordsOf(served.start);
  }, [served]);

  useEffect(() => {
    if (!isRead) return;
    let request = new AbortController();
    let pause: number | undefined;
    const read = async () => {
      const typed = fieldsIn(form.current);
      if (wordsOf(typed) === readWords.current) return;
      readWords.current = wordsOf(typed);
      request.abort();
      request = new AbortController();
      const { signal } = request;
      const answer = await askServer(typed, signal).catch(() => null);
      if (!signal.aborted) setKnown({ served, reading: answer });
    };
    const readAfterPause = () => {
      window.clearTimeout(pause);
      pause = window.setTimeout(() => void read(), pauseMs);
    };
    document.addEventListener("input", readAfterPause);
    // Another model, and what was typed before this listened.
    readAfterPause();
    return () => {
      document.removeEventListener("input", readAfterPause);
      window.clearTimeout(pause);
      request.abort();
    };
  }, [form, isRead, model?.id, served]);

  if (!isRead) return null;
  return known.served === served ? known.reading : served.reading;
}

const names = ["model", "prompt", "negativePrompt", "sourceMediaId", ...roomFields] as const;
type Words = Readonly<Partial<Record<(typeof names)[number], string>>>;

function wordsOf(words: Words): string {
  return JSON.stringify(names.map((name) => (words[name] ?? "").trim()));
}

async function askServer(words: Words, signal: AbortSignal): Promise<PromptReading | null> {
  if (!words.prompt?.trim()) return null;
  const body = new FormData();
  for (const name of names) if (words[name]) body.set(name, words[name]);
  const answer = await fetch("/prompt-reading", { method: "POST", body, signal });
  return answer.ok ? ((await answer.json()) as PromptReading | null) : null;
}
