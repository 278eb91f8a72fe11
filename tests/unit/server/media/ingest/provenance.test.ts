import { expect, test } from "vitest";
import type { ProvenanceMarks } from "~/.server/media/vault-port";
import { ingestImage } from "~/.server/media/ingest/ingest-image";
import { buildXmp, readMark } from "~/.server/media/ingest/provenance";
import { dublinCore, iptcExt, readXmp, xmpBasic, xmpProperty } from "./read-xmp";
import { noisyPicture } from "./sample-images";

const createdAt = new Date("2026-11-23T10:00:00Z");
const trained: ProvenanceMarks = {
  source: "trainedAlgorithmicMedia",
  prompt: "a red boat",
  model: "Flux Dev",
};

test.for([
  "trainedAlgorithmicMedia",
  "algorithmicMedia",
  "compositeWithTrainedAlgorithmicMedia",
] as const)("names the source %s by its full address", (source) => {
  const xmp = buildXmp({ ...trained, source }, createdAt);
  const address = `http://cv.iptc.org/newscodes/digitalsourcetype/${source}`;
  expect(xmpProperty(xmp, iptcExt, "DigitalSourceType")).toBe(address);
});

test("names the model and the prompt of an AI picture in the properties of IPTC 2025.1", () => {
  const xmp = buildXmp(trained, createdAt);
  expect(xmpProperty(xmp, iptcExt, "AISystemUsed")).toBe("Flux Dev");
  expect(xmpProperty(xmp, iptcExt, "AIPromptInformation")).toBe("a red boat");
});

test("says what a model did that was told nothing, and names no prompt", () => {
  const xmp = buildXmp({ ...trained, prompt: "Upscale 2×", isPrompted: false }, createdAt);
  expect(xmpProperty(xmp, dublinCore, "description")).toBe("Upscale 2×");
  expect(xmpProperty(xmp, iptcExt, "AISystemUsed")).toBe("Flux Dev");
  expect(xmpProperty(xmp, iptcExt, "AIPromptInformation")).toBeNull();
});

test("does not call the built-in painter an AI system", () => {
  const xmp = buildXmp({ ...trained, source: "algorithmicMedia", model: "Painter" }, createdAt);
  expect(xmpProperty(xmp, iptcExt, "AISystemUsed")).toBeNull();
  expect(xmpProperty(xmp, iptcExt, "AIPromptInformation")).toBeNull();
  expect(xmpProperty(xmp, xmpBasic, "CreatorTool")).toBe("Easel (Painter)");
});

test("describes every picture by its prompt, tool and creation date", () => {
  const xmp = buildXmp(trained, createdAt);
  expect(xmpProperty(xmp, dublinCore, "description")).toBe("a red boat");
  expect(xmpProperty(xmp, xmpBasic, "CreatorTool")).toBe("Easel (Flux Dev)");
  expect(xmpProperty(xmp, xmpBasic, "CreateDate")).toBe("2026-11-23T10:00:00.000Z");
  expect(xmpProperty(buildXmp(trained, null), xmpBasic, "CreateDate")).toBeNull();
});

const prompts = {
  "markup and entities": [
    '</rdf:li><x a="\'">&amp; ]]> <!-- ',
    '</rdf:li><x a="\'">&amp; ]]> <!-- ',
  ],
  "the end of the packet": ['<?xpacket end="w"?>', '<?xpacket end="w"?>'],
  "control characters": ["a\u0000b\u0008c\u001bd\u0085e", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe"],
  "tabs and line ends": ["a\tb\r\nc\rd\ne", "a\tb\nc\nd\ne"],
  "half surrogate pairs": ["a\uD800b\uDC00", "a\uFFFDb\uFFFD"],
  noncharacters: ["a\uFFFEb\uFFFF", "a\uFFFDb\uFFFD"],
  "every script": ["Häuser 屋根 🏠 \u202Eבית", "Häuser 屋根 🏠 \u202Eבית"],
  nothing: ["", ""],
} as const;

test.for(Object.entries(prompts))("carries a prompt with %s", ([, [prompt, read]]) => {
  const xmp = buildXmp({ ...trained, prompt }, createdAt);
  expect(xmpProperty(xmp, dublinCore, "description")).toBe(read);
  expect(xmpProperty(xmp, iptcExt, "AIPromptInformation")).toBe(read);
});

test.each(["png", "jpeg", "webp"] as const)(
  "the mark of a stored %s is read again, with the AI system's name",
  async (format) => {
    const xmp = buildXmp({ ...trained, model: "Flux <Dev> & more" }, createdAt);
    const bytes = await noisyPicture(16, 16).toFormat(format).toBuffer();
    const { original } = await ingestImage(bytes, xmp);
    const mark = { source: "trainedAlgorithmicMedia", aiSystem: "Flux <Dev> & more" };
    expect(readMark(original)).toEqual(mark);
    expect(readMark(bytes)).toBeNull();
  },
);

test("what is changed by a program stays the work of the AI system that made it, and gets no prompt of it", () => {
  const marks = { ...trained, model: "Retouch", aiSystem: "Flux Dev", prompt: "warmer" };
  const xmp = buildXmp(marks, createdAt);
  expect(xmpProperty(xmp, iptcExt, "AISystemUsed")).toBe("Flux Dev");
  expect(xmpProperty(xmp, iptcExt, "AIPromptInformation")).toBeNull();
  expect(xmpProperty(xmp, xmpBasic, "CreatorTool")).toBe("Easel (Retouch)");
  const own = buildXmp({ ...marks, source: "algorithmicallyEnhanced" }, createdAt);
  expect(xmpProperty(own, iptcExt, "AISystemUsed")).toBeNull();
});

test.for(["&", "屋", "🏠"])(
  "fits the one segment of a JPEG with a prompt of 20,000 %s",
  async (character) => {
    const xmp = buildXmp({ ...trained, prompt: character.repeat(20_000) }, createdAt);
    const { original } = await ingestImage(await noisyPicture(16, 16).jpeg().toBuffer(), xmp);
    const read = xmpProperty(await readXmp(original), dublinCore, "description");
    expect(read).toBe(`${character.repeat(4999)}…`);
  },
);
