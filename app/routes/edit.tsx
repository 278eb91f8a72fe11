import { Suspense } from "react";
import type { Route } from "./+types/edit";
import { pageHeaders } from "~/.server/http/page-headers";
import { SourceChoice } from "~/components/studio/source-choice";
import { StudioPage, studioTitle } from "~/components/studio/studio-page";
import { TabExample } from "~/components/studio/late-tab-example";
import { editTab as words } from "~/components/studio/edit-tab";
import { loadStudio, runStudio } from "./studio-tab.server";

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: studioTitle(loaderData, words.pageTitle) },
  { name: "description", content: words.description },
];

export const headers = pageHeaders;

export async function loader({ context, request }: Route.LoaderArgs) {
  return await loadStudio("edit", context, request);
}

export async function action({ request, context }: Route.ActionArgs) {
  return await runStudio("edit", context, request);
}

export { shouldRevalidate } from "~/components/studio/studio-page";

export default function Edit({ loaderData, actionData }: Route.ComponentProps) {
  const isReady = loaderData.models.some(({ enabled }) => enabled);
  const part = (
    <Suspense>
      <TabExample kind="edit" isReady={isReady} />
    </Suspense>
  );
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
