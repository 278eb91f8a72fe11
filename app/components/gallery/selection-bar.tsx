import type { SubmissionResult } from "@conform-to/react";
import { useEffect, useRef, type ComponentProps, type FormEvent, type ReactNode } from "react";
import { useNavigation, useSubmit } from "react-router";
import { AccountMark } from "~/components/layout/account-mark";
import { useDetailsMenu } from "~/components/layout/use-details-menu";
import { AskFirst } from "~/components/media/ask-first";
import { forGood } from "~/components/media/words";
import { Button } from "~/components/ui/button";
import { Icon, type IconName } from "~/components/ui/icon";
import { useHydrated } from "~/components/ui/use-hydrated";
import { Organizing } from "./organizing";
import { listQuery, type GalleryPlace } from "./gallery-query";
import type { GalleryChoices } from "./types";
import { selectionField, selectionFormId, useSelection } from "./use-selection";
import { selection as words } from "./words";

export interface SelectionBarProps {
  place: GalleryPlace;
  /** Of this page. */
  itemCount: number;
  /** 1,001 stands for more than 1,000. */
  total: number;
  boards: GalleryChoices["boards"];
  /** Of the board that the form makes. */
  newBoardId: string;
  /** Of this form, where it was refused: what was chosen stays chosen, and what was typed is there. */
  lastResult: SubmissionResult | undefined;
}

/** Whether a form that was refused had a file chosen. */
export function wasChosen(lastResult: SubmissionResult | undefined, mediaId: string): boolean {
  const { [selectionField]: chosen } = lastResult?.initialValue ?? {};
  return Array.isArray(chosen) ? chosen.includes(mediaId) : chosen === mediaId;
}

/**
 * What can be done with the files whose boxes are ticked: there as soon as one is, also without JavaScript. POSTs
 * `intent` and `mediaId` for each, or `all` for everything that the address of the page lists, to the page; the zip to
 * `/gallery/zip`.
 */
export function SelectionBar(props: SelectionBarProps) {
  const { place, itemCount } = props;
  const { form, count, setAll, look } = useSelection(itemCount);
  const onSubmit = useSending(form, props.lastResult !== undefined, () => setAll(false));
  const isTrash = place.view === "trash";
  return (
    <form
      ref={form}
      id={selectionFormId}
      method="post"
      aria-label={words.label}
      onSubmit={onSubmit}
      onReset={() => setTimeout(look)}
      className="sticky bottom-5 z-20 hidden w-full max-w-4xl gap-1 self-center rounded-panel bg-raised p-2 shadow-lift ring-1 ring-line max-md:bottom-[calc(4.25rem+env(safe-area-inset-bottom))] low:static print:hidden forced-colors:border [main:has(input[form=selection]:checked)_&]:grid"
    >
      <AccountMark />
      {/* What Enter in a field of text presses: the first button of a form. */}
      <button name="intent" value="typed" tabIndex={-1} aria-hidden="true" className="sr-only" />
      <Count {...props} count={count} onAll={() => setAll(true)} />
      <div className="flex flex-wrap items-center gap-1">
        {isTrash ? <TrashActions /> : <Actions {...props} />}
        <Action
          icon="icon-[lucide--download]"
          intent="zip"
          formAction={`/gallery/zip${listQuery(place)}`}
        >
          {words.zip}
        </Action>
        {!isTrash && <More {...props} />}
      </div>
    </form>
  );
}

/**
 * Sends the form without loading the page anew, but for the zip, which the browser is to keep; ids go in one field,
 * since a form has only so many. Once it is done, nothing is chosen any more.
 */
