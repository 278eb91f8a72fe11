import type { SharedFileView, SharedPage } from "~/domain/sharing";
import { thumbSidePixels } from "~/domain/media";
import { shorten } from "~/domain/text";
import { AppError } from "../errors";
import type { Shares } from "../sharing/port";
import { previewSize } from "~/domain/sharing-choices";

export interface DescribeEmbedDeps {
  shares: Pick<Shares, "open">;
}

export interface EmbedWish {
  /** The address of a shared page. */
  url: string;
  /** In pixels; infinite where the asker did not say. */
  maxWidth: number;
  maxHeight: number;
}

const longestTitle = 100;

/**
 * What an app needs to show a live link on its own page, by oEmbed 1.0: a photo, a video, or a link for a board.
 * Nothing of the owner, and the prompt where strangers may read it. Errors: not_found (another address, a dead link),
 * unavailable.
 */
export async function describeEmbed(
  { shares }: DescribeEmbedDeps,
  publicOrigin: string,
  wish: EmbedWish,
): Promise<Readonly<Record<string, string | number | undefined>>> {
  const address = URL.parse(wish.url);
  const token = /^\/s\/([^/]+)$/.exec(address?.pathname ?? "")?.[1];
  if (address?.origin !== publicOrigin || !token) throw new AppError("not_found");
  const place = { page: 1, pageSize: 1, fileId: address.searchParams.get("picture") };
  const shared = await shares.open(token, place);
  const [file] = shared.files;
  const isFile = shared.boardName === null || place.fileId !== null;
  return {
    version: "1.0",
    provider_name: "Easel",
    provider_url: `${publicOrigin}/`,
    ...titleOf(shared, isFile),
    ...(file && isFile ? embedOf(file, `${publicOrigin}/s/${token}`, wish) : { type: "link" }),
    ...(file && previewOf(`${publicOrigin}/s/${token}`, wish)),
  };
}

function titleOf({ boardName, files: [file] }: SharedPage, isFile: boolean) {
  const title = isFile ? file?.prompt : boardName;
  return title ? { title: shorten(title, longestTitle) } : {};
}

function previewOf(page: string, { maxWidth, maxHeight }: EmbedWish) {
  if (previewSize.width > maxWidth || previewSize.height > maxHeight) return {};
  return {
    thumbnail_url: `${page}/preview.jpg`,
    thumbnail_width: previewSize.width,
    thumbnail_height: previewSize.height,
  };
}

/** No larger than is asked for: a video is shown smaller, of a picture the thumbnail is taken. */
function embedOf(file: SharedFileView, page: string, { maxWidth, maxHeight }: EmbedWish) {
  const { id, kind, width, height } = file;
  const bytes = `${page}/media/${id}`;
  const largest = Math.min(1, maxWidth / width, maxHeight / height);
  const scaled = (scale: number) => ({
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  });
  if (kind === "video") {
    const size = scaled(largest);
    const html = `<video src="${bytes}/original" poster="${bytes}/thumb" width="${size.width}" height="${size.height}" controls playsinline preload="metadata"></video>`;
    return { type: "video", html, ...size };
  }
  if (largest === 1) return { type: "photo", url: `${bytes}/original`, width, height };
  const thumb = Math.min(1, thumbSidePixels / Math.max(width, height));
  return { type: "photo", url: `${bytes}/thumb`, ...scaled(Math.min(thumb, largest)) };
}
