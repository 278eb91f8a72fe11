/** Of what a frame may grow to: the picture in it is made smaller where words or a shape ask for more. */
export const maxFramePixels = 24_000_000;
