import type { ReactNode } from "react";
import { DropdownMenu } from "~/components/ui/dropdown-menu";
import { useDetailsMenu } from "~/components/layout/use-details-menu";
import { Button } from "~/components/ui/button";
import { Icon } from "~/components/ui/icon";
import { Input } from "~/components/ui/input";
import { Label } from "~/components/ui/label";
import { PageLink } from "~/components/ui/page-link";
import { RadioItem } from "~/components/ui/radio-group";
import { Select } from "~/components/ui/select";
import { shapeIds, shapes } from "~/domain/shapes";
import { generationKinds } from "~/domain/generation";
import { countFilters, galleryHref, startPlace, type GalleryPlace } from "./gallery-query";
import type { GalleryChoices } from "./types";
import { filters as words } from "./words";

interface GalleryFiltersProps {
  place: GalleryPlace;
  choices: GalleryChoices;
  /** Of the form that the fields belong to, which GETs the gallery. */
  formId: string;
}

/** The fields of the gallery's filters, folded away: beside the search on wide screens, as a sheet on phones. */
export function GalleryFilters({ place, choices, formId }: GalleryFiltersProps) {
  const menu = useDetailsMenu();
  const count = countFilters(place);
  return (
    <DropdownMenu ref={menu} className="group/filters max-sm:order-1">
      <summary className="inline-flex min-h-11 items-center gap-2 rounded-control border border-line bg-surface px-4 text-md font-semibold shadow-rest hover:border-edge">
        <Icon name="icon-[lucide--sliders-horizontal]" />
        {words.button}
        {count > 0 && (
          <span className="grid size-5 place-items-center rounded-full bg-ink text-sm text-paper tabular-nums">
            {count}
            <span className="sr-only">{words.on}</span>
          </span>
        )}
      </summary>
      {/* Another address has other values in the same fields. */}
      <div
        key={galleryHref(place, {})}
        className="z-30 grid animate-appear gap-4 bg-surface p-5 shadow-lift ring-1 ring-line max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-40 max-sm:max-h-[75dvh] max-sm:overflow-y-auto max-sm:rounded-t-panel sm:absolute sm:mt-2 sm:max-lg:right-0 lg:left-0 sm:w-[min(30rem,calc(100vw-3rem))] sm:grid-cols-2 sm:rounded-panel forced-colors:border"
      >
        <Choices place={place} choices={choices} formId={formId} />
        <div className="flex flex-wrap items-center gap-2 sm:col-span-2">
          <Button form={formId}>{words.show}</Button>
          {count > 0 && (
            <Button asChild variant="ghost">
              <PageLink to={clearHref(place)}>{words.clearAll}</PageLink>
            </Button>
          )}
        </div>
      </div>
    </DropdownMenu>
  );
}

