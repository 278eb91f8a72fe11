import { Button } from "~/components/ui/button";
import { UserText } from "~/components/ui/user-text";
import { keptForm as words } from "./words";

/** The fields that a person typed as text, rather than chose. */
const typed = ["name", "email", "prompt", "negativePrompt"];

/** A form that did not get through, with everything that was typed, to be sent again to the same address. */
export function KeptForm({ fields }: { fields: Readonly<Record<string, string>> }) {
  const texts = typed.flatMap((name) => (fields[name] ? [fields[name]] : []));
  return (
    <form method="post" className="grid w-full justify-items-start gap-3">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {texts.length > 0 && <p>{words.kept}</p>}
      {texts.map((text) => (
        <UserText
          as="blockquote"
          key={text}
          className="border-l-2 border-line pl-4 text-md whitespace-pre-line"
        >
          {text}
        </UserText>
      ))}
      <Button>{words.again}</Button>
      {fields["idempotencyKey"] && <p className="text-md text-soft">{words.chargedOnce}</p>}
    </form>
  );
}
