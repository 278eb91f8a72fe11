/** What a generation makes. A picture from words, a changed picture, or a video. */
export const generationKinds = ["image", "edit", "video"] as const;
export type GenerationKind = (typeof generationKinds)[number];

/** Where in the studio each kind is made. */
export const studioPaths: Readonly<Record<GenerationKind, string>> = {
  image: "/",
  edit: "/edit",
  video: "/video",
};

/** The page of one finished file. */
export function mediaPath({ kind, id }: { kind: GenerationKind; id: string }): string {
  return `/${kind === "video" ? "video" : "image"}/${id}`;
}

/** `queued → running → succeeded | failed | canceled`; the last three never change again. */
export const generationStatuses = ["queued", "running", "succeeded", "failed", "canceled"] as const;
export type GenerationStatus = (typeof generationStatuses)[number];

/** Why a generation failed. Stored with it; the screens turn it into words. */
export const failureCodes = [
  "invalid_input",
  "safety_filter",
  "provider_auth",
  "provider_credit",
  "rate_limited",
  "busy",
  "timed_out",
  "upstream_failure",
  "ambiguous",
  "unusable_file",
  "canceled",
  "source_gone",
  "store_failure",
  "deadline",
  "attempts_exhausted",
] as const;
export type FailureCode = (typeof failureCodes)[number];

/** From then on nobody should sit and wait for it. */
export const longSeconds = 45;

export function isTerminal(status: GenerationStatus): boolean {
  return status === "succeeded" || status === "failed" || status === "canceled";
}

/** What a further picture is for, besides the one that something is made from. */
export const pictureRoles = ["last", "style", "person", "thing", "more"] as const;
export type PictureRole = (typeof pictureRoles)[number];

/** What a request may be given besides the picture that it is made from. */
export const inputRoles = ["mask", ...pictureRoles] as const;
export type InputRole = (typeof inputRoles)[number];

export interface GenerationInput {
  role: InputRole;
  /** Of an own picture or an upload. A mask is an upload. */
  id: string;
}
