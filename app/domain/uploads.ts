/** Of one picture that a person gives. */
export const maxUploadBytes = 20 * 1024 * 1024;
export const tooLargeWords = `This file is too large. Choose one that's ${maxUploadBytes / 1024 / 1024} MB or smaller.`;

/** Named to browsers: phones that keep pictures in another format then send one of these. */
export const uploadTypes = "image/jpeg,image/png,image/webp,image/avif,image/gif";

/** The form's field for a file. */
export const uploadField = "upload";

/** The form's field for a picture of oneself. */
export const avatarField = "avatarFile";

/** The form's field for a mask. */
export const maskField = "mask";

/** A rectangle of a picture, in percent of its width and height. */
export interface MaskArea {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The fields of a form for such a rectangle. */
export const maskAreaFields = ["maskLeft", "maskTop", "maskWidth", "maskHeight"] as const;

/** The field of a frame that a browser has taken of a video. */
export const frameField = "frame";
