import { useEffect, useRef } from "react";
import type { FieldErrors } from "~/components/errors/problem";

/** For the `ref` of a form: whenever errors arrive, focus goes to the first field that has one. */
export function useFirstInvalid(errors: FieldErrors) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);
  return form;
}

/** The first of these fields that has an error, or else the first of them: it gets the focus when the page opens. */
export function firstField(names: readonly string[], errors: FieldErrors): string | undefined {
  return names.find((name) => errors[name]?.length) ?? names[0];
}
