import type { FieldMetadata, SubmissionResult } from "@conform-to/react";
import { useEffect, useId, useRef } from "react";

/**
 * What conform's `getInputProps`, `getTextareaProps` and `getCollectionProps` read of a field that the server alone
 * checks.
 */
export type Field = Pick<
  FieldMetadata<string>,
  "formId" | "id" | "errorId" | "descriptionId" | "name" | "initialValue" | "errors"
> & {
  /** True for the one field that has the focus when the page opens. */
  autoFocus: boolean;
};

export type Fieldset<Schema> = { readonly [Name in keyof Schema]-?: Field };

interface FormOptions<Schema> {
  id?: string;
  /** What the server's `submission.reply()` answered last. */
  lastResult: SubmissionResult | undefined;
  defaultValue?: { readonly [Name in keyof Schema]?: unknown };
  /** The field that has the focus when the page opens and nothing is wrong. */
  autoFocus?: keyof Schema & string;
}

/**
 * conform's `useForm` for forms that the server alone checks: what each field begins with, its ids and what is wrong
 * with it (see docs/decisions/forms.md). When an answer comes that refuses a field, the first of these gets the focus,
 * unless somebody has gone on typing meanwhile.
 */
export function useForm<Schema extends object>(options: FormOptions<Schema>) {
  const { lastResult, defaultValue } = options;
  const ownId = useId();
  const id = options.id ?? ownId;
  const errors = lastResult?.error ?? {};
  const values: Readonly<Record<string, unknown>> = lastResult?.initialValue ?? defaultValue ?? {};
  // The browser names the fields in their order on the page.
  const inOrder = [...(lastResult?.fields ?? []), ...Object.keys(errors)];
  const first = inOrder.find((name) => name && errors[name]) ?? options.autoFocus;
  useFocusOnRefusal(id, lastResult);

  function fieldOf(name: string): Field {
    const fieldId = `${id}-${name}`;
    return {
      formId: id,
      id: fieldId,
      errorId: `${fieldId}-error`,
      descriptionId: `${fieldId}-description`,
      name,
      initialValue: textOf(values[name]),
      errors: errors[name] ?? undefined,
      autoFocus: name === first,
    };
  }
  const fields = new Proxy({} as Fieldset<Schema>, { get: (_, name) => fieldOf(String(name)) });
  return [{ id }, fields] as const;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? `${value}` : undefined;
}

function useFocusOnRefusal(formId: string, lastResult: SubmissionResult | undefined) {
  const isBeingTyped = useRef(false);

  useEffect(() => {
    const isHere = (target: EventTarget | null) =>
      target instanceof Element && target.closest("form")?.id === formId;
    // Somebody may have begun before the page woke up.
    isBeingTyped.current = isHere(document.activeElement);
    const hear = ({ type, target }: Event) => {
      if (isHere(target)) isBeingTyped.current = type === "input";
    };
    document.addEventListener("input", hear);
    document.addEventListener("submit", hear);
    return () => {
      document.removeEventListener("input", hear);
      document.removeEventListener("submit", hear);
    };
  }, [formId]);

  useEffect(() => {
    const { error } = lastResult ?? {};
    if (!error || isBeingTyped.current) return;
    for (const control of document.forms.namedItem(formId)?.elements ?? []) {
      const isShown = control instanceof HTMLElement && !control.matches("[type=hidden], fieldset");
      const name = control.getAttribute("name");
      // Without a name is what is wrong with the form as a whole, and so are its buttons.
      if (!isShown || !name || !error[name]) continue;
      control.focus();
      return;
    }
  }, [formId, lastResult]);
}
