import type { PictureRole } from "~/domain/generation";
import type { PictureInput } from "~/domain/models";

const optional = (role: PictureRole, most = 1): PictureInput => ({ role, need: "optional", most });

/** Of a video: it ends with this picture. */
export const lastPicture = [optional("last")];
/** For models that take two pictures, three, four, and six or more. */
export const oneMore = [optional("more")];
export const styleAndMore = [optional("style"), optional("more")];
export const threeMore = [optional("style"), optional("person"), optional("thing")];
export const fiveMore = [optional("style"), optional("person", 2), optional("thing", 2)];
