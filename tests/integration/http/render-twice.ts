/**
 * The built server, with one change: each page's body is JSON, `{ atOnce, byStream }`, the same page rendered in one go
 * (null where that is not possible) and by React's stream with React Router's own hand-off.
 */
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { EntryContext, RouterContextProvider, ServerBuild } from "react-router";
import type { PageToRender } from "~/.server/http/render-page";

interface EntryModule {
  renderAtOnce(page: PageToRender): Promise<string | null>;
  renderByStream(page: PageToRender, onError: (error: unknown) => void): Promise<Buffer>;
}

const folder = resolve("build/server");
const [name = ""] = readdirSync(folder).filter((each) => /^server-build-.*\.js$/.test(each));
const build = (await import(pathToFileURL(join(folder, name)).href)) as ServerBuild;
const { renderAtOnce, renderByStream } = build.entry.module as unknown as EntryModule;

async function renderTwice(
  { url }: Request,
  status: number,
  headers: Headers,
  entry: EntryContext,
  _context: RouterContextProvider,
): Promise<Response> {
  const [one, other] = entry.serverHandoffStream?.tee() ?? [];
  const nonce = "nonce";
  const once = { ...entry, ...(one && { serverHandoffStream: one }), renderMeta: {} };
  const streamed = { ...entry, ...(other && { serverHandoffStream: other }), renderMeta: {} };
  const atOnce = await renderAtOnce({ entry: once, url, nonce });
  const byStream = await renderByStream({ entry: streamed, url, nonce }, (error) => {
    throw error;
  });
  // As a page: what is none and says that something failed is replaced by one.
  headers.set("content-type", "text/html; charset=utf-8");
  const both = { atOnce, byStream: byStream.toString() };
  return new Response(JSON.stringify(both), { status, headers });
}

build.entry.module = { ...build.entry.module, default: renderTwice };
await import(pathToFileURL(resolve("build/main.js")).href);
