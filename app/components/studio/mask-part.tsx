import { Suspense, useId, useState, type ComponentProps } from "react";
import { lazyPart } from "~/components/layout/lazy-part";
import { studioFormId } from "~/components/layout/theme-switch";
import { Button } from "~/components/ui/button";
import { Card } from "~/components/ui/card";
import { Collapsible } from "~/components/ui/collapsible";
import { FieldError } from "~/components/ui/field-error";
import { Input } from "~/components/ui/input";
import type { Field } from "~/components/ui/use-form";
import { maskAreaFields, maskField, uploadTypes } from "~/domain/uploads";
import { fieldsIn } from "./form-fields";
import { IntentButton } from "./intent-button";
import type { MaskEditor as WholeMaskEditor } from "./mask-editor";
import type { StudioModel, StudioScreenProps } from "./types";
import { mask as words } from "./mask-words";

const MaskEditor = lazyPart<ComponentProps<typeof WholeMaskEditor>>(
  async () => (await import("./mask-editor")).MaskEditor,
  () => null,
);

interface MaskPartProps extends Pick<StudioScreenProps, "onChange"> {
  field: Field;
  model: StudioModel;
}

const studioForm = () => document.forms.namedItem(studioFormId) as HTMLFormElement | null;

/** Which part of the picture is to change: painted over it, as a file, or as a rectangle in numbers. */
export function MaskPart({ field, model, onChange }: MaskPartProps) {
  const [editing, setEditing] = useState<string | null>(null);
  const [isWithoutSource, setIsWithoutSource] = useState(false);
  const maskId = field.initialValue ?? "";

  function open() {
    const sourceId = fieldsIn(studioForm())["sourceMediaId"] ?? "";
    setIsWithoutSource(!sourceId);
    setEditing(sourceId || null);
  }

  return (
    <Card className="grid gap-3 px-4 py-4 sm:px-5">
      <p className="font-medium">
        {words.title}
        {model.mask === "optional" && (
          <span className="font-normal text-soft"> {words.ifYouLike}</span>
        )}
      </p>
      <input type="hidden" name={field.name} value={maskId} />
      <FieldError field={field} />
      {maskId && (
        <p className="flex items-center gap-3 text-md">
          <img
            src={`/media/${maskId}/thumb`}
            alt=""
            className="size-13 rounded-tag bg-sunken object-contain"
          />
          <span className="min-w-0 flex-1">{words.marked}</span>
          <IntentButton
            intent="maskId:"
            onPress={() => onChange({ maskId: "" })}
            className="link min-h-11"
          >
            {words.remove}
          </IntentButton>
        </p>
      )}
      <Button type="button" variant="outline" onClick={open} className="noscript:hidden">
        {maskId ? words.paintAgain : words.paint}
      </Button>
      {isWithoutSource && (
        <p role="alert" className="text-md text-danger">
          {words.pictureFirst}
        </p>
      )}
      <Collapsible title={words.otherWays} className="text-md">
        <OtherWays />
      </Collapsible>
      {editing && (
        <Suspense>
          <MaskEditor
            sourceId={editing}
            form={studioForm()}
            onClose={() => setEditing(null)}
            onDone={(id) => {
              setEditing(null);
              onChange({ maskId: id });
            }}
          />
        </Suspense>
      )}
    </Card>
  );
}

function OtherWays() {
  const id = useId();
  return (
    <div className="grid gap-3 pb-2">
      <div className="grid gap-1">
        <label htmlFor={`${id}-file`}>{words.file}</label>
        <input
          id={`${id}-file`}
          type="file"
          name={maskField}
          accept={uploadTypes}
          aria-describedby={`${id}-hint`}
          className="min-h-11 w-full min-w-0"
        />
        <p id={`${id}-hint`} className="text-sm text-soft">
          {words.fileHint}
        </p>
      </div>
      <fieldset className="grid min-w-0 grid-cols-4 gap-2">
        <legend className="mb-1">{words.area}</legend>
        {maskAreaFields.map((name) => (
          <div key={name} className="grid gap-1">
            <label htmlFor={`${id}-${name}`} className="text-sm text-soft">
              {words.sides[name]}
            </label>
            <Input id={`${id}-${name}`} name={name} inputMode="decimal" autoComplete="off" />
          </div>
        ))}
      </fieldset>
    </div>
  );
}
