import { randomUUID } from "node:crypto";
import type { RouteConfigEntry } from "@react-router/dev/routes";
import everyRoute from "../../../app/routes";

/** Every route with a path, a new one too: the path as it is written there, `/image/:mediaId`, and its file. */
export const routes: readonly { path: string; file: string }[] = all(everyRoute).flatMap(
  ({ path, file }) =>
    path === undefined ? [] : [{ path: path.startsWith("/") ? path : `/${path}`, file }],
);

export const routePaths: readonly string[] = routes.map(({ path }) => path);

function all(routes: readonly RouteConfigEntry[]): RouteConfigEntry[] {
  return routes.flatMap((each) => [each, ...all(each.children ?? [])]);
}

/** An address on a route: with these in the place of its parameters, else with ids that nobody has. */
export function addressOf(path: string, values: Readonly<Record<string, string>> = {}): string {
  return path
    .replaceAll(/:(\w+)/g, (_, name: string) => values[name] ?? randomUUID())
    .replace("*", "no-such-page");
}
