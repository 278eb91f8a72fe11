import { Writable } from "node:stream";
import { renderToPipeableStream, renderToString } from "react-dom/server";
import { ServerRouter, type EntryContext } from "react-router";

/**
 * False: every page is rendered by React's stream, and React Router hands the loaders' data to the browser itself. What
 * is done here in its stead holds for the version that package.json pins: `tests/integration/http/handoff.test.ts`
 * compares the two.
 */
const isRenderedAtOnce = true;

/** The longest that a page's data may take to come, in milliseconds. */
export const streamTimeout = 5_000;

export interface PageToRender {
  entry: EntryContext;
  url: string;
  nonce: string | undefined;
}

/**
 * The HTML of one page as a whole. In one go where nothing in it waits, which takes half the time of React's stream; by
 * the stream where a part has to be loaded first, and where something throws, since only the stream tells what. Rejects
 * with what a component has thrown outside of every `Suspense`; what is thrown within one goes to `onError`.
 */
export async function renderPage(
  page: PageToRender,
  onError: (error: unknown) => void,
): Promise<Buffer> {
  const html = isRenderedAtOnce ? await renderAtOnce(page) : null;
  return html === null ? await renderByStream(page, onError) : Buffer.from(html);
}

/** Null, and nothing is spent of the data, where a part of the page waits or throws. */
export async function renderAtOnce({ entry, url, nonce }: PageToRender): Promise<string | null> {
  const { serverHandoffStream: data, ...rest } = entry;
  const manifest = shownAlone(entry);
  const renderMeta: NonNullable<EntryContext["renderMeta"]> = {};
  const html = renderWithoutWaiting(
    <ServerRouter context={{ ...rest, manifest, renderMeta }} url={url} nonce={nonce} />,
  );
  if (html === null) return null;
  if (!renderMeta.didRenderScripts || !data) return beginning + html;
  return beginning + html.slice(0, -ending.length) + (await handOff(data, nonce)) + ending;
}

/** Of all routes those that the page is made of: React Router works out anew what is in the list for each page. */
function shownAlone({ manifest, staticHandlerContext }: EntryContext): EntryContext["manifest"] {
  const ids = staticHandlerContext.matches.map(({ route }) => route.id);
  const routes = Object.fromEntries(ids.map((id) => [id, manifest.routes[id]]));
  return { ...manifest, routes };
}

/** React writes it in a stream alone. */
const beginning = "<!DOCTYPE html>";
const ending = "</body></html>";
/** What React writes where it leaves a part to the browser. In texts and in scripts there is no `<`. */
const leftOut = /<!--\$[!?~]/;

function renderWithoutWaiting(page: React.ReactElement): string | null {
  try {
    const html = renderToString(page);
    return leftOut.test(html) || !html.endsWith(ending) ? null : html;
  } catch {
    // The stream does it again, and tells.
    return null;
  }
}

/** The scripts by which the loaders' data reach React Router in the browser, as its own component writes them. */
async function handOff(data: ReadableStream<Uint8Array>, nonce: string | undefined) {
  const begin = `<script${nonce === undefined ? "" : ` nonce="${nonce}"`}>window.__reactRouterContext.streamController.`;
  const decoder = new TextDecoder();
  const reader = data.getReader();
  let scripts = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const text = JSON.stringify(decoder.decode(part.value, { stream: true }));
    scripts += `${begin}enqueue(${escapeForScript(text)});</script>`;
  }
  return `${scripts}${begin}close();</script>`;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "\\u0026",
  ">": "\\u003e",
  "<": "\\u003c",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** JSON that neither ends a script nor breaks one. */
function escapeForScript(json: string): string {
  return json.replaceAll(/[&><\u2028\u2029]/g, (sign) => escapes[sign] ?? sign);
}

/** React's stream until all of it is there. */
export function renderByStream(
  { entry, url, nonce }: PageToRender,
  onError: (error: unknown) => void,
): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  let isShellDone = false;
  const { pipe, abort } = renderToPipeableStream(
    <ServerRouter context={entry} url={url} nonce={nonce} />,
    {
      nonce,
      // Of a long page React puts what stood in a boundary at the end, for a script to move: none may run.
      progressiveChunkSize: Number.POSITIVE_INFINITY,
      onShellReady() {
        isShellDone = true;
      },
      onAllReady() {
        pipe(new Collector(resolve));
      },
      onShellError: reject,
      onError(error) {
        // What breaks the shell rejects above.
        if (isShellDone) onError(error);
      },
    },
  );
  const timer = setTimeout(abort, streamTimeout + 1_000);
  return promise.finally(() => clearTimeout(timer));
}

/** Keeps what React writes until it ends, without the queue of a stream that may have to wait. */
class Collector extends Writable {
  readonly #parts: Uint8Array[] = [];
  readonly #onEnd: (html: Buffer) => void;

  constructor(onEnd: (html: Buffer) => void) {
    super();
    this.#onEnd = onEnd;
  }

  override write(part: string | Uint8Array): boolean {
    this.#parts.push(typeof part === "string" ? Buffer.from(part) : part);
    return true;
  }

  override end(): this {
    this.#onEnd(Buffer.concat(this.#parts));
    return this;
  }
}
