import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { createTransport } from "nodemailer";
import { isValidMail } from "./validate-mail.ts";
import { mailText } from "./mail-text.ts";
import type { Mail } from "./port.ts";

export interface SmtpOptions {
  /** `smtps:` is TLS from the first byte; with `smtp:` the connection is encrypted when the server offers it. */
  url: string;
  from: { name: string; address: string };
  /** For a whole mail, from the first byte to the last. */
  timeoutMs: number;
}

export interface PostedMail extends Mail {
  /** The same each time that it is tried, so that a mail which comes twice is seen to be one. */
  id: string;
  postedAt: Date;
}

/** The mail server's answer, or why there was none: codes, never its words, which may repeat the address. */
export interface SmtpFailure {
  /** The server will not take this mail, however often it is asked. */
  isFinal: boolean;
  code: string;
  responseCode: number | null;
  command: string | null;
}

/** Sends one mail; null when the server has taken it. Never rejects. */
export type SendBySmtp = (mail: PostedMail, stopping: AbortSignal) => Promise<SmtpFailure | null>;

/**
 * Mails by SMTP. A certificate must be good, and a password is never sent in clear, except to this machine itself.
 * Every part of a mail is handed over as a value of its own, so that nothing in it can become a header or a recipient.
 */
export function createSmtp(options: SmtpOptions): SendBySmtp {
  const { from, timeoutMs } = options;
  const transport = openTransport(options);
  const ourName = nameOf(from.address);
  return async (mail, stopping) => {
    if (!isValidMail(mail)) return invalidMail;
    const { id, postedAt, to, subject, html } = mail;
    try {
      await transport.sendMail({
        from,
        to: { name: "", address: to },
        envelope: { from: from.address, to: [to] },
        subject,
        html,
        text: mailText(html),
        date: postedAt,
        messageId: `<${id}@${ourName}>`,
        headers: { "Auto-Submitted": "auto-generated" },
        signal: AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]),
      });
      return null;
    } catch (error) {
      return failureOf(error);
    }
  };
}

/**
 * What keeps the mail server from taking any mail, in a sentence for whoever starts Easel: nobody has its name, or it
 * does not take ours. Null: nothing, or nobody could tell now.
 */
export async function findSmtpProblem(options: SmtpOptions): Promise<string | null> {
  const { host } = readSmtpUrl(options.url);
  const isUnknown =
    isIP(host) === 0 &&
    (await lookup(host).then(
      () => false,
      (error) => codeOf(error) === "ENOTFOUND",
    ));
  if (isUnknown)
    return `SMTP_URL names the mail server ${host}, and nobody knows a machine of that name.`;
  const failure = await openTransport(options)
    .verify()
    .then(() => null, failureOf);
  if (failure?.code !== "EAUTH" || failure.responseCode !== 535) return null;
  return `The mail server ${host} does not take the user and the password that SMTP_URL has.`;
}

const nameOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

function openTransport({ url, from, timeoutMs }: SmtpOptions) {
  const { host, port, secure, credentials, isLoopback } = readSmtpUrl(url);
  return createTransport({
    host,
    port,
    secure,
    name: nameOf(from.address),
    ...(credentials && { auth: credentials }),
    ignoreTLS: isLoopback,
    ...(isLoopback && { tls: { rejectUnauthorized: false } }),
    requireTLS: !secure && !isLoopback && credentials !== null,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

const codeOf = (error: unknown): unknown => Reflect.get(Object(error), "code");

const invalidMail: SmtpFailure = {
  isFinal: true,
  code: "unfit",
  responseCode: null,
  command: null,
};

/** For a URL that `env` has found to be one. Without a port: 465 for `smtps:`, else 587. */
function readSmtpUrl(text: string) {
  const url = new URL(text);
  const secure = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const user = decodeURIComponent(url.username);
  return {
    host,
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    credentials: user === "" ? null : { user, pass: decodeURIComponent(url.password) },
    /** Nobody can listen in on this machine's own server, and its certificate proves nothing. */
    isLoopback: /^(localhost|127(\.\d{1,3}){3}|::1)$/.test(host),
  };
}

function failureOf(error: unknown): SmtpFailure {
  const read = (name: string): unknown => Reflect.get(Object(error), name);
  const text = (name: string): string | null => {
    const value = read(name);
    return typeof value === "string" ? value : null;
  };
  const status = read("responseCode");
  const responseCode = typeof status === "number" ? status : null;
  const command = text("command");
  const code = text("code") ?? text("name") ?? "unknown";
  // A refused sender or sign-in is for the operator to mend: the mail waits for that.
  const isAboutMail = command === "RCPT TO" || command === "DATA";
  return { isFinal: isAboutMail && (responseCode ?? 0) >= 500, code, responseCode, command };
}
