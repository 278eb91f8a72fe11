import { expect, test, vi } from "vitest";
import { AppError } from "~/.server/errors";
import { readFileForm } from "~/.server/http/file-form";

const boundary = "----seam";
const admission = { begin: async () => {}, admit: async () => {}, arrive: async () => {} };
const limits = { fields: ["upload", "mask"], maxBytes: 100_000, admission };

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
    expect((await file?.read())?.piece(0, 50_000).equals(picture)).toBe(true);
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

const refusal = new AppError("rate_limited", { facts: { retryAfterSeconds: 5 } });
const refusing = { ...admission, admit: () => Promise.reject(refusal) };

test("a file that is not admitted is dropped, with the words before and behind it kept", async () => {
  // What is put down would fail.
  vi.stubEnv("TMPDIR", "/nowhere at all");
  const seed = { name: "seed", body: "7" };
  const parts = [seed, file, { ...file, name: "mask", fileName: "" }, prompt];
  const request = requestOf(bodyOf(parts));
  const { form, files, refused } = await readFileForm(request, { ...limits, admission: refusing });
  expect([...form]).toEqual([
    ["seed", "7"],
    ["prompt", "Make it winter ❄"],
  ]);
  expect([refused, files.size]).toEqual([refusal, 0]);
});

test("what was admitted before stays", async () => {
  let left = 1;
  const admit = async () => {
    left -= 1;
    if (left < 0) throw refusal;
  };
  const parts = [file, { ...file, name: "mask" }, prompt];
  const options = { ...limits, admission: { ...admission, admit } };
  const { form, files, refused, close } = await readFileForm(requestOf(bodyOf(parts)), options);
  expect([[...files.keys()], refused, form.has("prompt")]).toEqual([["upload"], refusal, true]);
  expect((await files.get("upload")?.read())?.piece(0, 50_000).equals(picture)).toBe(true);
  await close();
});

/** A body whose sender then waits for an answer. */
function unfinished(body: Buffer, headers: Record<string, string> = {}) {
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => (body.length > 0 ? controller.enqueue(body) : undefined),
  });
  const type = { "content-type": `multipart/form-data; boundary=${boundary}`, ...headers };
  const init = { method: "POST", body: stream, duplex: "half", headers: type };
  return new Request("http://easel.test/edit", init as RequestInit);
}

const never = 3_600_000;

test("words are waited for behind a refused file while it comes, and no longer than that", async () => {
  const begun = bodyOf([prompt, file], "").subarray(0, 1000);
  const patience = { wholeMs: never, pieceMs: 20 };
  const options = { ...limits, admission: refusing, patience };
  const { form, refused } = await readFileForm(unfinished(begun), options);
  expect([form.get("prompt"), refused]).toEqual(["Make it winter ❄", refusal]);
});

test("who may bring nothing is refused before anything comes of what must be a file by its length", async () => {
  const begin = () => Promise.reject(refusal);
  const options = {
    ...{ ...limits, admission: { ...admission, begin } },
    patience: { wholeMs: 20, pieceMs: never },
  };
  const long = { "content-length": "19000000" };
  const { form, refused } = await readFileForm(unfinished(Buffer.alloc(0), long), options);
  expect([[...form], refused]).toEqual([[], refusal]);
});

test("whoever goes on sending a refused file is waited for, and each piece begins the wait anew", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const sent = requestOf(bodyOf([file, prompt]), 5000);
  const reader = sent.body?.getReader();
  // Eleven pieces, four seconds apart.
  const slow = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await vi.advanceTimersByTimeAsync(4000);
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const init = { method: "POST", headers: sent.headers, body: slow, duplex: "half" };
  const request = new Request(sent.url, init as RequestInit);
  const { form, refused } = await readFileForm(request, { ...limits, admission: refusing });
  vi.useRealTimers();
  expect([form.get("prompt"), refused]).toEqual(["Make it winter ❄", refusal]);
});

test("files that there is no turn for once they are there are dropped, with the words kept", async () => {
  const arrive = () => Promise.reject(refusal);
  const options = { ...limits, admission: { ...admission, arrive } };
  const { form, files, refused } = await readFileForm(requestOf(bodyOf([file, prompt])), options);
  expect([form.get("prompt"), files.size, refused]).toEqual(["Make it winter ❄", 0, refusal]);
});
