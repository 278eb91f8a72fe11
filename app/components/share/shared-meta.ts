import { shorten } from "~/domain/text";
import type { SharedScreenProps } from "./shared-screen";
import { shared as words } from "./words";
import { previewSize } from "~/domain/sharing-choices";

export interface SharedMetaFacts extends Pick<
  SharedScreenProps,
  "boardName" | "isOfBoard" | "files" | "total"
> {
  isListed: boolean;
  /** The whole address of the page, without a query. */
  url: string;
  /** The whole address that oEmbed is asked at. */
  embedUrl: string;
}

/** What apps and search engines read of a shared page: Open Graph, X's cards, oEmbed. */
export function sharedMeta(facts: SharedMetaFacts) {
  const { boardName, isOfBoard, files, total, url, isListed } = facts;
  const [file] = files;
  const what = file && words.title(file);
  const isBoard = boardName !== null && !isOfBoard;
  const title = shorten((isBoard ? boardName : file?.prompt) || what || "", 60);
  const description = isBoard
    ? words.boardDescription(total)
    : words.description(what ?? "", file?.model ?? "");
  const properties = {
    "og:site_name": "Easel",
    "og:type": file?.kind === "video" && !isBoard ? "video.other" : "website",
    "og:title": title,
    "og:description": description,
    "og:url": url,
    ...(file && {
      "og:image": `${url}/preview.jpg`,
      "og:image:type": "image/jpeg",
      "og:image:width": String(previewSize.width),
      "og:image:height": String(previewSize.height),
      "og:image:alt": title,
    }),
  };
  return [
    { title: `${title} · Easel` },
    { name: "description", content: description },
    ...(isListed ? [] : [{ name: "robots", content: "noindex" }]),
    ...Object.entries(properties).map(([property, content]) => ({ property, content })),
    { name: "twitter:card", content: file ? "summary_large_image" : "summary" },
    {
      tagName: "link" as const,
      rel: "alternate",
      type: "application/json+oembed",
      href: facts.embedUrl,
      title,
    },
  ];
}
