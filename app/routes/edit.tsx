import type { Route } from "./+types/edit";
import { pageHeaders } from "~/.server/http/page-headers";
import { SourceChoice } from "~/components/studio/source-choice";
import { StudioPage } from "~/components/studio/studio-page";
import type { TabWords } from "~/components/studio/types";
import { loadStudio, runStudio } from "./studio-tab.server";

export const meta: Route.MetaFunction = () => [
  { title: "Change pictures · Easel" },
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
  work: "edits",
  welcomeTitle: "Your picture in, a changed one out",
  welcome:
    "Choose one of your pictures, say in your own words what should be different, and press the button.",
};

export const headers = pageHeaders;

export async function loader({ context, url }: Route.LoaderArgs) {
  return await loadStudio("edit", context, url);
}

export async function action({ request, context }: Route.ActionArgs) {
  return await runStudio("edit", context, request);
}

export { shouldRevalidate } from "~/components/studio/studio-page";

export default function Edit({ loaderData, actionData }: Route.ComponentProps) {
  return <StudioPage {...loaderData} words={words} answer={actionData} sourcePart={SourceChoice} />;
}
