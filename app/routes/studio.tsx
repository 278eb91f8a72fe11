import { redirect } from "react-router";
import type { Route } from "./+types/studio";
import { pageHeaders } from "~/.server/http/page-headers";
import { ExamplePictures } from "~/components/studio/example-pictures";
import { examples } from "~/components/studio/examples";
import { StudioPage, studioTitle } from "~/components/studio/studio-page";
import { pictureTab as words } from "~/components/studio/picture-tab";
import { shapes } from "~/domain/shapes";
import { loadStudio, runStudio } from "./studio-tab.server";

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: studioTitle(loaderData, words.pageTitle) },
  { name: "description", content: words.description },
];

const examplePictures = examples.map(({ name, prompt, shape }) => {
  const { width, height } = shapes[shape];
  return { src: `/examples/${name}.webp`, width, height, prompt, placeholder: null };
});

export const headers = pageHeaders;

export async function loader({ context, request, url }: Route.LoaderArgs) {
  // Supabase Auth sends whoever comes back from Google too late to the site's own address.
  if (url.searchParams.has("error_code")) throw redirect(`/auth/callback${url.search}`);
  return await loadStudio("image", context, request);
}

export async function action({ request, context }: Route.ActionArgs) {
  return await runStudio("image", context, request);
}

export { shouldRevalidate } from "~/components/studio/studio-page";

export default function Studio({ loaderData, actionData }: Route.ComponentProps) {
  const isEmpty = loaderData.generations.length === 0;
  const part = isEmpty && <ExamplePictures examples={examplePictures} />;
  return <StudioPage {...loaderData} words={words} answer={actionData} examplesPart={part} />;
}
