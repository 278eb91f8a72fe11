import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { addressOf, routePaths } from "./every-route";

/** Whoever can open a page. */
interface Reader {
  get(path: string): Promise<{ headers: Headers; text: string }>;
}

/** Which of these secrets stand in a text, by their names: as they are, or as they are sent. */
export function leaksIn(text: string, secrets: Readonly<Record<string, string>>): string[] {
  const found = Object.entries(secrets).filter(([, secret]) =>
    [secret, encodeURIComponent(secret), btoa(secret), Buffer.from(secret).toString("base64url")]
      // What follows in a longer text changes the last two signs.
      .map((written, at) => (at < 2 ? written : written.replace(/..={0,2}$/, "")))
      .some((written) => text.includes(written)),
  );
  return found.map(([name]) => name);
}

/** Everything that is said on every route: headers, pages, and the pages' data where `withData` says so. */
export async function readEverything(
  reader: Reader,
  values: Readonly<Record<string, string>>,
  withData = false,
): Promise<string> {
  const said: string[] = [];
  // A stream has no end.
  for (const path of routePaths.filter((each) => each !== "/events")) {
    const address = addressOf(path, values);
    const twin = address === "/" ? "/_.data" : `${address}.data`;
    for (const at of withData ? [address, twin] : [address]) {
      const { headers, text } = await reader.get(at);
      said.push(at, JSON.stringify([...headers]), text);
    }
  }
  return said.join("\n");
}

/** The text of every file that browsers get. */
export async function readBundle(): Promise<string> {
  const names = await readdir("build/client", { recursive: true, withFileTypes: true });
  const files = names.filter(
    (each) => each.isFile() && !/\.(br|gz|png|jpg|woff2)$/.test(each.name),
  );
  expect(files.length).toBeGreaterThan(20);
  const texts = files.map((each) => readFile(join(each.parentPath, each.name), "utf8"));
  return (await Promise.all(texts)).join("\n");
}
