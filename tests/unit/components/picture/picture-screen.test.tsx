import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import {
  PictureScreen,
  type PictureDetails,
  type PictureScreenProps,
} from "~/components/picture/picture-screen";
import { Tile } from "~/components/media/picture-tile";
import type { GenerationCard } from "~/components/media/types";

const media: PictureDetails = {
  id: "0198f0c4-7a10-7000-8000-00000000000a",
  generationId: "0198f0c4-7a10-7000-8000-00000000000b",
  kind: "image",
  prompt: "a lake",
  model: "painter",
  width: 1280,
  height: 720,
  durationSeconds: null,
  placeholder: null,
  contentType: "image/png",
  sizeBytes: 1000,
  hasFrame: true,
  createdAt: "2026-11-23T12:00:00Z",
  savedAt: null,
  expiresAt: null,
  trashedAt: null,
  starredAt: null,
};
const video = { ...media, kind: "video" as const, durationSeconds: 5.04, prompt: "waves" };
const generation: GenerationCard = {
  id: media.generationId,
  kind: "image",
  model: "painter",
  prompt: "a lake",
  negativePrompt: "",
  settings: {},
  isPrompted: true,
  promptReading: null,
  sourceMediaId: null,
  inputs: [],
  outputCount: 1,
  madeCount: 1,
  priceCredits: 500,
  chargedCredits: 500,
  refundedCredits: 0,
  status: "succeeded",
  progress: 1,
  queuePosition: null,
  upstream: null,
  providerNote: null,
  failureCode: null,
  failureWords: null,
  provider: "fal",
  providerWords: "fal.ai",
  providerRequestId: "r-1",
  attempts: 1,
  createdAt: media.createdAt,
  startedAt: null,
  finishedAt: null,
  usualSeconds: 4,
  deadlineAt: media.createdAt,
  failure: null,
  media: [],
};

const inGallery = { href: "/gallery", query: "?view=recent", boardId: null };

function render(element: ReactElement): string {
  const router = createMemoryRouter([{ path: "*", element }]);
  return renderToStaticMarkup(<RouterProvider router={router} />);
}

function page(
  shown: PictureDetails,
  waysOn: readonly ("edit" | "video")[] = [],
  changes: Partial<
    Pick<PictureScreenProps, "source" | "given" | "madeInto" | "list" | "generation">
  > = {},
): string {
  return render(
    <PictureScreen
      media={shown}
      generation={{ ...generation, kind: shown.kind }}
      model={null}
      source={null}
      sourceUpload={null}
      isSource={false}
      given={[]}
      madeInto={[]}
      list={{ ...inGallery, previousId: null, nextId: null }}
      waysOn={waysOn}
      nowIso={media.createdAt}
      {...changes}
    />,
  );
}

test("plays a video with the browser's own controls, at its own proportions, over its poster", () => {
  const html = page(video);
  const player = /<video[^>]*>/.exec(html)?.[0] ?? "";
  for (const said of [
    'controls=""',
    'preload="metadata"',
    `poster="/media/${media.id}/thumb"`,
    `src="/media/${media.id}/original"`,
    'width="1280"',
    'height="720"',
    'aria-label="waves"',
  ])
    expect(player).toContain(said);
  expect(html).toContain("0:05");
  expect(html).toContain("About this video");
  expect(html).toContain(`href="/video?from=${generation.id}"`);
});

test("shows a picture as a picture", () => {
  const html = page(media);
  expect(html).not.toContain("<video");
  expect(html).toMatch(new RegExp(`<img[^>]*src="/media/${media.id}/original"`));
});

test("leads on from a picture only to what there are models for, and never from a video", () => {
  expect(page(media, ["edit", "video"])).toMatch(
    new RegExp(
      `href="/edit\\?source=${media.id}".*Edit this.*href="/video\\?source=${media.id}"`,
      "s",
    ),
  );
  expect(page(media, ["edit"])).not.toContain("Make a video from this");
  expect(page(media)).not.toContain("Edit this");
  expect(page(video, ["edit", "video"])).not.toContain("?source=");
});

test("the receipt calls the provider as people do", () => {
  expect(page(media).replaceAll(/<[^>]+>/g, " ")).toMatch(
    /Made by\s+fal\.ai\s+ID at fal\.ai\s+r-1/,
  );
});

test("a tile leads to the page of its kind, and a video's says how long it runs", () => {
  expect(render(<Tile tile={media} />)).toContain(`href="/image/${media.id}"`);
  const html = render(<Tile tile={video} />);
  expect(html).toContain(`href="/video/${media.id}"`);
  expect(html).toMatch(/Video<\/span>0:05/);
  expect(render(<Tile tile={{ ...video, prompt: "" }} />)).toContain('alt="Untitled video"');
});

