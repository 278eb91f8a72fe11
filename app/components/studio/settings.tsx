import { useId, useRef } from "react";
import { ChipGroup } from "~/components/ui/chip-group";
import { Disclosure } from "~/components/ui/disclosure";
import { FieldError } from "~/components/ui/text-field";
import { shapes, type ShapeId } from "~/domain/shapes";
import { ModelChoice } from "./model-choice";
import type { StudioForm, StudioScreenProps } from "./types";

interface SettingsProps extends StudioScreenProps {
  /** The seed of the latest request, as its settings have it. */
  lastSeed: unknown;
  path: string;
}

/** Everything about the picture that is not words; only what the chosen model has. */
export function Settings({ form, models, selectedModel, lastSeed, path }: SettingsProps) {
  const seed =
    typeof lastSeed === "number" || typeof lastSeed === "string" ? String(lastSeed) : null;
  const counts = Array.from({ length: selectedModel.maxOutputs }, (_, at) => String(at + 1));
  return (
    <div className="grid gap-6 max-lg:pt-4">
      <ChipGroup
        key={`shape ${form.shape}`}
        legend="Shape"
        name="shape"
        value={form.shape}
        className="grid-cols-5"
        chips={selectedModel.shapes.map((shape) => ({
          value: shape,
          spoken: `${shapes[shape].name}, ${shape}`,
          label: <ShapeLabel shape={shape} />,
        }))}
      />
      <FieldError id="shape-error" messages={form.errors["shape"]} />
      <ChipGroup
        key={`count ${form.count}`}
        legend="How many"
        name="count"
        value={String(form.count)}
        className="grid-cols-4"
        chips={counts.map((count) => ({
          value: count,
          label: <span className="tabular-nums">{count}</span>,
        }))}
      />
      <FieldError id="count-error" messages={form.errors["count"]} />
      <ModelChoice models={models} selected={selectedModel} path={path} />
      {selectedModel.hasSeed && (
        <Disclosure
          title="More settings"
          summaryClassName="-my-2"
          open={Boolean(form.seed || form.errors["seed"]?.length)}
        >
          <SeedField form={form} last={seed} path={path} />
        </Disclosure>
      )}
    </div>
  );
}

/** A frame drawn to scale over the proportions in numbers. */
function ShapeLabel({ shape }: { shape: ShapeId }) {
  const { width, height } = shapes[shape];
  const scale = 20 / Math.max(width, height);
  const [drawnWidth, drawnHeight] = [Math.round(width * scale), Math.round(height * scale)];
  return (
    <span className="grid justify-items-center gap-1 py-2">
      <svg
        width="24"
        height="24"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        aria-hidden="true"
      >
        <rect
          x={12 - drawnWidth / 2}
          y={12 - drawnHeight / 2}
          width={drawnWidth}
          height={drawnHeight}
          rx="2.5"
        />
      </svg>
      <span className="text-sm tabular-nums">{shape}</span>
    </span>
  );
}

interface SeedFieldProps {
  form: StudioForm;
  last: string | null;
  path: string;
}

function SeedField({ form, last, path }: SeedFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const errors = form.errors["seed"];
  return (
    <div className="grid gap-1.5 pt-2">
      <label htmlFor={id} className="font-medium">
        Seed
      </label>
      <input
        key={form.seed}
        ref={input}
        id={id}
        name="seed"
        defaultValue={form.seed}
        inputMode="numeric"
        pattern="[0-9]*"
        autoComplete="off"
        placeholder="A new one each time"
        aria-invalid={errors?.length ? true : undefined}
        aria-describedby={`${id}-hint`}
        className="input tabular-nums"
      />
      <p id={`${id}-hint`} className="text-md text-soft">
        A number that fixes chance: the same seed and the same words give the same picture.
      </p>
      <FieldError id={`${id}-error`} messages={errors} />
      {last && last !== form.seed && (
        <button
          type="submit"
          name="seed"
          value={last}
          formMethod="get"
          formAction={path}
          formNoValidate
          onClick={(event) => {
            if (!input.current) return;
            event.preventDefault();
            input.current.value = last;
          }}
          className="words-link min-h-11 justify-self-start text-md"
        >
          Keep the last one: <span className="tabular-nums">{last}</span>
        </button>
      )}
    </div>
  );
}
