/** Links by which anybody may see a file or a board: what pages show of them, and their forms. */
import { z } from "zod";
import { plainText } from "./forms";
import { digitalSourceTypes } from "./media";
import { linkDays, maxReportLength, reportReasons } from "./sharing-choices";
import { accountView, mediaTileView } from "./views";

const time = z.iso.datetime({ offset: true });

/** What a link leads to: a file or a board, by its id. */
export type ShareTarget = { mediaId: string } | { boardId: string };

const shareView = z.object({
  id: z.uuid(),
  /** Hex SHA-256 of the token that its address has. */
  tokenHash: z.string(),
  showsPrompt: z.boolean(),
  /** Search engines may list it. */
  isListed: z.boolean(),
  createdAt: time,
  /** Null: it lasts until it is turned off. */
  expiresAt: time.nullable(),
});
const sharedBoardView = z.object({ id: z.uuid(), name: z.string() });

export const sharePage = z.object({
  account: accountView.nullable(),
  media: mediaTileView.nullable(),
  board: sharedBoardView.nullable(),
  share: shareView.nullable(),
});
export type SharePage = z.infer<typeof sharePage>;

export const linksPage = z.object({
  account: accountView.nullable(),
  total: z.number().int(),
  links: z.array(
    shareView.extend({ media: mediaTileView.nullable(), board: sharedBoardView.nullable() }),
  ),
});
export type LinksPage = z.infer<typeof linksPage>;

/** One's own live link. Its token is null when it was made with another key of the server: nobody can show it again. */
export interface OwnLink extends Omit<z.infer<typeof shareView>, "tokenHash"> {
  token: string | null;
}

/** A file as strangers see it. */
const sharedFileView = mediaTileView
  .pick({ id: true, kind: true, width: true, height: true, durationSeconds: true, thumbhash: true })
  .extend({
    contentType: z.string(),
    model: z.string(),
    /** How it came to be, as the mark in the file says it. */
    digitalSource: z.enum(digitalSourceTypes),
    /** Null unless the owner lets strangers read it. */
    prompt: z.string().nullable(),
  });
export type SharedFileView = z.infer<typeof sharedFileView>;

export const sharedPage = z.object({
  showsPrompt: z.boolean(),
  isListed: z.boolean(),
  /** Null: it is one file. */
  boardName: z.string().nullable(),
  total: z.number().int(),
  files: z.array(sharedFileView),
  /** Of one file of a board. */
  previousId: z.uuid().nullable(),
  nextId: z.uuid().nullable(),
});
export type SharedPage = z.infer<typeof sharedPage>;

/** Whether anybody can still open it. */
export type ShareState = "live" | "ended";

const isPressed = z.literal("on").optional().transform(Boolean);

export const shareForm = z.union([
  z.object({
    intent: z.literal("share"),
    showsPrompt: isPressed,
    isListed: isPressed,
    /** For good, so many days, or until a moment that was chosen before. */
    until: z.union([
      z.literal("always").transform(() => null),
      z.enum(linkDays.map(String)).transform(Number),
      time.transform((text) => new Date(text)),
    ]),
  }),
  z.object({ intent: z.literal("revoke"), shareId: z.uuid() }),
  z.object({ intent: z.literal("save") }),
]);
export type ShareChoices = Extract<z.infer<typeof shareForm>, { intent: "share" }>;

const noReason = "Choose what's wrong.";
export const reportForm = z.object({
  reportId: z.uuid(),
  reason: z.enum(reportReasons, noReason),
  words: plainText(maxReportLength).default(""),
  contact: plainText(254)
    .pipe(z.union([z.literal(""), z.email("This doesn't look like an email address.")]))
    .default(""),
  /** One of the files of a board. */
  file: z.uuid().optional(),
});
export type ReportForm = z.input<typeof reportForm>;
export type Report = z.output<typeof reportForm>;
