import type { ReactNode } from "react";
import { Alert } from "~/components/ui/alert";
import { Card } from "~/components/ui/card";
import type { Problem } from "~/components/errors/problem";

interface FormShellProps {
  title: string;
  words?: ReactNode;
  problem?: Problem | undefined;
  children?: ReactNode;
  /** Ways elsewhere, under the panel. */
  after?: ReactNode;
}

/** A narrow page with one thing to do. */
export function FormShell({ title, words, problem, children, after }: FormShellProps) {
  return (
    <div className="mx-auto grid w-full max-w-md flex-1 content-center gap-5 px-4 py-10 sm:py-16">
      <Card className="grid gap-5 p-6 sm:p-8">
        <div className="grid gap-2">
          <h1 className="text-2xl">{title}</h1>
          {words && <p className="text-soft">{words}</p>}
        </div>
        {problem && (
          <Alert variant="destructive" title={problem.title}>
            {problem.words}
          </Alert>
        )}
        {children}
      </Card>
      {after && <div className="text-center text-md text-soft">{after}</div>}
    </div>
  );
}
