import { Form } from "react-router";
import type { Problem } from "~/components/errors/problem";
import { AccountMark } from "~/components/layout/account-mark";
import { kinds } from "~/components/media/words";
import { Alert } from "~/components/ui/alert";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Container } from "~/components/ui/container";
import { Icon } from "~/components/ui/icon";
import { Input } from "~/components/ui/input";
import { LinkTabs } from "~/components/ui/link-tabs";
import { RelativeTime } from "~/components/ui/moment";
import { PageLink } from "~/components/ui/page-link";
import { takeFocus } from "~/components/ui/take-focus";
import { Toast } from "~/components/ui/toast";
import { UserText } from "~/components/ui/user-text";
import { studioPaths } from "~/domain/generation";
import type { PromptsPage } from "~/domain/views";
import { NothingHere } from "./nothing-here";
import { clearing, deleted as deletedWords, prompts as words } from "./words";

export interface PromptsScreenProps extends Pick<
  PromptsPage,
  "prompts" | "hasNewer" | "hasOlder" | "total" | "isKeyKnown"
> {
  canUnclear: boolean | null;
  search: string;
  /** False: the search is too long to be looked for. */
  isSearchable: boolean;
  starred: boolean;
  /** Asks whether all are to be deleted. */
  isConfirming: boolean;
  /** What was deleted a moment ago: one prompt's id, or all of them. */
  deleted: string | null;
  nowIso: string;
  problem: Problem | undefined;
}

/** Of the one form that the buttons of the whole list belong to. */
const formId = "earlier-prompts";

interface Place {
  search: string;
  starred: boolean;
}

function hrefOf({ search, starred }: Place, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    ...(search && { q: search }),
    ...(starred && { starred: "1" }),
    ...more,
  });
  return query.size > 0 ? `/prompts?${query}` : "/prompts";
}

/**
 * Earlier prompts. Its buttons POST `intent` to the page; its links and search form GET `q`, `starred`, `before`,
 * `after`.
 */
export function PromptsScreen(props: PromptsScreenProps) {
  const { prompts, total, search, starred, isConfirming, isKeyKnown, problem } = props;
  const place = { search, starred };
  const isFiltered = search !== "" || starred;
  return (
    <Container className="flex flex-1 flex-col gap-5 pt-5 pb-16 lg:pt-8">
      <header className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h1 className="text-2xl">{words.title}</h1>
          {total > 0 && <p className="text-md text-soft tabular-nums">{words.count(total)}</p>}
        </div>
        {(total > 0 || isFiltered) && <Tools {...place} />}
      </header>
      {problem && (
        <Alert variant="destructive" title={problem.title}>
          {problem.words}
        </Alert>
      )}
      {!isKeyKnown && prompts.length > 0 && <p className="text-md text-soft">{words.lostPlace}</p>}
      {isConfirming && total > 0 && <ConfirmClearing cancelHref={hrefOf(place)} />}
      {prompts.length === 0 ? (
        <NothingHere {...props} />
      ) : (
        <Card>
          <ul className="divide-y divide-line">
            {prompts.map((prompt) => (
              <PromptLine key={prompt.id} {...prompt} nowIso={props.nowIso} />
            ))}
          </ul>
        </Card>
      )}
      <Form id={formId} method="post" replace preventScrollReset className="contents">
        <AccountMark />
      </Form>
      <Ways {...props} />
      <DeletedNote {...props} />
    </Container>
  );
}

function Tools({ search, starred }: Place) {
  return (
    <div className="flex flex-wrap items-center gap-3 max-sm:w-full">
      <search className="max-sm:w-full">
        <Form action="/prompts" className="flex gap-1">
          {starred && <input type="hidden" name="starred" value="1" />}
          <Input
            key={search}
            type="search"
            name="q"
            defaultValue={search}
            aria-label={words.search}
            placeholder={words.search}
            className="sm:w-64"
          />
          <Button variant="ghost" size="icon">
            <Icon name="icon-[lucide--search]" size={20} />
            <span className="sr-only">{words.searchButton}</span>
          </Button>
          {search && (
            <Button asChild variant="ghost" size="icon">
              <PageLink to={hrefOf({ search: "", starred })}>
                <Icon name="icon-[lucide--x]" size={20} />
                <span className="sr-only">{words.clearSearch}</span>
              </PageLink>
            </Button>
          )}
        </Form>
      </search>
      <LinkTabs
        label={words.show}
        tabs={[
          { to: hrefOf({ search, starred: false }), label: words.all, selected: !starred },
          { to: hrefOf({ search, starred: true }), label: words.starred, selected: starred },
        ]}
      />
    </div>
  );
}

