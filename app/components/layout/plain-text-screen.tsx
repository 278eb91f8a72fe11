import type { ReactNode } from "react";

/** A page to read: a narrow column of headings and sentences. */
export function PlainTextScreen({ title, children }: { title: string; children: ReactNode }) {
  return (
    <article className="prose-page mx-auto grid max-w-2xl gap-4 px-4 py-8">
      <h1 className="text-2xl">{title}</h1>
      {children}
    </article>
  );
}
