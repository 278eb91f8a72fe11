import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";

/** What a mail server does with a mail; `hang` says nothing from then on, `drop` cuts the line. */
export interface Manners {
  greeting?: "hang" | "busy";
  recipient?: "unknown" | "later";
  /** After the whole mail has come, before it is confirmed. */
  data?: "spam" | "hang" | "drop";
  /** Asks for a name and a password. */
  signIn?: "accept" | "refuse";
}

export interface TakenMail {
  from: string;
  recipients: string[];
  /** Header lines, unfolded. */
  headers: string[];
  /** The mail as it came over the wire, dots undoubled. */
  source: string;
}

export interface MailServer {
  port: number;
  manners: Manners;
  /** Mails that were confirmed. */
  mails: TakenMail[];
  /** Mails that came whole, confirmed or not. */
  seen: TakenMail[];
  /** Every line that was sent to it outside of mails. */
  lines: string[];
  connections: number;
  close(): Promise<void>;
}

const certificate = readFileSync(new URL("self-signed.pem", import.meta.url), "utf8");

/** A mail server on the loopback, over a bare socket: no code of the program under test reads or writes its lines. */
export async function startMailServer({
  port = 0,
  tls = false,
  manners = {},
}: { port?: number; tls?: boolean; manners?: Manners } = {}): Promise<MailServer> {
  const sockets = new Set<Socket>();
  const attend = (socket: Socket): void => {
    sockets.add(socket);
    site.connections += 1;
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
    converse(socket, site);
  };
  const server = tls
    ? createTlsServer({ key: certificate, cert: certificate }, attend)
    : createServer(attend);
  server.on("tlsClientError", () => {});
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, "close");
  };
  const site: MailServer = {
    port: typeof address === "object" && address ? address.port : 0,
    manners,
    mails: [],
    seen: [],
    lines: [],
    connections: 0,
    close,
  };
  onTestFinished(close);
  return site;
}

function converse(socket: Socket, site: MailServer): void {
  const { manners } = site;
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  let mail = { from: "", recipients: [] as string[] };
  let body: string[] | null = null;
  let pending = "";

  const answer: Record<string, (line: string) => void> = {
    EHLO: () => {
      say("250-mail.example");
      if (manners.signIn) say("250-AUTH PLAIN");
      say("250 8BITMIME");
    },
    AUTH: () => say(manners.signIn === "accept" ? "235 Welcome" : "535 No"),
    MAIL: (line) => {
      mail = { from: bracketed(line), recipients: [] };
      say("250 OK");
    },
    RCPT: (line) => {
      mail.recipients.push(bracketed(line));
      if (manners.recipient === "unknown") return say("550 Nobody here");
      say(manners.recipient === "later" ? "450 Come back" : "250 OK");
    },
    DATA: () => {
      body = [];
      say("354 Go on");
    },
    QUIT: () => {
      say("221 Bye");
      socket.end();
    },
  };

  const endOfMail = (lines: string[]): void => {
    const source = lines.map((line) => line.replace(/^\./, "")).join("\r\n");
    const [head = ""] = source.split("\r\n\r\n", 1);
    const headers = head.replaceAll(/\r\n[ \t]+/g, " ").split("\r\n");
    const taken = { ...mail, headers, source };
    site.seen.push(taken);
    if (manners.data === "hang") return;
    if (manners.data === "drop") return void socket.destroy();
    if (manners.data === "spam") return say("554 No");
    site.mails.push(taken);
    say("250 Taken");
  };

  socket.setEncoding("utf8").on("data", (text) => {
    const lines = (pending + String(text)).split("\r\n");
    pending = lines.pop() ?? "";
    for (const line of lines) {
      if (body === null) {
        site.lines.push(line);
        const act = answer[line.slice(0, 4).toUpperCase()];
        if (act) act(line);
        else say("502 What");
      } else if (line === ".") {
        endOfMail(body);
        body = null;
      } else body.push(line);
    }
  });
  if (manners.greeting === "busy") {
    say("421 Too busy");
    socket.end();
  } else if (manners.greeting !== "hang") say("220 mail.example");
}

function bracketed(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? "";
}