function PromptLine(props: PromptsPage["prompts"][number] & { nowIso: string }) {
  const { id, kind, prompt, uses, lastUsedAt, starredAt, generationId, nowIso } = props;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 sm:flex-nowrap sm:px-5">
      <div className="grid min-w-0 flex-1 basis-full gap-0.5 sm:basis-0">
        <UserText as="p" className="line-clamp-3">
          {prompt}
        </UserText>
        <p className="text-md text-soft">
          {kinds[kind]} · {words.used(uses)} · <RelativeTime iso={lastUsedAt} nowIso={nowIso} />
        </p>
      </div>
      <div className="-ml-3 flex items-center gap-1 sm:ml-0">
        <LineButton
          intent={`${starredAt ? "unstar" : "star"}:${id}`}
          name={starredAt ? words.unstar(prompt) : words.star(prompt)}
        >
          <Icon
            name={starredAt ? "icon-[easel--star-full]" : "icon-[lucide--star]"}
            size={20}
            className={starredAt ? "text-accent" : undefined}
          />
        </LineButton>
        <LineButton intent={`delete:${id}`} name={words.delete(prompt)}>
          <Icon name="icon-[lucide--trash-2]" size={20} />
        </LineButton>
      </div>
      <Button asChild variant="outline" className="max-sm:ml-auto">
        <PageLink to={`${studioPaths[kind]}?from=${generationId}`}>{words.use}</PageLink>
      </Button>
    </li>
  );
}

function LineButton({
  intent,
  name,
  children,
}: {
  intent: string;
  name: string;
  children: React.ReactNode;
}) {
  return (
    <Button form={formId} name="intent" value={intent} variant="muted" size="icon" title={name}>
      {children}
      <span className="sr-only">{name}</span>
    </Button>
  );
}

function ConfirmClearing({ cancelHref }: { cancelHref: string }) {
  return (
    <Alert title={clearing.title} icon="icon-[lucide--trash-2]">
      <p>{clearing.words}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button form={formId} name="intent" value="delete:all" variant="outline">
          {clearing.confirm}
        </Button>
        <Button asChild variant="ghost">
          <PageLink to={cancelHref}>{clearing.cancel}</PageLink>
        </Button>
      </div>
    </Alert>
  );
}

function Ways(props: PromptsScreenProps) {
  const { prompts, hasNewer, hasOlder, total, search, starred } = props;
  const place = { search, starred };
  const [first, last] = [prompts[0], prompts.at(-1)];
  if (!first || !last) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <nav aria-label={words.pages} className="flex gap-1 empty:hidden">
        {hasNewer && (
          <Button asChild variant="ghost">
            <PageLink to={hrefOf(place, { after: first.id })} rel="prev">
              <Icon name="icon-[lucide--chevron-left]" />
              {words.newer}
            </PageLink>
          </Button>
        )}
        {hasOlder && (
          <Button asChild variant="ghost">
            <PageLink to={hrefOf(place, { before: last.id })} rel="next">
              {words.older}
              <Icon name="icon-[lucide--chevron-right]" />
            </PageLink>
          </Button>
        )}
      </nav>
      {total > 0 && !props.isConfirming && (
        <PageLink to={hrefOf(place, { confirm: "all" })} className="link ml-auto text-soft">
          {clearing.open}
        </PageLink>
      )}
    </div>
  );
}

function DeletedNote({ deleted, canUnclear }: PromptsScreenProps) {
  if (!deleted || (deleted === "all" && !canUnclear)) return null;
  return (
    <Toast key={deleted} tabIndex={-1} ref={takeFocus}>
      <Icon name="icon-[lucide--check]" className="text-success" />
      {deleted === "all" ? deletedWords.all : deletedWords.one}
      <button form={formId} name="intent" value={`restore:${deleted}`} className="link">
        {deletedWords.undo}
      </button>
    </Toast>
  );
}
