export type Fields = Readonly<Record<string, string>>;

/** What stands in a form right now: what was typed and chosen, as text. */
export function fieldsIn(form: HTMLFormElement | null): Fields {
  const entries = form ? [...new FormData(form)] : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** Puts values into the controls with these names. What stands there already is not touched, and the focus stays. */
export function fillIn(form: HTMLFormElement | null, values: Fields) {
  for (const [name, value] of Object.entries(values)) {
    for (const control of form?.querySelectorAll(`[name="${name}"]`) ?? []) {
      if (control instanceof HTMLTextAreaElement) typeInto(control, value);
      if (!(control instanceof HTMLInputElement)) continue;
      if (control.type === "radio") control.checked = control.value === value;
      else if (control.type !== "hidden") typeInto(control, value);
    }
  }
}

/** Puts another text into a box as if it were typed. */
export function typeInto(box: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  if (box.value === text) return;
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}
