import { Icon } from "./icon";

interface FieldErrorProps {
  id: string;
  messages: readonly string[] | undefined;
}

/** The messages of one field; nothing when there are none. */
export function FieldError({ id, messages }: FieldErrorProps) {
  if (!messages?.length) return null;
  return (
    <p id={id} className="flex gap-1.5 text-md text-danger">
      <Icon name="icon-[lucide--circle-alert]" size={16} className="mt-0.75" />
      <span>{messages.join(" ")}</span>
    </p>
  );
}
