import type { OwnLink, SharedFileView } from "~/domain/sharing";
import type { PictureTile } from "~/components/media/types";
import type { QrDrawing } from "~/components/ui/qr-image";

/** One's own live link, ready to be shown; `url` is null where nobody can show it again. */
export interface ShownLink extends Omit<OwnLink, "token"> {
  url: string | null;
  qr: QrDrawing | null;
}

/** What a person shares: a file or a board, with its link where it has one. */
export interface ShareFacts {
  media: PictureTile | null;
  board: { id: string; name: string } | null;
  link: ShownLink | null;
  nowIso: string;
}

/**
 * How a file came to be: by AI, by AI before Easel changed or filmed it, by Easel's own programs alone, or by a person
 * before those changed it.
 */
export type Making = "ai" | "ai, changed" | "ai, filmed" | "program" | "changed";

/** A file on a shared page, with the name of its model. */
export interface SharedPicture extends Omit<SharedFileView, "thumbhash" | "digitalSource"> {
  placeholder: string | null;
  model: string;
  making: Making;
}
