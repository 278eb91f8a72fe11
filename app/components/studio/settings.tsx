import { ratioClass } from "~/components/media/proportions";
import { RadioGroup, type RadioChoice } from "~/components/ui/radio-group";
import { Icon } from "~/components/ui/icon";
import type { Field } from "~/components/ui/use-form";
import { soundChoices } from "~/domain/prices";
import { shapes, type ShapeId } from "~/domain/shapes";
import { ModelChoice } from "./model-choice";
import { lengthsOf, resolutionsOf } from "./setting-choices";
import { NumberField, SeedField } from "./number-fields";
import { foldAway, SettingFold, showWhole } from "./setting-fold";
import type { StudioFields, StudioFormProps } from "./types";
import { settings as say } from "./words";

interface SettingsProps extends Omit<StudioFormProps, "formRef"> {
  fields: StudioFields;
  /** The seed of the latest request, as its settings have it. */
  lastSeed: unknown;
  /** Shows the list of models. */
  onOpen(): void;
}

/** Everything about the result that is not words; only what the chosen model has. */
export function Settings(props: SettingsProps) {
  const { fields, models, selectedModel: model, lastSeed, words, onChange, onChoose } = props;
  const seed =
    typeof lastSeed === "number" || typeof lastSeed === "string" ? String(lastSeed) : null;
  const numbers = [fields.steps, fields.guidance, fields.seed];
  const counts = Array.from({ length: model.maxOutputs }, (_, at) => at + 1);
  return (
    <div className="max-lg:relative max-lg:-m-1 max-lg:flex max-lg:flex-wrap lg:grid lg:grid-cols-1 lg:gap-6">
      <ModelChoice models={models} selected={model} onChoose={onChoose} onOpen={props.onOpen} />
      <Choices
        field={fields.shape}
        legend={say.shape}
        className="grid-cols-5"
        choices={model.shapes.map((shape) => ({
          value: shape,
          words: shapes[shape].name,
          spoken: `${shapes[shape].name}, ${shape}`,
          label: <ShapeLabel shape={shape} />,
        }))}
      />
      <Choices
        field={fields.durationSeconds}
        legend={say.length}
        choices={lengthsOf(model).map((seconds) => ({
          value: String(seconds),
          words: `${seconds} s`,
          spoken: say.seconds(seconds),
          label: `${seconds} s`,
        }))}
      />
      <Choices
        field={fields.resolution}
        legend={model.prompt === "none" ? say.size : say.resolution}
        choices={resolutionsOf(model).map((value) => ({ value, words: value, label: value }))}
      />
      <Choices
        field={fields.sound}
        legend={say.sound}
        className="grid-cols-2"
        choices={
          model.hasSoundSwitch
            ? soundChoices.map((value) => ({
                value,
                words: say.sounds[value],
                label: say.sounds[value],
              }))
            : []
        }
      />
      <Choices
        field={fields.count}
        legend={say.howMany}
        choices={counts.map((count) => ({
          value: String(count),
          words: `${count} ${count === 1 ? words.one : words.many}`,
          label: count,
        }))}
      />
      {(model.hasSeed || model.steps || model.guidance) && (
        <details
          name="setting"
          open={numbers.some(({ initialValue, errors }) => initialValue || errors)}
          className="group/setting setting"
          onToggle={showWhole}
        >
          <summary className="pill max-lg:order-2 lg:-my-2 lg:flex lg:min-h-11 lg:items-center lg:justify-between lg:gap-3 lg:rounded-control lg:font-medium">
            <span>
              {say.more}
              <span className="max-lg:sr-only">{say.moreSettings}</span>
            </span>
            <Icon
              name="icon-[lucide--chevron-down]"
              className="text-soft transition-transform duration-150 group-open/setting:rotate-180 max-lg:hidden"
            />
          </summary>
          <div className="setting-panel grid gap-5 lg:pt-2">
            {model.steps && (
              <NumberField
                field={fields.steps}
                label={model.steps.label ?? say.steps}
                choice={model.steps}
                hint={model.steps.label ? "" : say.stepsHint}
              />
            )}
            {model.guidance && (
              <NumberField
                field={fields.guidance}
                label={model.guidance.label ?? say.guidance}
                choice={model.guidance}
                hint={model.guidance.label ? "" : say.guidanceHint}
              />
            )}
            {model.hasSeed && <SeedField field={fields.seed} last={seed} onChange={onChange} />}
          </div>
        </details>
      )}
    </div>
  );
}

interface ChoicesProps {
  field: Field;
  legend: string;
  /** `words`: how the choice is called where it is folded away. */
  choices: readonly (RadioChoice & { words: string })[];
  className?: string;
}

/** One setting with its choices; where there is none it is only sent. */
function Choices(props: ChoicesProps) {
  const { field, legend, choices } = props;
  if (choices.length === 0 && !field.errors) return null;
  const group = <RadioGroup {...props} onClick={foldAway} />;
  if (choices.length < 2) return group;
  return (
    <SettingFold
      legend={legend}
      choices={choices.map(({ words }) => words)}
      chosen={choices.findIndex((choice) => choice.value === field.initialValue)}
      isOpen={Boolean(field.errors)}
    >
      {group}
    </SettingFold>
  );
}

/** A frame drawn to scale over the proportions in numbers. */
function ShapeLabel({ shape }: { shape: ShapeId }) {
  const { width, height } = shapes[shape];
  return (
    <span className="shape">
      <span>
        <span className={ratioClass(width, height)} />
      </span>
      {shape}
    </span>
  );
}
