import type { Route } from "./+types/edit";
import { pageHeaders } from "~/.server/http/page-headers";
import { editExample } from "~/components/studio/examples";
import { SourceChoice } from "~/components/studio/source-choice";
import { StudioPage, studioTitle } from "~/components/studio/studio-page";
import { TabExample } from "~/components/studio/tab-example";
import type { TabWords } from "~/components/studio/types";
import { loadStudio, runStudio } from "./studio-tab.server";

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: studioTitle(loaderData, "Change pictures") },
  {
    name: "description",
    content: "Choose a picture and say in everyday words what should change.",
  },
];

const words: TabWords = {
  title: "Change a picture",
  prompt: "Say what should change",
  placeholder: "Make it winter, with snow on the roof",
  make: (count) => (count === 1 ? "Change this picture" : `Change this picture ${count} ways`),
  one: "picture",
  many: "changed pictures",
  noModel: "No editing models are available yet.",
  welcomeTitle: "Your picture in, a changed one out",
  welcome:
    "Choose one of your pictures, say in your own words what should be different, and press the button.",
};

const tips = [
  "Start with one of your own pictures. It stays as it is.",
  "Ask for one change at a time, and say what should stay.",
  "Not quite right? Go on from the result with “Edit this”.",
];

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  return await loadStudio("edit", context, url);
}

export async function action({ request, context }: Route.ActionArgs) {
  return await runStudio("edit", context, request);
}

export { shouldRevalidate } from "~/components/studio/studio-page";

export default function Edit({ loaderData, actionData }: Route.ComponentProps) {
  const isReady = loaderData.models.some(({ enabled }) => enabled);
  const part = <TabExample kind="edit" example={editExample} tips={tips} isReady={isReady} />;
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
