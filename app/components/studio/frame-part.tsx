import { useSyncExternalStore } from "react";
import { studioFormId } from "~/components/layout/theme-switch";
import { Card } from "~/components/ui/card";
import { TextField } from "~/components/ui/text-field";
import { RadioGroup } from "~/components/ui/radio-group";
import {
  frameProblem,
  frameWish,
  marginsOf,
  proportionsOf,
  roomIn,
  sizeWithin,
  type FrameLimits,
} from "~/domain/frame";
import { frameFields, frameSides, frameUnits } from "~/domain/frame-fields";
import { normalizeNumber } from "~/domain/normalize-number";
import type { PromptReading } from "~/domain/prompt-reading";
import { fieldsIn, type Fields } from "./form-fields";
import { frame as words } from "./frame-words";
import type { SourceChoiceProps } from "./types";

interface FramePartProps extends Pick<SourceChoiceProps, "fields" | "sources" | "uploads"> {
  limits: FrameLimits;
  /** What the model makes of the words, which may name a frame as well. */
  reading: PromptReading | null;
}

/** Room on each side of a picture, in place of a shape. */
export function FramePart({ fields, ...preview }: FramePartProps) {
  return (
    <Card className="grid gap-3 px-4 py-4 sm:px-5">
      <div>
        <p className="font-medium">{words.title}</p>
        <p className="text-md text-soft">{words.hint}</p>
      </div>
      <FramePreview {...preview} />
      <fieldset className="grid min-w-0 grid-cols-2 gap-x-3 gap-y-3">
        <legend className="mb-2 text-md text-soft">{`${words.sides}. ${words.empty}`}</legend>
        {frameSides.map((side) => (
          <TextField
            key={side}
            field={fields[frameFields[side]]}
            label={words.names[side]}
            inputMode="decimal"
            autoComplete="off"
            className="tabular-nums"
          />
        ))}
      </fieldset>
      <RadioGroup
        legend={words.unit}
        field={{
          ...fields.frameUnit,
          initialValue: fields.frameUnit.initialValue || frameUnits[0],
        }}
        choices={frameUnits.map((unit) => ({ value: unit, label: words.units[unit] }))}
        className="grid-cols-2"
      />
    </Card>
  );
}

/** The chosen picture in its new frame, as the form stands. Only where scripts run: nothing else could follow it. */
function FramePreview({ limits, reading, sources, uploads }: Omit<FramePartProps, "fields">) {
  const typed = useTyped();
  const picture = [...uploads, ...sources].find(({ id }) => id === typed["sourceMediaId"]);
  if (!picture) return null;
  const room = roomIn(
    Object.fromEntries(
      Object.entries(typed).map(([name, text]) =>
        name.startsWith("frame") && name !== "frameUnit"
          ? [name, normalizeNumber(text)]
          : [name, text],
      ),
    ),
  );
  const wish = frameWish(room, reading?.frame, proportionsOf(typed["shape"]));
  const problem = frameProblem(picture, wish, limits);
  const margins = marginsOf(picture, wish);
  const { width, height } = sizeWithin(picture, margins);
  const line = Math.max(width, height) / 120;
  return (
    <div className="grid gap-1.5">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={words.preview}
        className="max-h-56 w-full rounded-tag"
      >
        <rect width={width} height={height} className="fill-sunken" />
        <image
          href={`/media/${picture.id}/thumb`}
          x={margins.left}
          y={margins.top}
          width={picture.width}
          height={picture.height}
          preserveAspectRatio="none"
        />
        <rect
          x={line / 2}
          y={line / 2}
          width={Math.max(0, width - line)}
          height={Math.max(0, height - line)}
          strokeWidth={line}
          className="fill-none stroke-edge"
        />
      </svg>
      <output className="text-center text-md text-soft tabular-nums">
        {problem?.words ?? (limits.pixels === null ? words.shape : words.size)(width, height)}
      </output>
    </div>
  );
}

/** What stands in the studio's form, after every change of it. */
function useTyped(): Fields {
  // A new function each time: what is filled in by itself tells nobody, and is looked for after each rendering.
  const read = () => JSON.stringify(fieldsIn(studioForm()));
  return JSON.parse(useSyncExternalStore(listen, read, nothing)) as Fields;
}

const studioForm = () => document.forms.namedItem(studioFormId) as HTMLFormElement | null;
const nothing = () => "{}";

function listen(onChange: () => void) {
  document.addEventListener("input", onChange);
  return () => document.removeEventListener("input", onChange);
}
