import { ratioClass } from "~/components/media/proportions";
import { ChipGroup } from "~/components/ui/chip-group";
import { Disclosure } from "~/components/ui/disclosure";
import { shapes, type ShapeId } from "~/domain/shapes";
import { ModelChoice } from "./model-choice";
import { NumberField, SeedField } from "./number-fields";
import type { StudioFormProps } from "./types";

interface SettingsProps extends Omit<StudioFormProps, "formRef"> {
  /** The seed of the latest request, as its settings have it. */
  lastSeed: unknown;
}

/** Everything about the result that is not words; only what the chosen model has. */
export function Settings(props: SettingsProps) {
  const { form, models, selectedModel: model, lastSeed, onChange, onChoose } = props;
  const { errors } = form;
  const seed =
    typeof lastSeed === "number" || typeof lastSeed === "string" ? String(lastSeed) : null;
  const modelChoice = (
    <ModelChoice
      models={models}
      selected={model}
      onChoose={onChoose}
      open={props.isChoosingModel}
    />
  );
  const numbers = ["steps", "guidance", "seed"] as const;
  return (
    <div className="grid gap-6 max-lg:pt-4">
      {/* First where there is a choice: it decides on everything below. */}
      {models.length > 1 && modelChoice}
      <ChipGroup
        legend="Shape"
        name="shape"
        value={form.shape}
        errors={errors["shape"]}
        className="grid-cols-5"
        chips={model.shapes.map((shape) => ({
          value: shape,
          spoken: `${shapes[shape].name}, ${shape}`,
          label: <ShapeLabel shape={shape} />,
        }))}
      />
      <ChipGroup
        legend="Length"
        name="durationSeconds"
        value={form.durationSeconds}
        errors={errors["durationSeconds"]}
        chips={model.durations.map((seconds) => ({
          value: String(seconds),
          spoken: `${seconds} seconds`,
          label: `${seconds} s`,
        }))}
      />
      <ChipGroup
        legend="Resolution"
        name="resolution"
        value={form.resolution}
        errors={errors["resolution"]}
        chips={model.resolutions.map((value) => ({ value, label: value }))}
      />
      <ChipGroup
        legend="How many"
        name="count"
        value={String(form.count)}
        errors={errors["count"]}
        chips={Array.from({ length: model.maxOutputs }, (_, at) => ({
          value: String(at + 1),
          label: at + 1,
        }))}
      />
      {models.length === 1 && modelChoice}
      {(model.hasSeed || model.steps || model.guidance) && (
        <Disclosure
          title="More settings"
          summaryClassName="-my-2"
          open={numbers.some((name) => form[name] || errors[name]?.length)}
        >
          <div className="grid gap-5 pt-2">
            {model.steps && (
              <NumberField
                form={form}
                name="steps"
                label="Steps"
                choice={model.steps}
                hint="More steps take longer and often give finer detail."
              />
            )}
            {model.guidance && (
              <NumberField
                form={form}
                name="guidance"
                label="Guidance"
                choice={model.guidance}
                hint="How closely the words are followed."
              />
            )}
            {model.hasSeed && <SeedField form={form} last={seed} onChange={onChange} />}
          </div>
        </Disclosure>
      )}
    </div>
  );
}

/** A frame drawn to scale over the proportions in numbers. */
function ShapeLabel({ shape }: { shape: ShapeId }) {
  const { width, height } = shapes[shape];
  return (
    <span className="grid justify-items-center gap-1 py-2">
      <span className="grid size-6 place-items-center">
        <span className={`shape-frame ${ratioClass(width, height)}`} />
      </span>
      <span className="text-sm tabular-nums">{shape}</span>
    </span>
  );
}
