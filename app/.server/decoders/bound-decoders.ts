import sharp from "sharp";

const loaders = [
  "VipsForeignLoadPng",
  "VipsForeignLoadJpeg",
  "VipsForeignLoadWebp",
  "VipsForeignLoadHeif",
  "VipsForeignLoadNsgif",
];

/**
 * For every process that reads a person's pictures with sharp: all loaders but five are off in it, so that no other
 * parser ever sees a stranger's bytes, and a picture takes one thread and is not kept.
 */
export function boundDecoders(): void {
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: loaders });
  // Pictures rarely come twice: a cache of decoded ones only costs memory.
  sharp.cache(false);
  // Whoever decodes bounds how many pictures there are at once.
  sharp.concurrency(1);
}
