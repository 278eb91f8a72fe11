import type { ProvenanceMarks } from "../port";

const sourceTypeBase = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/** A JPEG holds its XMP in one 64 kB segment: 5,000 characters, at most 5 bytes each (`&amp;`), written twice, fit. */
const maxPromptCharacters = 5000;
const maxModelCharacters = 200;

/**
 * The XMP packet that every stored file carries: IPTC Digital Source Type, prompt, model and tool. A trained model is
 * named in the AI properties of IPTC Photo Metadata 2025.1; what Easel paints by itself is not, since it is no AI
 * system. `createdAt` null leaves the creation date out. Text that XML cannot hold is replaced, text that is too long
 * is cut.
 */
export function buildXmp(marks: ProvenanceMarks, createdAt: Date | null): string {
  const prompt = xmlText(marks.prompt, maxPromptCharacters);
  const model = xmlText(marks.model, maxModelCharacters);
  const properties = [
    `<Iptc4xmpExt:DigitalSourceType>${sourceTypeBase}${marks.source}</Iptc4xmpExt:DigitalSourceType>`,
    ...(marks.source === "algorithmicMedia" ? [] : aiProperties(prompt, model)),
    `<dc:description><rdf:Alt><rdf:li xml:lang="x-default">${prompt}</rdf:li></rdf:Alt></dc:description>`,
    `<xmp:CreatorTool>Easel (${model})</xmp:CreatorTool>`,
    ...(createdAt ? [`<xmp:CreateDate>${createdAt.toISOString()}</xmp:CreateDate>`] : []),
  ];
  return packet(properties.join("\n"));
}

function aiProperties(prompt: string, model: string): string[] {
  return [
    `<Iptc4xmpExt:AISystemUsed>${model}</Iptc4xmpExt:AISystemUsed>`,
    `<Iptc4xmpExt:AIPromptInformation>${prompt}</Iptc4xmpExt:AIPromptInformation>`,
  ];
}

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
