import * as conform from "@conform-to/react";
import type { Field } from "./use-form";

interface InputOptions {
  type: "text" | "email" | "password" | "search";
  /** The id of a hint, or of several with spaces between them. */
  ariaDescribedBy?: string;
}

/** conform's props of an input: id, name, value, and what is wrong with it. */
export function getInputProps(field: Field, options: InputOptions) {
  return { autoFocus: field.autoFocus, ...conform.getInputProps(whole(field), options) };
}

/** The same of a textarea. */
export function getTextareaProps(field: Field, options: Omit<InputOptions, "type"> = {}) {
  return { autoFocus: field.autoFocus, ...conform.getTextareaProps(whole(field), options) };
}

/** The same of radio buttons with these values: made once, since they differ in nothing else. */
export function getRadioProps(field: Field, values: readonly string[]) {
  const { key: _key, ...props } = conform.getInputProps(whole(field), {
    type: "radio",
    value: false,
  });
  return values.map((value) => ({
    ...props,
    id: `${field.id}-${value}`,
    value,
    defaultChecked: value === field.initialValue,
  }));
}

/** conform's helpers read nothing else of it. */
const whole = (field: Omit<Field, "autoFocus">) => field as conform.FieldMetadata<string>;
