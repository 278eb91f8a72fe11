import { expect, test, vi } from "vitest";
import { z } from "zod";
import { parseForm, readForm, type FormLimits } from "~/.server/http/parse-form";

const schema = z.object({ name: z.string().min(2), count: z.coerce.number().int().optional() });

test("a good form gives its values, converted", async () => {
  const submission = await parseForm(form("name=Ada&count=2"), schema);
  expect(submission).toMatchObject({ status: "success", value: { name: "Ada", count: 2 } });
});

test("a refused form names the fields and keeps what was typed", async () => {
  const submission = await parseForm(form("name=A&count=many"), schema);
  expect(submission.status).toBe("error");
  expect(submission.reply()).toMatchObject({ initialValue: { name: "A", count: "many" } });
  expect(Object.keys(submission.reply().error ?? {})).toEqual(["name", "count"]);
});

test.each([
  ["a repeated field", "name=a&name=b", {}],
  ["NUL in a name", "na%00me=a", {}],
  ["a constructor", "constructor.x=1", {}],
  ["an order for the form's library", '__intent__={"type":"reset","payload":{}}', {}],
  ["what is no order", "__intent__=x", {}],
  ["a state for the form's library", "__state__=x", {}],
  ["over 100 fields", Array.from({ length: 101 }, (_, index) => `f${index}=1`).join("&"), {}],
  ["over 100,000 characters in one field", `name=${"x".repeat(100_001)}`, {}],
])("%s is malformed", async (_what, body, limits: FormLimits) => {
  await expect(readForm(form(body), limits)).rejects.toMatchObject({ code: "invalid_input" });
});

test.each(["list[999]", "[999]", "name.first", "a.b.c", "list[]"])(
  "a field that would become a list or an object is as if it were not there: %#",
  async (name) => {
    const body = new URLSearchParams([
      ["name", "A"],
      [name, "x"],
    ]);
    const submission = await parseForm(form(body.toString()), schema);
    expect(submission.payload).toEqual({ name: "A" });
    expect(submission.reply()).toMatchObject({ initialValue: { name: "A" }, fields: ["name"] });
  },
);

test("what has too many fields is read no further, and never parsed", async () => {
  const parse = vi.spyOn(Response.prototype, "formData");
  let pulls = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        pulls += 1;
        controller.enqueue(Buffer.from("a&a&a&a&a&".repeat(4)));
      },
    },
    { highWaterMark: 0 },
  );
  await expect(readForm(form(body))).rejects.toMatchObject({ code: "invalid_input" });
  expect(pulls).toBe(5);
  expect(parse).not.toHaveBeenCalled();
  parse.mockRestore();
});

test.each(["application/json", "text/plain", "", "application/x-www-form-urlencodedx"])(
  "a body of type %j is no form",
  async (type) => {
    await expect(readForm(form("name=a", type))).rejects.toMatchObject({
      code: "unsupported_media",
    });
  },
);

test("fields that may repeat are let through, files are not", async () => {
  const repeated = await readForm(form("tag=a&tag=b"), { repeatedFields: ["tag"] });
  expect(repeated.getAll("tag")).toEqual(["a", "b"]);
  const body = new FormData();
  body.set("file", new File(["x"], "x.png"));
  const request = new Request("http://easel.test", { method: "POST", body });
  await expect(readForm(request)).rejects.toMatchObject({ code: "invalid_input" });
});

test("NUL in a text is left to the schema, so that the form comes back with what was typed", async () => {
  expect((await readForm(form("name=a%00lake"))).get("name")).toBe("a\0lake");
});

test("half a character in a multipart field is replaced before it is stored", async () => {
  const head = '--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n';
  const body = Buffer.concat([
    Buffer.from(head),
    Buffer.from([0xed, 0xa0, 0x80]),
    Buffer.from("\r\n--b--\r\n"),
  ]);
  const sent = form(body, "multipart/form-data; boundary=b");
  expect(String((await readForm(sent)).get("name")).isWellFormed()).toBe(true);
});

function form(body: BodyInit, type = "application/x-www-form-urlencoded"): Request {
  return new Request("http://easel.test", {
    method: "POST",
    headers: { "content-type": type },
    body,
    duplex: "half",
  } as RequestInit);
}
