import type { ComponentProps, ComponentType, ReactNode } from "react";
import type { FormProps } from "react-router";
import { Deletion } from "~/components/media/deletion";
import type { Problem } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { RelativeTime } from "~/components/ui/moment";
import { RadioItem } from "~/components/ui/radio-group";
import { linkDays } from "~/domain/sharing-choices";
import { LinkBox } from "./link-box";
import type { ShareFacts, ShownLink } from "./types";
import { share as words, thingOf, type SharedThing } from "./words";

/** What the last form has done; the button that had the focus is gone. */
export type ShareDone = "share" | "revoke" | "save";

export interface SharePanelProps extends ShareFacts {
  /** Where its forms POST to: the page of the share. */
  action: string;
  /** React Router's form of a page, or of a fetcher. */
  Form: ComponentType<FormProps>;
  done: ShareDone | undefined;
  problem: Problem | undefined;
  busy: boolean;
}

/**
 * The link to a file or a board: makes it, shows it, changes what it shows, turns it off. POSTs `intent=share`,
 * `revoke` or `save`.
 */
export function SharePanel(props: SharePanelProps) {
  const { media, board, link, nowIso, done, problem } = props;
  const thing = thingOf(media?.kind);
  const send = { method: "post", action: props.action, preventScrollReset: true } as const;
  return (
    <div className="grid gap-5">
      <p className="text-md text-soft">
        {words.intro(thing)} {board && words.boardName}
      </p>
      {problem && (
        <Alert variant="destructive" title={problem.title}>
          {problem.words}
        </Alert>
      )}
      {done === "revoke" && <Alert variant="success" title={words.isOff} />}
      {done === "save" && <Alert variant="success" title={words.saved} />}
      {link && <LinkBox link={link} nowIso={nowIso} justMade={done === "share"} />}
      {media?.expiresAt && (
        <Temporary thing={thing} iso={media.expiresAt} nowIso={nowIso}>
          <props.Form {...send}>
            <input type="hidden" name="intent" value="save" />
            <AccountMark />
            <Button variant="outline" busy={props.busy}>
              <Icon name="icon-[lucide--bookmark]" />
              {words.temporary.save}
            </Button>
          </props.Form>
        </Temporary>
      )}
      <props.Form {...send} className="grid gap-4">
        <input type="hidden" name="intent" value="share" />
        <AccountMark />
        <Choices thing={thing} link={link} nowIso={nowIso} />
        <Button
          size="lg"
          variant={link ? "outline" : "default"}
          className="w-full"
          busy={props.busy}
        >
          {link ? words.change : words.make}
        </Button>
      </props.Form>
      {link && (
        <props.Form
          {...send}
          className="flex flex-wrap items-center gap-x-3 border-t border-line pt-4"
        >
          <input type="hidden" name="intent" value="revoke" />
          <input type="hidden" name="shareId" value={link.id} />
          <AccountMark />
          <Button variant="ghost" className="-ml-4" busy={props.busy}>
            <Icon name="icon-[lucide--link-2-off]" />
            {words.off}
          </Button>
          <span className="text-md text-soft">{words.offHint}</span>
        </props.Form>
      )}
    </div>
  );
}

interface TemporaryProps {
  thing: SharedThing;
  iso: string;
  nowIso: string;
  children: ReactNode;
}

/** The file goes by itself, and the link with it. */
function Temporary({ thing, iso, nowIso, children }: TemporaryProps) {
  return (
    <Alert icon="icon-[lucide--clock]" title={words.temporary.title(thing)}>
      <div className="grid justify-items-start gap-2">
        <Deletion iso={iso} nowIso={nowIso} />
        <p className="text-soft">{words.temporary.after}</p>
        {children}
      </div>
    </Alert>
  );
}

interface ChoicesProps {
  thing: SharedThing;
  link: ShownLink | null;
  nowIso: string;
}

/** Made anew for another link or another end, so that it shows what holds now. */
function Choices({ thing, link, nowIso }: ChoicesProps) {
  return (
    <div key={`${link?.id} ${link?.expiresAt}`} className="grid gap-4">
      <fieldset className="grid min-w-0 gap-1">
        <legend className="mb-1 font-medium">{words.choices}</legend>
        <Checkbox
          name="showsPrompt"
          label={words.prompt(thing)}
          hint={words.promptHint}
          defaultChecked={link?.showsPrompt}
        />
        <Checkbox name="isListed" label={words.listed} defaultChecked={link?.isListed} />
      </fieldset>
      <fieldset className="min-w-0">
        <legend className="mb-2 font-medium">{words.until}</legend>
        <div className="grid grid-cols-3 gap-1.5">
          <RadioItem
            name="until"
            value="always"
            defaultChecked={!link?.expiresAt}
            className="col-span-3 px-2"
          >
            {words.forGood}
          </RadioItem>
          {link?.expiresAt && (
            <RadioItem
              name="until"
              value={link.expiresAt}
              defaultChecked
              className="col-span-3 px-2"
            >
              <span>
                {words.asNow}: {words.ends.toLowerCase()}{" "}
                <RelativeTime iso={link.expiresAt} nowIso={nowIso} />
              </span>
            </RadioItem>
          )}
          {linkDays.map((days) => (
            <RadioItem key={days} name="until" value={String(days)} className="px-2">
              {words.days(days)}
            </RadioItem>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

interface CheckboxProps extends ComponentProps<"input"> {
  label: string;
  hint?: string;
}

function Checkbox({ label, hint, ...input }: CheckboxProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2.5">
      <input type="checkbox" className="mt-0.5 size-5 shrink-0" {...input} />
      <span className="text-md">
        <span className="font-medium">{label}</span>
        {hint && <span className="block text-soft">{hint}</span>}
      </span>
    </label>
  );
}
