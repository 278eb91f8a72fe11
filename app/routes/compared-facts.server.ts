import type { ComparedFact } from "~/components/compare/differences";
import { compare as words } from "~/components/compare/words";
import { facts as factNames } from "~/components/media/words";
import { settingNames } from "~/components/picture/words";
import { lengthWords } from "~/components/ui/time-words";
import { markDifferences } from "~/domain/differences";
import type { MediaDetails } from "~/domain/views";

/** Said as the size already. */
const saidElsewhere = new Set(["width", "height", "painting"]);

/**
 * How several files were made, fact by fact, with what differs marked. Made here and not in the page, since browsers
 * part words in their own ways.
 */
export function compareFacts(
  items: readonly MediaDetails[],
  nameOfModel: (model: string) => string,
): ComparedFact[] {
  const settings = new Set(items.flatMap((item) => Object.keys(item.settings)));
  const facts: [string, string[]][] = [
    [words.prompt, items.map(({ prompt }) => prompt)],
    [words.leftOut, items.map(({ negativePrompt }) => negativePrompt)],
    [words.model, items.map(({ model }) => nameOfModel(model))],
    [words.size, items.map(({ width, height }) => `${width} × ${height}`)],
    [
      factNames.length,
      items.map(({ durationSeconds }) =>
        durationSeconds === null ? "" : lengthWords(durationSeconds),
      ),
    ],
    ...[...settings]
      .filter((name) => !saidElsewhere.has(name))
      .map((name): [string, string[]] => [
        settingNames[name] ?? name,
        items.map((item) => textOf(item.settings[name])),
      ]),
  ];
  return facts
    .filter(([, values]) => values.some((value) => value !== ""))
    .map(([name, values]) => ({
      name,
      isSame: values.every((value) => value === values[0]),
      values: markDifferences(values),
    }));
}

function textOf(value: unknown): string {
  const isShown = ["string", "number", "boolean"].includes(typeof value);
  return isShown ? String(value) : "";
}
