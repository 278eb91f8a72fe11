/** The messages of one stream, as the SDK listens to them: it sets `onmessage` and does nothing else. */
export class GradioEvents implements EventSource {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;
  readonly readyState = this.OPEN;
  readonly withCredentials = false;
  readonly url: string;
  onopen: EventSource["onopen"] = null;
  onerror: EventSource["onerror"] = null;
  onmessage: EventSource["onmessage"] = null;
  readonly close: () => void;

  constructor(url: URL, close: () => void) {
    this.url = url.href;
    this.close = close;
  }

  addEventListener(): void {}
  removeEventListener(): void {}
  dispatchEvent(): boolean {
    return false;
  }

  /** Hands a message on. Rejects when the listener does. */
  async deliver(message: object): Promise<void> {
    await this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(message) }));
  }
}

/**
 * Reads server-sent events: the data of each, as text (HTML Living Standard, 9.2). Throws when one is longer than
 * `maxLength` characters, and when the body breaks off.
 */
export async function* readEventData(
  body: ReadableStream<Uint8Array>,
  maxLength: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  let length = 0;
  for await (const bytes of body) {
    parts.push(decoder.decode(bytes, { stream: true }));
    length += parts.at(-1)?.length ?? 0;
    if (length > maxLength) throw new Error(`An event has more than ${maxLength} characters`);
    // Long events come in many parts, which are put together when an event may have ended, and not before.
    if (!parts.at(-1)?.includes("\n")) continue;
    const events = parts.join("").split(/\r?\n\r?\n/);
    const rest = events.pop() ?? "";
    parts = [rest];
    length = rest.length;
    for (const event of events) yield dataOf(event);
  }
}

function dataOf(event: string): string {
  const lines = event.split(/\r?\n/).filter((line) => line.startsWith("data:"));
  return lines.map((line) => line.slice(5).replace(/^ /, "")).join("\n");
}
