import type { ComponentProps } from "react";
import { lazyPart } from "~/components/layout/lazy-part";
import type { ModelPage as WholeModelPage } from "./model-page";
import type { NoModel as WholeNoModel } from "./no-model";
import { Results } from "./results";
import { StudioFormPanel } from "./studio-form-panel";
import type { StudioScreenProps } from "./types";
import { Welcome } from "./welcome";
import { screen } from "./words";
import { Container } from "~/components/ui/container";

/** Seldom needed, so fetched when it is. Without a boundary around it, so that it is in the HTML too. */
const NoModel = lazyPart<ComponentProps<typeof WholeNoModel>>(
  async () => (await import("./no-model")).NoModel,
  NoModelAlone,
);
const ModelPage = lazyPart<ComponentProps<typeof WholeModelPage>>(
  async () => (await import("./model-page")).ModelPage,
  ModelPageGone,
);

/** Without its file, which a deployment may have removed, the sentence alone. */
function NoModelAlone({ words }: ComponentProps<typeof WholeNoModel>) {
  return <p className="font-semibold">{words.noModel}</p>;
}

function ModelPageGone() {
  return (
    <Container className="py-16">
      The list of models didn't load.{" "}
      <a href="?choose=model" className="link">
        Load it again
      </a>
    </Container>
  );
}

/**
 * One tab of the studio. POSTs to its own route: idempotencyKey, model, prompt, negativePrompt, count,
 * quotedPrice, skippedWords, and what the model has of shape, durationSeconds, resolution, steps, guidance, seed
 * and sourceMediaId. A button with an `intent`, such as `model:painter`, changes that field instead, and keeps the
 * rest; `choose:model` leads to the list of models.
 */
export function StudioScreen(props: StudioScreenProps) {
  const { generations, selectedModel } = props;
  if (props.isChoosingModel && selectedModel)
    return <ModelPage {...props} selectedModel={selectedModel} />;
  return (
    <Container className="grid flex-1 gap-x-10 gap-y-10 pt-5 pb-16 lg:grid-cols-[24rem_minmax(0,1fr)] lg:pt-0 lg:pb-0 xl:gap-x-14">
      <div className="min-w-0 lg:pt-8 lg:pb-16">
        <h1 className="mb-4 text-2xl">{props.words.title}</h1>
        {selectedModel ? (
          <StudioFormPanel {...props} selectedModel={selectedModel} />
        ) : (
          <NoModel
            words={props.words}
            otherKinds={props.otherKinds}
            forOperator={props.forOperator}
          />
        )}
      </div>
      <section aria-label={screen.results} className="min-w-0 lg:pt-8 lg:pb-16">
        {generations.length > 0 ? <Results {...props} /> : <Welcome {...props} />}
      </section>
    </Container>
  );
}
