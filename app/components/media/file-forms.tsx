import { Form } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";

/** What can be done with files by a button that names them. */
export type FileIntent =
  | "save"
  | "trash"
  | "restore"
  | "delete"
  | "empty"
  | "star"
  | "unstar"
  | "mark"
  | "unboard"
  | "put-back";

/** For the `form` of a button with the name `mediaId`, or `mediaIds` with commas between them. */
export function fileFormId(intent: FileIntent): string {
  return `${intent}-file`;
}

interface FileFormsProps {
  intents: readonly FileIntent[];
  /** What the forms say besides. */
  fields?: Readonly<Record<string, string>>;
}

/**
 * One form for each thing that the buttons of a page do with files, since a form a button is half of what a page of
 * tiles costs. They POST `intent` to the page.
 */
export function FileForms({ intents, fields = {} }: FileFormsProps) {
  return intents.map((intent) => (
    <Form
      key={intent}
      id={fileFormId(intent)}
      method="post"
      replace
      preventScrollReset
      className="contents"
    >
      <AccountMark />
      <input type="hidden" name="intent" value={intent} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </Form>
  ));
}
