import { Dialog } from "~/components/ui/dialog";
import { ModelBrowser, type ModelBrowserProps } from "./model-browser";
import type { StudioFormProps } from "./types";
import { models as words } from "./words";

interface ModelSheetProps extends Pick<
  StudioFormProps,
  "models" | "generations" | "selectedModel"
> {
  onPick: NonNullable<ModelBrowserProps["onPick"]>;
  onClose(): void;
}

/** The list of models over the page, wide enough to compare. Import it lazily. */
export function ModelSheet({ models, generations, selectedModel, ...rest }: ModelSheetProps) {
  return (
    <Dialog title={words.choose} wide onClose={rest.onClose}>
      <ModelBrowser
        models={models}
        generations={generations}
        selected={selectedModel.id}
        onPick={rest.onPick}
      />
    </Dialog>
  );
}
