import type { ReactNode } from "react";

/** A page to read: a narrow column of headings and sentences. */
export function PlainTextScreen({ title, children }: { title: string; children: ReactNode }) {
  return (
    <article className="mx-auto grid w-full max-w-2xl flex-1 content-start gap-4 px-4 py-8 text-soft [&_h1]:text-ink [&_h2]:mt-4 [&_h2]:mb-1.5 [&_h2]:text-lg [&_h2]:text-ink [&_p+p]:mt-2">
      <h1 className="text-2xl">{title}</h1>
      {children}
    </article>
  );
}
