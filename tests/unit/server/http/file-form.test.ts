import { expect, test, vi } from "vitest";
import { readFileForm } from "~/.server/http/file-form";

const boundary = "----seam";
const limits = { fields: ["upload", "mask"], maxBytes: 100_000 };

interface Part {
  name: string;
  body: string | Uint8Array;
  fileName?: string;
}

function bodyOf(parts: readonly Part[], end = `--${boundary}--\r\n`): Buffer {
  const pieces = parts.flatMap(({ name, body, fileName }) => [
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`,
    fileName === undefined ? "" : `; filename="${fileName}"\r\nContent-Type: image/png`,
    "\r\n\r\n",
    body,
    "\r\n",
  ]);
  return Buffer.concat([...pieces, end].map((piece) => Buffer.from(piece)));
}

/** The body comes in pieces of that many bytes. */
function requestOf(
  body: Buffer,
  pieceBytes = 1000,
  type = `multipart/form-data; boundary=${boundary}`,
) {
  let at = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= body.length) return controller.close();
      controller.enqueue(body.subarray(at, at + pieceBytes));
      at += pieceBytes;
    },
  });
  const init = { method: "POST", body: stream, duplex: "half", headers: { "content-type": type } };
  return new Request("http://easel.test/edit", init as RequestInit);
}

const read = async (parts: readonly Part[], pieceBytes?: number) => {
  const { form, files } = await readFileForm(requestOf(bodyOf(parts), pieceBytes), limits);
  return { form, file: files.get("upload"), mask: files.get("mask") };
};
const picture = Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 31) % 256));
const prompt = { name: "prompt", body: "Make it winter ❄" };

test.each([7, 1000, 1_000_000])(
  "gives words and file, in pieces of %d bytes",
  async (pieceBytes) => {
    const { form, file } = await read(
      [{ name: "upload", body: picture, fileName: "a.png" }, prompt],
      pieceBytes,
    );
    expect([...form]).toEqual([["prompt", "Make it winter ❄"]]);
    expect(file).toMatchObject({ sizeBytes: 50_000, isTooLarge: false });
    expect((await file?.read())?.equals(picture)).toBe(true);
    await file?.close();
  },
);

test("a field without a choice is no file, and a chosen file of no bytes is one", async () => {
  const none = { name: "upload", body: "", fileName: "" };
  expect((await read([none, prompt])).file).toBeUndefined();
  const { file } = await read([{ ...none, fileName: "a.png" }, prompt]);
  expect(file?.sizeBytes).toBe(0);
  await file?.close();
});

test.each(["../../x", "x".repeat(300), "a\u202egnp.exe", "%0d%0aSet-Cookie: a=b"])(
  "does not look at the name %j",
  async (fileName) => {
    const { file } = await read([{ name: "upload", body: picture, fileName }]);
    expect(file?.sizeBytes).toBe(50_000);
    await file?.close();
  },
);

test("takes a file in each of its fields", async () => {
  const mask = { name: "mask", body: picture.subarray(0, 9), fileName: "m.png" };
  const given = await read([{ name: "upload", body: picture, fileName: "a.png" }, mask]);
  expect([given.file?.sizeBytes, given.mask?.sizeBytes]).toEqual([50_000, 9]);
  await Promise.all([given.file?.close(), given.mask?.close()]);
});

test("drops what is over the limit, and still gives the words", async () => {
  const body = Buffer.alloc(300_000, 1);
  const { form, file } = await read([{ name: "upload", body, fileName: "a.png" }, prompt]);
  expect(file).toMatchObject({ sizeBytes: 100_000, isTooLarge: true });
  expect(form.get("prompt")).toBe("Make it winter ❄");
  await file?.close();
});

const file = { name: "upload", body: picture, fileName: "a.png" };
test.each<[string, readonly Part[]]>([
  ["two files", [file, file]],
  ["a file in another field", [{ ...file, name: "prompt" }]],
  ["a field twice", [prompt, prompt]],
  ["101 fields", Array.from({ length: 101 }, (_, at) => ({ name: `a${at}`, body: "" }))],
  ["a text of over 100,000 characters", [{ name: "prompt", body: "a".repeat(100_001) }]],
  ["a name that is reserved", [{ name: "__proto__", body: "" }]],
])("refuses %s", async (_what, parts) => {
  await expect(read(parts)).rejects.toMatchObject({ code: "invalid_input" });
});

test("refuses more text than all fields may have", async () => {
  const parts = Array.from({ length: 11 }, (_, at) => ({
    name: `a${at}`,
    body: "a".repeat(99_000),
  }));
  await expect(read(parts)).rejects.toMatchObject({ code: "too_large" });
});

test.each([
  ["ends early", bodyOf([file], "").subarray(0, 30_000), undefined, "invalid_input"],
  [
    "has another boundary",
    bodyOf([prompt]),
    "multipart/form-data; boundary=other",
    "invalid_input",
  ],
  ["names no boundary", bodyOf([prompt]), "multipart/form-data", "unsupported_media"],
  ["is JSON", Buffer.from("{}"), "application/json", "unsupported_media"],
])("refuses a body that %s", async (_what, body, type, code) => {
  const reading = readFileForm(requestOf(body, 1000, type), limits);
  await expect(reading).rejects.toMatchObject({ code });
});

test("reads a form without parts as ever", async () => {
  const body = Buffer.from("prompt=winter");
  const request = requestOf(body, 1000, "application/x-www-form-urlencoded");
  const { form, files } = await readFileForm(request, limits);
  expect([...form]).toEqual([["prompt", "winter"]]);
  expect(files.size).toBe(0);
});

test.each([7000, 1_000_000])(
  "says that there is no room when a file cannot be put down, in pieces of %d bytes",
  async (pieceBytes) => {
    vi.stubEnv("TMPDIR", "/nowhere at all");
    const parts = [{ name: "upload", body: Buffer.alloc(90_000, 7), fileName: "a.png" }, prompt];
    await expect(read(parts, pieceBytes)).rejects.toMatchObject({ code: "unavailable" });
  },
);
