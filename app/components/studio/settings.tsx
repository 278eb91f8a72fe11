import { ratioClass } from "~/components/media/proportions";
import { ChipGroup, type Chip } from "~/components/ui/chip-group";
import { Icon } from "~/components/ui/icon";
import { shapes, type ShapeId } from "~/domain/shapes";
import { ModelChoice } from "./model-choice";
import { NumberField, SeedField } from "./number-fields";
import { foldAway, SettingFold, showWhole } from "./setting-fold";
import type { StudioForm, StudioFormProps } from "./types";
import { settings as say } from "./words";

interface SettingsProps extends Omit<StudioFormProps, "formRef"> {
  /** The seed of the latest request, as its settings have it. */
  lastSeed: unknown;
  /** Shows the list of models. */
  onOpen(): void;
}

/** Everything about the result that is not words; only what the chosen model has. */
export function Settings(props: SettingsProps) {
  const { form, models, selectedModel: model, lastSeed, words, onChange, onChoose } = props;
  const { errors } = form;
  const seed =
    typeof lastSeed === "number" || typeof lastSeed === "string" ? String(lastSeed) : null;
  const numbers = ["steps", "guidance", "seed"] as const;
  const counts = Array.from({ length: model.maxOutputs }, (_, at) => at + 1);
  return (
    <div className="setting-row">
      <ModelChoice models={models} selected={model} onChoose={onChoose} onOpen={props.onOpen} />
      <Chips
        {...{ form }}
        legend={say.shape}
        name="shape"
        className="grid-cols-5"
        chips={model.shapes.map((shape) => ({
          value: shape,
          words: shapes[shape].name,
          spoken: `${shapes[shape].name}, ${shape}`,
          label: <ShapeLabel shape={shape} />,
        }))}
      />
      <Chips
        {...{ form }}
        legend={say.length}
        name="durationSeconds"
        chips={model.durations.map((seconds) => ({
          value: String(seconds),
          words: `${seconds} s`,
          spoken: say.seconds(seconds),
          label: `${seconds} s`,
        }))}
      />
      <Chips
        {...{ form }}
        legend={say.resolution}
        name="resolution"
        chips={model.resolutions.map((value) => ({ value, words: value, label: value }))}
      />
      <Chips
        {...{ form }}
        legend={say.howMany}
        name="count"
        chips={counts.map((count) => ({
          value: String(count),
          words: `${count} ${count === 1 ? words.one : words.many}`,
          label: count,
        }))}
      />
      {(model.hasSeed || model.steps || model.guidance) && (
        <details
          name="setting"
          open={numbers.some((name) => form[name] || errors[name]?.length)}
          className="setting-fold"
          onToggle={showWhole}
        >
          <summary className="setting-pill more-settings">
            <span>
              {say.more}
              <span className="max-lg:sr-only">{say.moreSettings}</span>
            </span>
            <Icon name="chevron-down" className="fold-mark max-lg:hidden" />
          </summary>
          <div className="setting-panel grid gap-5 lg:pt-2">
            {model.steps && (
              <NumberField
                form={form}
                name="steps"
                label={say.steps}
                choice={model.steps}
                hint={say.stepsHint}
              />
            )}
            {model.guidance && (
              <NumberField
                form={form}
                name="guidance"
                label={say.guidance}
                choice={model.guidance}
                hint={say.guidanceHint}
              />
            )}
            {model.hasSeed && <SeedField form={form} last={seed} onChange={onChange} />}
          </div>
        </details>
      )}
    </div>
  );
}

interface ChipsProps {
  form: StudioForm;
  legend: string;
  name: "shape" | "durationSeconds" | "resolution" | "count";
  /** `words`: how the choice is called where its chip is folded away. */
  chips: readonly (Chip & { words: string })[];
  className?: string;
}

/** One setting with its chips; where there is no choice it is only sent. */
function Chips({ form, name, chips, ...rest }: ChipsProps) {
  const value = String(form[name]);
  const errors = form.errors[name];
  if (chips.length === 0 && !errors) return null;
  const group = <ChipGroup {...rest} {...{ name, value, errors, chips }} onClick={foldAway} />;
  if (chips.length < 2) return group;
  return (
    <SettingFold
      legend={rest.legend}
      choices={chips.map(({ words }) => words)}
      chosen={chips.findIndex((chip) => chip.value === value)}
      errors={errors}
    >
      {group}
    </SettingFold>
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
