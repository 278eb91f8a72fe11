import { PlainTextScreen } from "~/components/layout/plain-text-screen";
import type { RouteHandle } from "~/components/layout/matches";
import { ModelFacts } from "~/components/models/model-facts";
import { containerContext } from "~/.server/http/context";
import { readModels } from "~/.server/use-cases/read-models";
import { generationKinds, type GenerationKind } from "~/domain/generation";
import { modelTiers } from "~/domain/models";
import type { Route } from "./+types/about-models";

export const meta: Route.MetaFunction = () => [
  { title: "About the models · Easel" },
  {
    name: "description",
    content: "What each model is good at, what it costs and how its files are marked.",
  },
];

export const handle: RouteHandle = { scripts: false };

export async function loader({ context }: Route.LoaderArgs) {
  return { models: await readModels(context.get(containerContext)) };
}

const kindNames: Readonly<Record<GenerationKind, string>> = {
  image: "Pictures from words",
  edit: "Edited pictures",
  video: "Videos",
};

export default function AboutModels({ loaderData }: Route.ComponentProps) {
  const { models } = loaderData;
  return (
    <PlainTextScreen title="About the models">
      <p>
        Quick models are fast. The finest take their time. Prices are for one file, and the button
        in the studio always shows what you'll be charged.
      </p>
      {generationKinds.map((kind) => (
        <section key={kind}>
          <h2>{kindNames[kind]}</h2>
          {models.every((model) => model.kind !== kind) && (
            <p>No models for this are available here yet.</p>
          )}
          {modelTiers.map((tier) => (
            <ModelFacts
              key={tier}
              tier={tier}
              models={models.filter((model) => model.kind === kind && model.tier === tier)}
            />
          ))}
        </section>
      ))}
      <section>
        <h2>Where your prompts and pictures go</h2>
        <p>
          Built-in models run on this server, and nothing you type leaves it. All but Upscale, which
          is a small neural network, work by fixed rules, without an AI model: the same prompt with
          the same seed always gives the same picture. With any other model, your prompt and the
          picture you start from go to the provider named beside it. If that provider can't do it,
          another one named there may get them instead.
        </p>
      </section>
      <section>
        <h2>How files are marked</h2>
        <p>
          Every file says inside that a machine made it, in the standard form that photo apps and
          search engines read (IPTC Digital Source Type). Files from AI models say “trained
          algorithmic media”, and files from the built-in painter say “algorithmic media”. A picture
          that Retouch and Reframe change keeps the mark it had; one of your own says
          “algorithmically enhanced”. One that AI has changed says that it is a composite with
          “trained algorithmic media”. Your prompt and the model's name are in the file too.
        </p>
      </section>
      <section>
        <h2>When something fails</h2>
        <p>
          You're charged when you press the button. If nothing is made, you get all of your credits
          back automatically.
        </p>
      </section>
    </PlainTextScreen>
  );
}
