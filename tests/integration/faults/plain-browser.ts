import { openMailbox } from "../../../app/.server/mail/mailbox.ts";
import { signedInAs } from "../../signed-in-as.ts";
import type { Site } from "./site.ts";

/** A browser without scripts, with its cookies. */
export class PlainBrowser {
  readonly #origin: string;
  cookies: ReadonlyMap<string, string> = new Map();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Sends a form where fields are given. A server that is too busy to answer in time is asked again. */
  async send(path: string, fields?: Record<string, string>): Promise<Response> {
    let response = await this.#ask(path, fields);
    for (let again = 0; again < 5 && response.status === 503; again += 1)
      response = await this.#ask(path, fields);
    return response;
  }

  async #ask(path: string, fields: Record<string, string> | undefined): Promise<Response> {
    const cookie = Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(this.#origin + path, {
      ...(fields && {
        method: "POST",
        body: new URLSearchParams({ ...signedInAs(cookie), ...fields }),
      }),
      redirect: "manual",
      headers: { cookie, origin: this.#origin, accept: "text/html" },
    });
    const cookies = new Map(this.cookies);
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    this.cookies = cookies;
    return response;
  }

  /** The form's answer must lead somewhere. */
  async submit(path: string, fields: Record<string, string>): Promise<string> {
    const response = await this.send(path, fields);
    if (response.status !== 302) throw new Error(`${path} answers ${response.status}`);
    return response.headers.get("location") ?? "";
  }
}

/** The token of the latest link that was mailed to this address; empty when there is none. */
export async function mailedToken({ dataDir }: Site, email: string): Promise<string> {
  const mails = await openMailbox(dataDir).list();
  const link = mails.find((mail) => mail.to === email && mail.link)?.link;
  return new URL(link ?? "about:blank").searchParams.get("token_hash") ?? "";
}
