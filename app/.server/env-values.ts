import { z } from "zod";

// How the values of settings are written. Each says in words what it must be.

export const wholeNumber = (what: string, min: number, max: number) => {
  const words = `must be ${what} from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, words)
    .transform(Number)
    .pipe(z.number().min(min, words).max(max, words));
};
export const onOff = z
  .enum(["on", "off"], "must be on or off")
  .transform((value) => value === "on");
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, `must be one of ${values.join(", ")}`);
export const origin = (words: string) =>
  z
    .string()
    .refine(
      (value) =>
        /^https?:$/.test(URL.parse(value)?.protocol ?? "") && URL.parse(value)?.origin === value,
      words,
    );
export const secret = (min: number) =>
  z
    .string()
    .min(min, `must have at least ${min} characters`)
    .refine(isNotAnExample, "is still the example value: choose your own");
/** Hugging Face's tokens, with commas between them. */
export const tokens = z
  .string()
  .regex(
    /^\s*hf_\w{8,}\s*(,\s*hf_\w{8,}\s*)*$/,
    "must be a token that begins with hf_, or several with commas between them",
  )
  .transform((text) => text.split(",").map((each) => each.trim()));

const proxies = ["none", "vercel", "fly", "cloudflare", "nginx", "last-hop"] as const;

/** Whose word on the client's address is taken: the platform in front of Easel, so many proxies, or nobody's. */
type TrustedProxy = (typeof proxies)[number] | `hops:${number}`;

export const trustedProxy = z.custom<TrustedProxy>(
  (value) => proxies.some((each) => each === value) || /^hops:([1-9]|1\d|20)$/.test(String(value)),
  `must be one of ${proxies.join(", ")}, or hops: with the number of proxies in front of Easel, from hops:1 to hops:20`,
);

/** What `pnpm admin:password` prints. */
export const passwordHash = z
  .string()
  .regex(
    /^scrypt:\d{4,7}:\d{1,2}:\d{1,2}:[\w-]{22,}:[\w-]{43}$/,
    "must be what `pnpm admin:password` prints: scrypt:…",
  );

/** The key of one-time codes, base 32: 16 bytes at least. */
export const totpSecret = z
  .string()
  .regex(/^[A-Z2-7]{26,}=*$/i, "must be what `pnpm admin:password --second-factor` prints");

/** Several, with commas between them. */
export const names = z.string().transform((text) =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean),
);

/** Names of hosts with commas between them, each with or without a minus before it. */
export const domains = names.refine(
  (given) => given.every((each) => /^-?([\p{L}\p{N}][\p{L}\p{N}-]*\.)+[\p{L}\p{N}-]+$/u.test(each)),
  "must be names such as mailbox.example, with commas between them; one with a minus before it is no throwaway service",
);

export const webAddress = z
  .string()
  .refine(
    (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""),
    "must be an address that begins with http:// or https://",
  );

/** Part of a whole, from 0 to 1. */
export const share = z
  .string()
  .regex(/^(0|1|0?\.\d+|0\.0|1\.0+)$/, "must be a number from 0 to 1, such as 0.25")
  .transform(Number);

/** `name=value` with commas between them, and special characters as % codes: as the W3C's Baggage writes them. */
export const pairs = z
  .string()
  .refine(
    (text) => text.split(",").every((pair) => /^\s*[^=\s]+\s*=/.test(pair) && isDecodable(pair)),
    "must be name=value, several with commas between them, and special characters as % codes",
  )
  .transform((text) =>
    Object.fromEntries(
      text.split(",").map((pair): [string, string] => {
        const at = pair.indexOf("=");
        const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
        return [decodeURIComponent(name.trim()), decodeURIComponent(value.trim())];
      }),
    ),
  );

/** Whom to tell of a weakness, as an address that a program understands. */
export const contact = z
  .string()
  .transform((text) => (/^[^\s:@]+@[^\s@]+$/.test(text) ? `mailto:${text}` : text))
  .refine(
    (text) => /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(text) && URL.canParse(text),
    "must be an email address, or an address that begins with https://",
  );

/** The address of the service to ask, or null. */
export const breachCheck = z
  .string()
  .refine(
    (text) => text === "on" || text === "off" || /^https?:$/.test(URL.parse(text)?.protocol ?? ""),
    "must be on, off or the address of a mirror of the range API, such as https://pwned.example.org",
  )
  .transform((text) => {
    if (text === "off") return null;
    return text === "on" ? "https://api.pwnedpasswords.com" : text.replace(/\/+$/, "");
  });
export const smtpUrl = z
  .string()
  .refine(
    isSmtpUrl,
    "must be a mail server's address, such as smtp://user:password@mail.example.org:587, with special characters as % codes",
  );
/** An address, or a name before one in angle brackets. */
export const sender = z
  .string()
  .regex(
    /^([^<>"\p{C}]*<[^\s"(),:;<>@]+@[^\s"(),:;<>@]+>|[^\s"(),:;<>@]+@[^\s"(),:;<>@]+)$/u,
    "must be an address such as easel@example.org, or Easel <easel@example.org>",
  )
  .transform((text) => {
    const [, name = "", address = text] = /^(.*)<(.*)>$/u.exec(text) ?? [];
    return { name: name.trim() || "Easel", address };
  });

function isSmtpUrl(text: string): boolean {
  const url = URL.parse(text);
  const isWhole = /^smtps?:\/\/[^/?#]+\/?$/.test(text) && Boolean(url?.hostname);
  return isWhole && [url?.username, url?.password].every((part) => isDecodable(part ?? ""));
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function isNotAnExample(value: string): boolean {
  return !/change.?me|example|your[-_ ]|placeholder|x{8}|^(.)\1*$|^(password|secret)/i.test(value);
}
