import { matchRoutes, type ServerBuild } from "react-router";

/** Of addresses that are not the pages' own: files, and what nobody knows. */
export const otherPattern = "other";

type Listed = NonNullable<ServerBuild["routes"][string]>;
interface Branch {
  id: string;
  path?: string;
  index?: boolean;
  children?: Branch[];
}

/**
 * Makes the function that gives the pattern of an address, such as `/image/:mediaId`, by the routes of the pages; of
 * the address itself nothing is left. Pure.
 */
function createRoutePattern({ routes }: Pick<ServerBuild, "routes">) {
  const all = Object.values(routes).filter((route): route is Listed => route !== undefined);
  const below = (parent: string | undefined): Branch[] =>
    all
      .filter((route) => (route.parentId ?? undefined) === parent)
      .map(({ id, path, index }) => {
        if (index) return { id, index, ...(path !== undefined && { path }) };
        return { id, ...(path !== undefined && { path }), children: below(id) };
      });
  const tree = below(undefined);
  return (url: string): string => {
    const [path = ""] = url.split("?", 1);
    const pathname = path === "/_root.data" ? "/" : path.replace(/\.data$/, "");
    const matches = matchRoutes(tree as Parameters<typeof matchRoutes>[0], pathname) ?? [];
    const parts = matches.flatMap(({ route }) => route.path ?? []);
    const pattern = `/${parts.join("/")}`.replaceAll(/\/+/g, "/");
    return matches.length === 0 || pattern === "/*" ? otherPattern : pattern;
  };
}

/** The same, for a server that starts: until the pages are loaded every address is `other`. */
export function openRoutePattern(loadBuild: () => Promise<ServerBuild>): (url: string) => string {
  let patternOf: (url: string) => string = () => otherPattern;
  // Whether they can be loaded is for whoever shows them to say.
  loadBuild().then(
    (build) => (patternOf = createRoutePattern(build)),
    () => {},
  );
  return (url) => patternOf(url);
}
