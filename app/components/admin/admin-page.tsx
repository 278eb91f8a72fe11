import type { ReactNode } from "react";
import { Container } from "~/components/ui/container";

interface AdminPageProps {
  title: string;
  words?: ReactNode;
  children?: ReactNode;
}

/** One admin page: its heading, and what is on it. */
export function AdminPage({ title, words, children }: AdminPageProps) {
  return (
    <Container className="grid gap-6 pt-6 pb-16 lg:pt-10">
      <div className="grid gap-2">
        <h1 className="text-2xl">{title}</h1>
        {words && <p className="text-soft">{words}</p>}
      </div>
      {children}
    </Container>
  );
}
