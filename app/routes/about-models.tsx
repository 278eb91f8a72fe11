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
    content: "What each model is good at, what it costs, and how its files are marked.",
  },
];

export const handle: RouteHandle = { scripts: false };

export async function loader({ context }: Route.LoaderArgs) {
  return { models: await readModels(context.get(containerContext)) };
}

const kindNames: Readonly<Record<GenerationKind, string>> = {
  image: "Pictures from words",
  edit: "Changed pictures",
  video: "Videos",
};

export default function AboutModels({ loaderData }: Route.ComponentProps) {
  const { models } = loaderData;
  return (
    <PlainTextScreen title="About the models">
      <p>
        Quick models answer soon, the finest take their time. Prices are for one file; the button in
        the studio always says what will be charged.
      </p>
      {generationKinds.map((kind) => (
        <section key={kind}>
          <h2>{kindNames[kind]}</h2>
          {models.every((model) => model.kind !== kind) && (
            <p>No model for this is set up here yet.</p>
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
        <h2>Where your words and pictures go</h2>
        <p>
          What is built in runs on this server, and nothing that you type leaves it. It works by
          fixed rules: no AI model is at work, and the same words with the same seed always give the
          same result. For every other model, your words, and the picture that you begin with, are
          sent to the provider named beside it. When that one cannot, another one named there may be
          asked instead.
        </p>
      </section>
      <section>
        <h2>How files are marked</h2>
        <p>
          Every file says in itself that a machine made it, in the standard way that picture
          programs and search engines read (IPTC Digital Source Type). Files of AI models say
          “trained algorithmic media”; files of the built-in painter say “algorithmic media”. The
          words that you typed and the name of the model are in the file too.
        </p>
      </section>
      <section>
        <h2>When something fails</h2>
        <p>
          You pay when you press the button. If nothing comes of it, all of its credits come back by
          themselves.
        </p>
      </section>
    </PlainTextScreen>
  );
}
