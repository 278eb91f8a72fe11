import type { ReactNode } from "react";
import { Collapsible } from "~/components/ui/collapsible";
import { UserText } from "~/components/ui/user-text";

interface FoldedRowProps {
  id: string;
  label: string;
  /** How it stands, beside its name. */
  now: ReactNode;
  isOpen: boolean;
  children: ReactNode;
}

/** One thing that can be changed: its name, how it stands, and folded away the form that changes it. */
export function FoldedRow({ id, label, now, isOpen, children }: FoldedRowProps) {
  return (
    <Collapsible
      id={id}
      open={isOpen}
      className="px-5"
      triggerClassName="py-2"
      title={
        <>
          <span className="block">{label}</span>
          <UserText className="block text-md font-normal text-soft">{now}</UserText>
        </>
      }
    >
      {children}
    </Collapsible>
  );
}