test("the price is what was kept for this file, also where others did not come", () => {
  const price = (changes: Partial<GenerationCard>) =>
    /Price<\/dt><dd[^>]*>([^<]+)/.exec(
      page(media, [], { generation: { ...generation, ...changes } }),
    )?.[1];
  expect(price({})).toBe("500 credits");
  const four = { outputCount: 4, priceCredits: 1200, chargedCredits: 1200 };
  expect(price({ ...four, madeCount: 4 })).toBe("300 credits");
  expect(price({ ...four, madeCount: 1, refundedCredits: 900 })).toBe("300 credits");
  expect(price({ ...four, madeCount: 1, refundedCredits: 1200 })).toBe("0 credits");
});

test("says when a file is deleted, with a form beside it that keeps it", () => {
  const html = page({ ...media, expiresAt: "2026-11-25T12:00:01Z" });
  expect(html.replaceAll(/<[^>]+>/g, "")).toContain("Deletes in 2 daysSave");
  const form = /<form id="save".*<\/form>/.exec(html)?.[0];
  for (const said of [`action="/image/${media.id}?view=recent"`, 'method="post"', 'value="save"'])
    expect(form).toContain(said);
});

test("says that a file is deleted once its time has come, and offers no more to keep it", () => {
  const html = page({ ...media, expiresAt: media.createdAt });
  expect(html.replaceAll(/<[^>]+>/g, "")).toContain("Deleted");
  expect(html).not.toContain("<form");
});

test("says that a saved file is saved, and offers it no more", () => {
  const html = page({ ...media, savedAt: media.createdAt });
  expect(html.replaceAll(/<[^>]+>/g, "")).toContain("Saved, and won&#x27;t be deleted");
  expect(html).not.toContain("<form");
});

test("leads back to its list, and on through it", () => {
  const [previousId, nextId] = ["0198f0c4-0000-7000-8000-000000000001", media.generationId];
  const place = { href: "/gallery?view=saved&page=2", query: "?view=saved&page=2", boardId: null };
  const html = page(media, [], { list: { ...place, previousId, nextId } });
  const links = html.match(/<a [^>]*>/g) ?? [];
  const leadTo = (path: string, tile = "") =>
    links.find((link) => link.includes(`href="${path}&amp;page=2${tile}"`));
  expect(leadTo("/gallery?view=saved", `#${media.id}`)).toBeDefined();
  expect(leadTo(`/image/${previousId}?view=saved`)).toContain('rel="prev"');
  expect(leadTo(`/image/${nextId}?view=saved`)).toContain('rel="next"');
});

test("does not offer to save what is in the trash", () => {
  const html = page({ ...media, expiresAt: "2026-11-25T12:00:01Z", trashedAt: media.createdAt });
  expect(html).toContain("in 2 days");
  expect(html).not.toContain("<form");
});

test("leads to what a picture was made from and to what was made from it, in words", () => {
  const source = { ...media, id: "0198f0c4-7a10-7000-8000-00000000000c", prompt: "an old lake" };
  const html = page({ ...media, kind: "edit" }, [], { source, madeInto: [video] });
  expect(html).toMatch(
    new RegExp(
      `Made from.*href="/image/${source.id}".*an old lake.*Picture.*Used to make.*href="/video/${video.id}".*waves.*Video, 0:05`,
      "s",
    ),
  );
  expect(page(media)).not.toMatch(/Made (from|into)|This picture/);
});

test("names everything that a picture was made from, with what it was given for", () => {
  const source = { ...media, id: "0198f0c4-7a10-7000-8000-00000000000c", prompt: "an old lake" };
  const upload = {
    id: "0198f0c4-7a10-7000-8000-00000000000d",
    placeholder: null,
    width: 9,
    height: 9,
  };
  const html = page({ ...media, kind: "edit" }, [], {
    source,
    given: [
      { role: "style", media: null, upload },
      { role: "last", media: video, upload: null },
      { role: "person", media: null, upload: null },
    ],
  });
  const words = html.replaceAll(/<[^>]+>/g, "|");
  expect(words).toMatch(
    /Made from.*an old lake.*A picture you uploaded · style.*waves.*last picture.*has been deleted.*This picture/s,
  );
});

test("shows an edit beside what it was made from, and nothing like that for other pictures", () => {
  const source = { ...media, id: "0198f0c4-7a10-7000-8000-00000000000c", prompt: "an old lake" };
  const html = page({ ...media, kind: "edit" }, [], { source });
  expect(html).toMatch(/Before and after.*Before<.*After</s);
  expect(page(media, [], { source })).not.toContain("Before and after");
});