function Choices({ place, choices, formId }: GalleryFiltersProps) {
  const { models, boards, tags } = choices;
  const form = { form: formId };
  return (
    <>
      <Choice id={`${formId}-kind`} name={words.kind}>
        <Select id={`${formId}-kind`} {...form} name="kind" defaultValue={place.kind ?? ""}>
          <option value="">{words.anyKind}</option>
          {generationKinds.map((kind) => (
            <option key={kind} value={kind}>
              {words.kinds[kind]}
            </option>
          ))}
        </Select>
      </Choice>
      <Choice id={`${formId}-model`} name={words.model}>
        <Select id={`${formId}-model`} {...form} name="model" defaultValue={place.model ?? ""}>
          <option value="">{words.anyModel}</option>
          {models.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Choice>
      <Choice id={`${formId}-shape`} name={words.shape}>
        <Select id={`${formId}-shape`} {...form} name="shape" defaultValue={place.shape ?? ""}>
          <option value="">{words.anyShape}</option>
          {shapeIds.map((shape) => (
            <option key={shape} value={shape}>
              {shapes[shape].name} ({shape})
            </option>
          ))}
        </Select>
      </Choice>
      {boards.length > 0 && (
        <Choice id={`${formId}-board`} name={words.board}>
          <Select id={`${formId}-board`} {...form} name="board" defaultValue={place.board ?? ""}>
            <option value="">{words.anyBoard}</option>
            {boards.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Choice>
      )}
      <Choice id={`${formId}-from`} name={words.from}>
        <Input
          id={`${formId}-from`}
          {...form}
          type="date"
          name="from"
          defaultValue={place.from ?? ""}
          title={words.days}
        />
      </Choice>
      <Choice id={`${formId}-to`} name={words.to}>
        <Input
          id={`${formId}-to`}
          {...form}
          type="date"
          name="to"
          defaultValue={place.to ?? ""}
          title={words.days}
        />
      </Choice>
      {(tags.length > 0 || place.tag) && (
        <Choice id={`${formId}-tag`} name={words.tag}>
          <Input
            id={`${formId}-tag`}
            {...form}
            name="tag"
            list={`${formId}-tags`}
            autoComplete="off"
            defaultValue={place.tag ?? ""}
          />
          <datalist id={`${formId}-tags`}>
            {tags.map((tag) => (
              <option key={tag} value={tag} />
            ))}
          </datalist>
        </Choice>
      )}
      <RadioItem
        {...form}
        type="checkbox"
        name="starred"
        value="1"
        defaultChecked={place.starred}
        className="self-end px-4"
      >
        {words.starred}
      </RadioItem>
    </>
  );
}

function Choice({ id, name, children }: { id: string; name: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-1.5">
      <Label htmlFor={id} className="text-md">
        {name}
      </Label>
      {children}
    </div>
  );
}

/** The same list without any filter. The search stays. */
function clearHref({ view, search, sort, size }: GalleryPlace): string {
  return galleryHref({ ...startPlace, view, search, sort, size }, {});
}

/** Each filter that is on, with a way to take it off. */
export function ActiveFilters({ place, choices }: Omit<GalleryFiltersProps, "formId">) {
  const chips = chipsOf(place, choices);
  if (chips.length === 0) return null;
  return (
    <nav aria-label={words.active} className="flex flex-wrap items-center gap-2">
      <ul className="contents">
        {chips.map(({ name, without }) => (
          <li key={name}>
            <PageLink
              to={galleryHref(place, without)}
              className="flex min-h-11 items-center gap-2 rounded-control bg-sunken px-3 text-md font-medium hover:bg-line"
            >
              <span className="sr-only">{words.remove(name)}</span>
              <bdi aria-hidden="true" className="max-w-64 truncate">
                {name}
              </bdi>
              <Icon name="icon-[lucide--x]" size={16} className="text-soft" />
            </PageLink>
          </li>
        ))}
      </ul>
      <Button asChild variant="muted">
        <PageLink to={clearHref(place)}>{words.clearAll}</PageLink>
      </Button>
    </nav>
  );
}

function chipsOf(place: GalleryPlace, { models, boards }: GalleryChoices) {
  const { kind, model, shape, from, to, board, tag } = place;
  const modelName = models.find(({ id }) => id === model)?.name ?? model;
  const boardName = boards.find(({ id }) => id === board)?.name;
  const chips: [name: string | null | undefined | false, without: Partial<GalleryPlace>][] = [
    [kind && words.kinds[kind], { kind: null }],
    [modelName, { model: null }],
    [shape && `${shapes[shape].name} (${shape})`, { shape: null }],
    [from && words.fromChip(from), { from: null }],
    [to && words.toChip(to), { to: null }],
    [place.starred && words.starredChip, { starred: false }],
    [boardName && words.boardChip(boardName), { board: null }],
    [tag && words.tagChip(tag), { tag: null }],
    [place.madeFrom && words.madeFromChip, { madeFrom: null }],
  ];
  return chips.flatMap(([name, without]) => (name ? [{ name, without }] : []));
}
