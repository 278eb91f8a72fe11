import { createHash } from "node:crypto";
import sharp from "sharp";
import { mediaPaths } from "~/.server/media/stores/paths";
import type { MediaStore } from "~/.server/media/store-port";
import type { Viewer } from "~/domain/viewer";
import { fileOf, type World } from "../sql/world";

const blank = { width: 64, height: 48, channels: 3, background: "#8ac" } as const;
const picture = await sharp({ create: blank }).png().toBuffer();
const thumb = await sharp({ create: blank }).webp().toBuffer();
const contentType = "image/png";

export interface MadePicture {
  ann: Viewer;
  mediaId: string;
  temporary: ReturnType<typeof mediaPaths>;
  permanent: ReturnType<typeof mediaPaths>;
}

/** A finished generation of one picture, with its objects where ingestion puts them. */
export async function storePicture(
  world: World,
  store: MediaStore,
  owner?: Viewer,
): Promise<MadePicture> {
  const ann = owner ?? (await world.person());
  const claim = await world.startAndClaim(ann);
  const [mediaId = ""] = claim.mediaIds;
  const { userId } = ann;
  const temporary = mediaPaths({ userId, mediaId, contentType, area: "temporary" });
  await store.put(temporary.path, picture, contentType);
  await store.put(temporary.thumbPath, thumb, "image/webp");
  const sha256 = createHash("sha256").update(picture).digest("hex");
  const facts = { width: 64, height: 48, sizeBytes: picture.length, sha256, store: store.name };
  await world.store.complete(claim, [{ ...fileOf(mediaId), ...facts, ...temporary }]);
  const permanent = mediaPaths({ userId, mediaId, contentType, area: "permanent" });
  return { ann, mediaId, temporary, permanent };
}
