import { z } from "zod";
import { madePicture } from "./made-picture";
import { mediaTileView, uploadView } from "./views";

/** A video, and what is to be known of its file before that is sent on. */
const ownFilm = z.object({
  tile: mediaTileView,
  sizeBytes: z.number().int(),
  /** The store that keeps its file. */
  store: z.string(),
});

/** Of some ids, what something can be made from or with. */
export const ownInputs = z.object({
  /** Pictures. */
  sources: z.array(mediaTileView),
  films: z.array(ownFilm),
  uploads: z.array(uploadView),
  maskIds: z.array(z.uuid()),
  /** How those of the sources came to be. */
  made: z.array(madePicture),
});
export type OwnInputs = z.infer<typeof ownInputs>;
