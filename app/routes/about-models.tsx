import { PlainTextScreen } from "~/components/layout/plain-text-screen";
import type { RouteHandle } from "~/components/layout/matches";
import { containerContext } from "~/.server/http/context";
import { formatCredits } from "~/domain/credits";
import type { Route } from "./+types/about-models";

export const meta: Route.MetaFunction = () => [
  { title: "About the models · Easel" },
  {
    name: "description",
    content: "What each model is good at, what it costs, and how its files are marked.",
  },
];

export const handle: RouteHandle = { scripts: false };

export function loader({ context }: Route.LoaderArgs) {
  return { models: context.get(containerContext).models.cards };
}

export default function AboutModels({ loaderData }: Route.ComponentProps) {
  return (
    <PlainTextScreen title="About the models">
      {loaderData.models.map((model) => (
        <section key={model.id}>
          <h2>{model.name}</h2>
          <p>{model.bestFor}</p>
          <p>
            {formatCredits(model.priceCredits)} for each picture. It usually takes about{" "}
            {model.typicalSeconds} seconds.
          </p>
          {model.builtIn && (
            <p>
              It runs on this server, and nothing that you type leaves it. It paints by fixed rules:
              no AI model is at work. The same words with the same seed always give the same
              picture.
            </p>
          )}
        </section>
      ))}
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