function useSending(
  form: { readonly current: HTMLFormElement | null },
  wasRefused: boolean,
  onDone: () => void,
) {
  const submit = useSubmit();
  const { state } = useNavigation();
  const wasSent = useRef(false);
  useEffect(() => {
    const element = form.current;
    const joinIds = ({ formData }: FormDataEvent) => {
      const ids = formData.getAll(selectionField);
      formData.delete(selectionField);
      formData.set("mediaIds", ids.join(","));
    };
    element?.addEventListener("formdata", joinIds);
    return () => element?.removeEventListener("formdata", joinIds);
  }, [form]);
  useEffect(() => {
    if (state !== "idle" || !wasSent.current) return;
    wasSent.current = false;
    if (!wasRefused) {
      form.current?.reset();
      onDone();
    }
  }, [state, wasRefused, form, onDone]);
  return (event: FormEvent) => {
    const { submitter } = event.nativeEvent as SubmitEvent;
    if (!(submitter instanceof HTMLButtonElement) || submitter.value === "zip") return;
    event.preventDefault();
    wasSent.current = true;
    void submit(submitter, { replace: submitter.value !== "compare", preventScrollReset: true });
  };
}

interface CountProps extends Pick<SelectionBarProps, "itemCount" | "total" | "lastResult"> {
  count: number;
  onAll: () => void;
}

function Count({ count, itemCount, total, lastResult, onAll }: CountProps) {
  const hydrated = useHydrated();
  const link = "link inline-flex min-h-11 items-center";
  return (
    <div className="flex flex-wrap items-center gap-x-4 px-2 text-md">
      <output className="font-semibold tabular-nums">
        {hydrated ? words.count(count) : words.chosen}
      </output>
      {hydrated && count < itemCount && (
        <button type="button" onClick={onAll} className={link}>
          {words.page(itemCount)}
        </button>
      )}
      {total > itemCount && (
        <label className="inline-flex min-h-11 cursor-pointer items-center gap-2">
          <input
            type="checkbox"
            name="all"
            value="yes"
            defaultChecked={lastResult?.initialValue?.["all"] !== undefined}
            autoComplete="off"
            className="size-5"
          />
          {words.all(total)}
        </label>
      )}
      <button type="reset" className={`${link} ml-auto`}>
        {words.clear}
      </button>
    </div>
  );
}

interface ActionProps extends Omit<ComponentProps<"button">, "name" | "value"> {
  icon: IconName;
  intent: string;
  children: ReactNode;
}

function Action({ icon, intent, children, ...props }: ActionProps) {
  return (
    <Button name="intent" value={intent} variant="ghost" {...props}>
      <Icon name={icon} />
      {children}
    </Button>
  );
}

function Actions({ place }: SelectionBarProps) {
  return (
    <>
      {place.view === "recent" && (
        <Action icon="icon-[lucide--bookmark]" intent="save">
          {words.save}
        </Action>
      )}
      <Action icon="icon-[lucide--star]" intent="star">
        {words.star}
      </Action>
      <Action icon="icon-[lucide--columns-2]" intent="compare">
        {words.compare}
      </Action>
      <Action icon="icon-[lucide--trash-2]" intent="trash">
        {words.trash}
      </Action>
    </>
  );
}

function TrashActions() {
  return (
    <>
      <Action icon="icon-[lucide--undo-2]" intent="restore">
        {words.restore}
      </Action>
      <AskFirst
        label={words.deleteForGood}
        labelClassName="flex min-h-11 items-center px-3 font-semibold text-md"
        question={forGood.question}
        className="open:basis-full"
      >
        <Button name="intent" value="delete" variant="destructive">
          {forGood.button}
        </Button>
      </AskFirst>
    </>
  );
}

function More(props: SelectionBarProps) {
  const menu = useDetailsMenu();
  const { error, initialValue } = props.lastResult ?? {};
  const isNews = ["boardName", "tags"].some((name) => error?.[name] ?? initialValue?.[name]);
  return (
    <details ref={menu} open={isNews} className="ml-auto open:basis-full">
      <summary className="flex min-h-11 items-center gap-2 rounded-control px-3 text-md font-semibold hover:bg-sunken">
        <Icon name="icon-[lucide--ellipsis]" />
        {words.more}
      </summary>
      <Organizing {...props} />
    </details>
  );
}
