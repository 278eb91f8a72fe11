import { useLayoutEffect, useRef, useState } from "react";
import { useNavigate, useNavigation } from "react-router";
import { arrangeSource, initialStudioValues, type StudioValues } from "~/domain/studio-values";
import { fieldsIn, fillIn, type Fields } from "./form-fields";
import type { StudioPageData } from "./types";

/**
 * What the form of a tab begins with, and how that changes: by a choice made here, or by another page of the same tab.
 * An answer replaces only what was not touched since it was requested, and the focus stays.
 *
 * @param sent the form as it was sent, when it was refused on the way to this page
 */
export function useStudioValues(
  { start: given, models, sources }: Pick<StudioPageData, "start" | "models" | "sources">,
  sent: StudioValues | undefined,
) {
  const form = useRef<HTMLFormElement>(null);
  const isFilm = (id: string) => sources.some((tile) => tile.id === id && tile.kind === "video");
  const arrange = (values: StudioValues) => arrangeSource(values, models, isFilm);
  const [start, setStart] = useState(() => arrange(sent ?? given));
  const seen = useRef(given);
  const filledIn = useRef(start);
  /** Null where the list of models stood in the form's place: nothing could be touched there. */
  const requested = useRef<Fields | null>({});
  const isLoading = useNavigation().state !== "idle";
  const navigate = useNavigate();

  /** The form as it stands, with these fields changed and what then fits the model. */
  const change = (fields: Fields) =>
    setStart(
      arrange(
        initialStudioValues(models, { ...textsOf(start), ...fieldsIn(form.current), ...fields }),
      ),
    );

  useLayoutEffect(() => {
    if (isLoading) requested.current = form.current && fieldsIn(form.current);
  }, [isLoading]);

  useLayoutEffect(() => {
    if (seen.current === given) return;
    const now = fieldsIn(form.current);
    const before = textsOf(seen.current);
    const news = Object.entries(textsOf(given)).filter(
      ([name, value]) =>
        value !== before[name] &&
        (!form.current || !requested.current || now[name] === requested.current[name]),
    );
    seen.current = given;
    if (news.length > 0) change(Object.fromEntries(news));
  });

  useLayoutEffect(() => {
    if (filledIn.current !== start) fillIn(form.current, textsOf(start));
    filledIn.current = start;
  }, [start]);

  /** Shows another model's settings. The address says which, and nothing is loaded for it. */
  function choose(model: string) {
    change({ model });
    const query = new URLSearchParams(window.location.search);
    query.delete("choose");
    query.set("model", model);
    void navigate(`?${query}`, {
      replace: true,
      preventScrollReset: true,
      defaultShouldRevalidate: false,
    });
  }

  return { form, start, change, choose };
}

function textsOf(start: StudioValues): Fields {
  return Object.fromEntries(Object.entries(start).map(([name, value]) => [name, String(value)]));
}
