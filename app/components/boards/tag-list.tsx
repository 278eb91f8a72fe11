import { useEffect, useRef } from "react";
import type { Refusal } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { TextField } from "~/components/ui/text-field";
import { useForm } from "~/components/ui/use-form";
import { UserText } from "~/components/ui/user-text";
import type { OrganizePage } from "~/domain/views";
import { useOrganizer } from "./use-organizer";
import { organize as words } from "./words";

interface TagListProps {
  mediaIds: readonly string[];
  tags: OrganizePage["tags"];
  /** Words of the prompt that may do. None is added unless it is pressed. */
  suggestions: readonly string[];
  answer?: Refusal | undefined;
}

/** The tags of these files, each with a way to take it off; new ones, typed or from the prompt. */
export function TagList({ mediaIds, tags, suggestions, answer }: TagListProps) {
  const typed = useOrganizer(mediaIds, answer);
  const pressed = useOrganizer(mediaIds, undefined);
  const { Form, action, refusal } = typed;
  const problem = typed.problem ?? pressed.problem;
  const [form, fields] = useForm<{ tags: string }>({
    id: "add-tags",
    lastResult: refusal?.result.error?.["tags"] ? refusal.result : undefined,
  });
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (typed.done) document.forms.namedItem(form.id)?.reset();
  }, [typed.done, form.id]);
  // The button that had the focus may be gone with its tag.
  useEffect(() => {
    if (pressed.done && document.activeElement === document.body)
      section.current?.querySelector<HTMLElement>("input[name=tags]:not([type=hidden])")?.focus();
  }, [pressed.done, tags]);
  return (
    <section ref={section} aria-label={words.tags} className="grid gap-2">
      <h2 className="text-base">{words.tags}</h2>
      {problem && (
        <Alert variant="destructive" title={problem.title}>
          {problem.words}
        </Alert>
      )}
      <ul className="flex flex-wrap gap-2 empty:hidden">
        {tags.map(({ tag }) => (
          <li key={tag} className="max-w-full">
            <pressed.Form method="post" action={action}>
              <AccountMark />
              <input type="hidden" name="intent" value="untag" />
              <button name="tags" value={tag} className="tag bg-sunken hover:bg-line">
                <span className="sr-only">{words.untag(tag)}</span>
                <UserText className="line-clamp-1">{tag}</UserText>
                <Icon name="icon-[lucide--x]" size={16} className="text-soft" />
              </button>
            </pressed.Form>
          </li>
        ))}
      </ul>
      <Form id={form.id} method="post" action={action} className="flex items-start gap-2">
        <AccountMark />
        <input type="hidden" name="intent" value="tag" />
        <div className="min-w-0 flex-1">
          <TextField
            field={fields.tags}
            label={words.addTags}
            hint={words.tagsHint}
            autoComplete="off"
          />
        </div>
        <Button variant="outline" busy={typed.isBusy} className="mt-[1.85rem] shrink-0">
          {words.addButton}
        </Button>
      </Form>
      {suggestions.length > 0 && (
        <pressed.Form method="post" action={action} className="flex flex-wrap items-center gap-2">
          <AccountMark />
          <input type="hidden" name="intent" value="tag" />
          <p className="text-md text-soft">{words.suggested}</p>
          {suggestions.map((tag) => (
            <button
              key={tag}
              name="tags"
              value={tag}
              className="tag border border-line hover:border-edge"
            >
              <Icon name="icon-[lucide--plus]" size={16} className="text-soft" />
              <span className="sr-only">{words.suggest(tag)}</span>
              <span aria-hidden="true">{tag}</span>
            </button>
          ))}
        </pressed.Form>
      )}
    </section>
  );
}
