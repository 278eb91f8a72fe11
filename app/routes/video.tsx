import type { Route } from "./+types/video";
import { pageHeaders } from "~/.server/http/page-headers";
import { SourceChoice } from "~/components/studio/source-choice";
import { StudioPage } from "~/components/studio/studio-page";
import type { TabWords } from "~/components/studio/types";
import { loadStudio, runStudio } from "./studio-tab.server";

export const meta: Route.MetaFunction = () => [
  { title: "Make videos · Easel" },
  {
    name: "description",
    content: "Describe a video in everyday words, or let one of your pictures move.",
  },
];

const words: TabWords = {
  title: "Make a video",
  prompt: "Describe what happens in it",
  placeholder: "Waves roll onto the beach, the camera moves slowly along the shore",
  make: (count) => `Make ${count} ${count === 1 ? "video" : "videos"}`,
  one: "video",
  many: "videos",
  work: "videos",
  welcomeTitle: "Words or a picture in, a video out",
  welcome: "Describe a short scene, or choose one of your pictures and say how it should move.",
};

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  return await loadStudio("video", context, url);
}

export async function action({ request, context }: Route.ActionArgs) {
  return await runStudio("video", context, request);
}

export { shouldRevalidate } from "~/components/studio/studio-page";

export default function Video({ loaderData, actionData }: Route.ComponentProps) {
  return <StudioPage {...loaderData} words={words} answer={actionData} sourcePart={SourceChoice} />;
}
