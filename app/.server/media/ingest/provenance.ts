import type { AdoptedMarks } from "~/domain/adopted-media";
import { digitalSourceTypes, type DigitalSourceType, type SourceMark } from "~/domain/media";
import type { ProvenanceMarks } from "../vault-port";

const sourceTypeBase = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/** A JPEG holds its XMP in one 64 kB segment: 5,000 characters, at most 5 bytes each (`&amp;`), written twice, fit. */
const maxPromptCharacters = 5000;
const maxModelCharacters = 200;

/**
 * The XMP packet that every stored file carries: IPTC Digital Source Type, prompt, model and tool. A trained model is
 * named in the AI properties of IPTC Photo Metadata 2025.1; what Easel paints or changes by itself is not, since it is
 * no AI system: there the one stays named that the picture was by. `createdAt` null leaves the creation date out. Text
 * that XML cannot hold is replaced, text that is too long is cut.
 */
export function buildXmp(marks: ProvenanceMarks, createdAt: Date | null): string {
  const prompt = xmlText(marks.prompt, maxPromptCharacters);
  const model = xmlText(marks.model, maxModelCharacters);
  const properties = [
    `<Iptc4xmpExt:DigitalSourceType>${sourceTypeBase}${marks.source}</Iptc4xmpExt:DigitalSourceType>`,
    ...aiProperties(marks, prompt, model),
    `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${prompt}</rdf:li></rdf:Alt></dc:description>`,
    `<xmp:CreatorTool>Easel (${model})</xmp:CreatorTool>`,
    ...(createdAt ? [`<xmp:CreateDate>${createdAt.toISOString()}</xmp:CreateDate>`] : []),
  ];
  return packet(properties.join("\n"));
}

function aiProperties(
  { source, aiSystem, isPrompted = true }: ProvenanceMarks,
  prompt: string,
  model: string,
): string[] {
  if (source === "algorithmicMedia" || source === "algorithmicallyEnhanced") return [];
  if (aiSystem) {
    const system = xmlText(aiSystem, maxModelCharacters);
    return [`<Iptc4xmpExt:AISystemUsed>${system}</Iptc4xmpExt:AISystemUsed>`];
  }
  return [
    `<Iptc4xmpExt:AISystemUsed>${model}</Iptc4xmpExt:AISystemUsed>`,
    ...(isPrompted
      ? [`<Iptc4xmpExt:AIPromptInformation>${prompt}</Iptc4xmpExt:AIPromptInformation>`]
      : []),
  ];
}

/** The mark in a stored file, as `buildXmp` writes it; null where there is none. */
export function readMark(stored: Uint8Array): SourceMark | null {
  const bytes = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  const from = bytes.indexOf("<?xpacket begin=");
  const to = from < 0 ? -1 : bytes.indexOf("<?xpacket end=", from);
  if (to < 0) return null;
  const text = bytes.toString("utf8", from, to);
  const name = /<Iptc4xmpExt:DigitalSourceType>[^<]*\/(\w+)</.exec(text)?.[1];
  const source = digitalSourceTypes.find((type) => type === name);
  const system = /<Iptc4xmpExt:AISystemUsed>([^<]*)</.exec(text)?.[1];
  return source ? { source, aiSystem: system === undefined ? null : plainText(system) } : null;
}

/** The XMP packet in a file, as it stands there; null where there is none. */
export function findPacket(bytes: Buffer): string | null {
  const from = bytes.indexOf("<?xpacket begin=");
  const end = '<?xpacket end="w"?>';
  const to = from < 0 ? -1 : bytes.indexOf(end, from);
  return to < 0 ? null : bytes.toString("utf8", from, to + end.length);
}

const textIn = (packet: string, pattern: RegExp): string | undefined => {
  const text = pattern.exec(packet)?.[1];
  return text === undefined ? undefined : plainText(text);
};

/** What a packet says that `buildXmp` has written, to the letter; null for any other. */
function readOwnPacket(packet: string): { source: DigitalSourceType } | null {
  const name = textIn(packet, /DigitalSourceType>[^<]*\/(\w+)</);
  const source = digitalSourceTypes.find((type) => type === name);
  const prompt = textIn(packet, /<rdf:li xml:lang="x-default">([^<]*)</);
  const model = textIn(packet, /<xmp:CreatorTool>Easel \(([^<]*)\)</);
  if (!source || prompt === undefined || model === undefined) return null;
  const system = textIn(packet, /<Iptc4xmpExt:AISystemUsed>([^<]*)</);
  const created = textIn(packet, /<xmp:CreateDate>([^<]*)</);
  const at = created === undefined ? null : new Date(created);
  if (at && Number.isNaN(at.getTime())) return null;
  const isPrompted = packet.includes("<Iptc4xmpExt:AIPromptInformation>");
  const marks = { source, prompt, model, isPrompted };
  const ways = [marks, ...(system === undefined ? [] : [{ ...marks, aiSystem: system }])];
  return ways.some((way) => buildXmp(way, at) === packet) ? { source } : null;
}

/** How a program marks what it has made, wherever that stands in a file: IPTC's names are all at one address. */
const foreignMark = /digitalsourcetype\/(\w+)/;

/**
 * The mark that a file of another Easel goes on with: its own, to the letter, where that is one that Easel writes; else
 * one anew, of what the file itself says of how it came to be, and only then of what is `said` of it. Null: nobody says
 * that a program has made it.
 */
export function markToKeep(
  bytes: Buffer,
  said: AdoptedMarks | null,
): { xmp: string; source: DigitalSourceType } | null {
  const packet = findPacket(bytes);
  const own = packet === null ? null : readOwnPacket(packet);
  if (packet !== null && own) return { xmp: packet, ...own };
  const at = bytes.indexOf("digitalsourcetype/");
  const name = at < 0 ? null : foreignMark.exec(bytes.toString("latin1", at, at + 100))?.[1];
  const found = digitalSourceTypes.find((type) => type === name);
  if (!found && !said) return null;
  const source = found ?? said?.source ?? "trainedAlgorithmicMedia";
  const { createdAt = null, ...marks } = said ?? {
    prompt: "",
    model: "another program",
    isPrompted: false,
  };
  return { xmp: buildXmp({ ...marks, source }, createdAt), source };
}

const signs: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&" };
const plainText = (xml: string) =>
  xml.replaceAll(/&(lt|gt|amp);/g, (whole, sign: string) => signs[sign] ?? whole);

function packet(properties: string): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
${properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`;
}

/** XML 1.0 (section 2.2) has no way to write most control characters, U+FFFE, U+FFFF or half a surrogate pair. */
const notInXml = /(?![\t\n])[\p{Cc}\uFFFE\uFFFF]/gu;

function xmlText(text: string, maxCharacters: number): string {
  const legal = text.toWellFormed().replace(/\r\n?/g, "\n").replace(notInXml, "\uFFFD");
  const characters = Array.from(legal);
  const cut =
    characters.length > maxCharacters
      ? `${characters.slice(0, maxCharacters - 1).join("")}…`
      : legal;
  return cut.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
