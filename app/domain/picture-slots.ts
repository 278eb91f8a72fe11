import type { GenerationInput, PictureRole } from "./generation";
import type { PictureInput } from "./models";

/** A field of the studio's form for one further picture. */
export interface PictureSlot {
  role: PictureRole;
  field: (typeof slotFields)[number];
  /** The field for a file that becomes that picture. */
  fileField: string;
}

/** Of every model together; each holds the id of a picture. */
export const slotFields = [
  "lastId",
  "styleId",
  "personId",
  "person2Id",
  "thingId",
  "thing2Id",
  "moreId",
] as const;
type SlotField = (typeof slotFields)[number];

const slots: readonly PictureSlot[] = slotFields.map((field) => ({
  role: field.replace(/2?Id$/, "") as PictureRole,
  field,
  fileField: fileFieldOf(field),
}));

/** The field of the form for a file that becomes the picture of another field. */
export function fileFieldOf(field: SlotField): string {
  return field.replace(/Id$/, "File");
}

/** The slots of a model, in the order of its card. */
export function slotsOf({ pictures }: { pictures: readonly PictureInput[] }): PictureSlot[] {
  return pictures.flatMap(({ role, most }) =>
    slots.filter((slot) => slot.role === role).slice(0, most),
  );
}

/** What a request was given, back in the form's fields; a mask in its own. */
export function fieldsOfInputs(inputs: readonly GenerationInput[]): Record<string, string> {
  const free = new Set(slots);
  return Object.fromEntries(
    inputs.flatMap(({ role, id }) => {
      if (role === "mask") return [["maskId", id]];
      const slot = [...free].find((each) => each.role === role);
      if (!slot) return [];
      free.delete(slot);
      return [[slot.field, id]];
    }),
  );
}
