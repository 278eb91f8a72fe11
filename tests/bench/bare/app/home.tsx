import { BarePage } from "./bare-page";

export const meta = () => [{ title: "Bare" }];

/** So that the page is made anew for each request. */
export function loader() {
  return { now: new Date().toISOString() };
}

export default function Home({ loaderData }: { loaderData: ReturnType<typeof loader> }) {
  return <BarePage now={loaderData.now} />;
}
