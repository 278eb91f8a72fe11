import type { Route } from "./+types/studio";
import { pageHeaders } from "~/.server/http/page-headers";
import { ExamplePictures } from "~/components/studio/example-pictures";
import { examples } from "~/components/studio/examples";
import { StudioPage, studioTitle } from "~/components/studio/studio-page";
import type { TabWords } from "~/components/studio/types";
import { shapes } from "~/domain/shapes";
import { loadStudio, runStudio } from "./studio-tab.server";

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: studioTitle(loaderData, "Make pictures") },
  { name: "description", content: "Describe a picture in everyday words and watch it being made." },
];

const words: TabWords = {
  title: "Make a picture",
  prompt: "Describe what you want to see",
  placeholder: "A calm lake at sunrise, mountains behind it, pink clouds",
  make: (count) => `Make ${count} ${count === 1 ? "picture" : "pictures"}`,
  one: "picture",
  many: "pictures",
  noModel: "No picture models are available yet.",
  welcomeTitle: "Words in, pictures out",
  welcome: "Describe a picture and press the button.",
  begin: "Or begin with one of these.",
};

const examplePictures = examples.map(({ name, prompt, shape }) => {
  const { width, height } = shapes[shape];
  return { src: `/examples/${name}.webp`, width, height, prompt, placeholder: null };
});

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  const page = await loadStudio("image", context, url);
  return { ...page, examples: page.generations.length === 0 ? examplePictures : [] };
}

export async function action({ request, context }: Route.ActionArgs) {
  return await runStudio("image", context, request);
}

export { shouldRevalidate } from "~/components/studio/studio-page";

export default function Studio({ loaderData, actionData }: Route.ComponentProps) {
  const { examples: shown, ...page } = loaderData;
  const part = shown.length > 0 && <ExamplePictures examples={shown} />;
  return <StudioPage {...page} words={words} answer={actionData} examplesPart={part} />;
}
