import type { Route } from "./+types/video";
import { pageHeaders } from "~/.server/http/page-headers";
import { videoExample } from "~/components/studio/examples";
import { SourceChoice } from "~/components/studio/source-choice";
import { StudioPage, studioTitle } from "~/components/studio/studio-page";
import { TabExample } from "~/components/studio/tab-example";
import type { TabWords } from "~/components/studio/types";
import { loadStudio, runStudio } from "./studio-tab.server";

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: studioTitle(loaderData, "Make videos") },
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
  noModel: "No video models are available yet.",
  welcomeTitle: "Words or a picture in, a video out",
  welcome: "Describe a short scene, or choose one of your pictures and say how it should move.",
};

const tips = [
  "Say what moves and how: waves roll in, the camera comes closer.",
  "Begin with words alone, or with one of your pictures. It becomes the first moment.",
  "A video takes a minute or more. You can close the page; it will be in your gallery.",
];

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  return await loadStudio("video", context, url);
}

export async function action({ request, context }: Route.ActionArgs) {
  return await runStudio("video", context, request);
}

export { shouldRevalidate } from "~/components/studio/studio-page";

export default function Video({ loaderData, actionData }: Route.ComponentProps) {
  const isReady = loaderData.models.some(({ enabled }) => enabled);
  const part = <TabExample kind="video" example={videoExample} tips={tips} isReady={isReady} />;
  return (
    <StudioPage
      {...loaderData}
      words={words}
      answer={actionData}
      sourcePart={SourceChoice}
      examplesPart={part}
    />
  );
}
