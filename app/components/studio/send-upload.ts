import { useState } from "react";
import { maxUploadBytes, tooLargeWords, type maskField, type uploadField } from "~/domain/uploads";
import type { UploadTile } from "~/components/media/types";
import { source as words } from "./words";

type Answer = { upload: UploadTile } | { words: string };

/**
 * Sends a file at once, in that field, for the account that the form names; says that it is under way, and what was
 * wrong with it.
 */
export function useUpload(
  field: typeof uploadField | typeof maskField,
  onGiven: (upload: UploadTile) => void,
) {
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function send(file: File, form: HTMLFormElement | null) {
    setProblem(file.size > maxUploadBytes ? tooLargeWords : null);
    if (file.size > maxUploadBytes) return;
    const account = form?.elements.namedItem("account");
    const body = new FormData();
    body.set("account", account instanceof HTMLInputElement ? account.value : "");
    body.set(field, file);
    setIsSending(true);
    const answer = await post(body).catch(() => ({ words: words.notSent }));
    setIsSending(false);
    if ("upload" in answer) onGiven(answer.upload);
    else setProblem(answer.words);
  }

  return { isSending, problem, send };
}

async function post(body: FormData): Promise<Answer> {
  const headers = { accept: "application/json" };
  const answer = await fetch("/uploads", { method: "POST", body, headers });
  return (await answer.json()) as Answer;
}
