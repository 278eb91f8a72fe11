import { z } from "zod";
import type { ModelDefinition } from "~/.server/ai/catalog/model-definition";

/** A Gradio app that the administrator named. */
export interface GradioSpace {
  /** `owner/space`. */
  id: string;
  /** Where a copy of it runs, without a slash at the end; null: at Hugging Face. */
  address: string | null;
  /** Of the app at that address, or of a proxy in front of it. */
  login?: GradioLogin;
  /** The same in place of user and password: `Authorization: Bearer`. */
  token?: string;
}

export interface GradioLogin {
  user: string;
  password: string;
}

export interface GradioSpaces {
  spaces: GradioSpace[];
  /** Files that name apps and describe their models, see `readGradioFile`. */
  modelFiles: string[];
  /** One line for each malformed entry, with the setting's name in front. */
  problems: string[];
}

/**
 * Reads GRADIO_SPACES: entries with commas between them, each one a Space (`owner/space`), the address of an app, alone
 * or behind a name for it (`owner/space=https://address`), or the path of a `.json` file. In front of an address's host
 * `user:password@` or `token@` may stand, where the app asks for them; http and private addresses are fine, for the
 * administrator named them. Pure; opens nothing.
 */
export function readGradioSpaces(text: string): GradioSpaces {
  const read: GradioSpaces = { spaces: [], modelFiles: [], problems: [] };
  const entries = text.split(",").map((entry) => entry.trim());
  for (const entry of entries.filter(Boolean)) {
    if (entry.endsWith(".json") && !entry.includes("=")) read.modelFiles.push(entry);
    else readEntry(entry, read);
  }
  if (!entries.some(Boolean)) read.problems.push("GRADIO_SPACES must name at least one Space");
  return read;
}

/** Leaves out the routes to Spaces that are not named, and the models that have no other. */
export function onlyNamedSpaces(
  definitions: readonly ModelDefinition[],
  spaces: readonly GradioSpace[],
): ModelDefinition[] {
  const named = new Set(spaces.map(({ id }) => id));
  return definitions.flatMap((definition) => {
    const routes = definition.routes.filter(
      ({ provider, upstreamModel }) => provider !== "gradio" || named.has(upstreamModel),
    );
    return routes.length === 0 ? [] : [{ ...definition, routes }];
  });
}

function readEntry(entry: string, { spaces, problems }: GradioSpaces): void {
  const isAddress = /^\w+:\/\//.test(entry);
  const equals = isAddress ? -1 : entry.indexOf("=");
  const written = isAddress ? entry : equals < 0 ? null : entry.slice(equals + 1).trim();
  const place = written === null ? { address: null } : placeOf(written);
  const name = isAddress && place?.address ? nameOfAddress(place.address) : entry;
  const id = equals < 0 ? name : entry.slice(0, equals).trim();
  const report = (words: string) => void problems.push(`GRADIO_SPACES: ${words}`);
  if (!isAddress && !spaceName.test(id))
    report(
      `${quoted(entry)} must be a Space such as owner/space, an address, owner/space=https://address, or a .json file`,
    );
  else if (place === undefined)
    report(
      `the address of ${isAddress ? "an app" : id} must be such as https://gpu.example.org or https://user:password@gpu.example.org, without a query`,
    );
  else if (spaces.some((space) => space.id === id)) report(`${id} is named twice`);
  else spaces.push({ id, ...place });
}

/** What an app is called of which nothing but the address is said: the same whenever it is read. */
export function nameOfAddress(address: string): string {
  const { host, pathname } = new URL(address);
  const part = (text: string) =>
    text.replaceAll(/[^A-Za-z0-9.]+/g, "-").replaceAll(/^[-.]+|[-.]+$/g, "");
  return `${part(host)}/${part(pathname) || "app"}`;
}

/** Of an app, without anything that is secret. */
export const gradioAddress = z
  .url({ protocol: /^https?$/, message: "must be such as https://gpu.example.org/sdxl" })
  .refine(
    (text) => placeOf(text)?.login === undefined && placeOf(text)?.token === undefined,
    "has its user, password or token beside it, not in it",
  )
  .refine((text) => placeOf(text) !== undefined, "must have no query");

/** `owner/space`. */
export const spaceName = /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/;

function placeOf(text: string): Pick<GradioSpace, "address" | "login" | "token"> | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) return undefined;
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if (user === null || password === null || (password && !user)) return undefined;
  url.username = "";
  url.password = "";
  const address = url.href.replace(/\/+$/, "");
  if (!user) return { address };
  return password ? { address, login: { user, password } } : { address, token: user };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** What was written may be a secret in the wrong place. */
function quoted(entry: string): string {
  return /hf_\w+|@/.test(entry) ? "an entry" : `"${entry.slice(0, 100)}"`;
}
