import type { ReactNode } from "react";
import { UserText } from "~/components/ui/user-text";
import type { Piece } from "~/domain/differences";
import { compare as words } from "./words";

/** One thing that is known of each file, in the order of their letters. */
export interface ComparedFact {
  name: string;
  isSame: boolean;
  /** With the words marked that not all have. Empty where a file has no such thing. */
  values: readonly (readonly Piece[])[];
}

export function letterOf(at: number): string {
  return String.fromCharCode(65 + at);
}

/** The facts in which the files differ, value by value, and then those that all have alike, once. */
export function Differences({ facts }: { facts: readonly ComparedFact[] }) {
  const different = facts.filter(({ isSame }) => !isSame);
  const same = facts.filter(({ isSame }) => isSame);
  return (
    <div className="grid gap-8 lg:grid-cols-[3fr_2fr]">
      <Section title={words.different}>
        {different.length === 0 && <p className="text-soft">{words.nothingDifferent}</p>}
        <dl className="grid gap-5">
          {different.map(({ name, values }) => (
            <div key={name} className="grid gap-2">
              <dt className="text-md font-medium text-soft">{name}</dt>
              {values.map((pieces, at) => (
                <dd key={letterOf(at)} className="flex items-baseline gap-3">
                  <span className="grid h-6 min-w-6 place-items-center rounded-tag bg-sunken text-sm font-semibold">
                    {letterOf(at)}
                  </span>
                  <Value pieces={pieces} />
                </dd>
              ))}
            </div>
          ))}
        </dl>
      </Section>
      {same.length > 0 && (
        <Section title={words.same}>
          <dl className="grid gap-4 text-md">
            {same.map(({ name, values }) => (
              <div key={name} className="grid gap-0.5">
                <dt className="text-soft">{name}</dt>
                <dd className="min-w-0">
                  <Value pieces={values[0] ?? []} />
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid content-start gap-4">
      <h2 className="text-lg">{title}</h2>
      {children}
    </section>
  );
}

function Value({ pieces }: { pieces: readonly Piece[] }) {
  if (pieces.length === 0) return <span className="text-soft">{words.none}</span>;
  return (
    <UserText className="min-w-0 whitespace-pre-line">
      {pieces.map(({ text, isOwn }, at) =>
        isOwn ? (
          <mark
            key={at}
            className="rounded-tag bg-warning-tint px-0.5 text-ink underline decoration-warning decoration-2 underline-offset-4"
          >
            {text}
          </mark>
        ) : (
          text
        ),
      )}
    </UserText>
  );
}
