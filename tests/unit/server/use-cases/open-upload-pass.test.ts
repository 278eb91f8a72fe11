import { expect, test } from "vitest";
import { AppError } from "~/.server/errors";
import { createTurns } from "~/.server/media/turns";
import type { Viewer } from "~/domain/viewer";
import { openUploadPass } from "~/.server/use-cases/open-upload-pass";

function startWorld(limit = Infinity) {
  const counted: string[] = [];
  const takeRateLimit = async (bucket: string, whose: string) => {
    if (counted.length >= limit) throw new AppError("rate_limited");
    counted.push(`${bucket}:${whose}`);
  };
  const deps = {
    accounts: {
      takeRateLimit,
      takePersonLimit: (bucket: string, { userId }: Viewer) => takeRateLimit(bucket, userId),
    },
    comingTurns: createTurns({ atOnce: 3, perPerson: 2, retryAfterSeconds: 5 }),
    uploadTurns: createTurns({ atOnce: 1, perPerson: 2, retryAfterSeconds: 5 }),
  };
  const open = (userId: string | null, address = "192.0.2.0/24") =>
    openUploadPass(deps, { viewer: userId === null ? null : viewerOf(userId), address });
  return { open, counted };
}

const viewerOf = (userId: string): Viewer => ({
  ...{ userId, sessionId: "s", email: `${userId}@example.org`, accessToken: "t" },
});

const busy = { code: "rate_limited", facts: { retryAfterSeconds: 5 } };

test("a person brings files in two requests at once, and in another one once the first has ended", async () => {
  const { open } = startWorld();
  const [first, second, third] = [open("ann"), open("ann"), open("ann")];
  await first.begin();
  await second.admit();
  await expect(third.admit()).rejects.toMatchObject(busy);
  third.end();
  await expect(open("ann").begin()).rejects.toMatchObject(busy);
  first.end();
  await third.admit();
});

test("visitors share what their address may bring, and everybody what this process bears", async () => {
  const { open } = startWorld();
  await open(null).admit();
  await open(null).admit();
  await expect(open(null).admit()).rejects.toMatchObject(busy);
  await open(null, "198.51.100.0/24").admit();
  await expect(open("ann").admit()).rejects.toMatchObject(busy);
});

test("a request takes one turn, and each of its files counts once in the hour", async () => {
  const { open, counted } = startWorld(3);
  const pass = open("ann");
  await pass.begin();
  await pass.admit();
  await pass.admit();
  expect(counted).toEqual(["upload:ann", "upload:ann"]);
  await open("ann").admit();
  await expect(pass.admit()).rejects.toMatchObject({ code: "rate_limited" });
});

test("what comes in slowly keeps nobody from what is there already", async () => {
  const { open } = startWorld();
  const [slow, quick, next] = [open("ann"), open("bea"), open("cyd")];
  await slow.admit();
  await quick.admit();
  await quick.arrive();
  await next.admit();
  await expect(next.arrive()).rejects.toMatchObject(busy);
  quick.end();
  await next.arrive();
  slow.end();
});

test("what has come in makes room for more, and so does who may bring no more in this hour", async () => {
  const { open } = startWorld(2);
  const here = open("ann");
  await here.admit();
  await here.arrive();
  await open("ann").admit();
  const refused = () => open("ann").begin();
  for (const code of ["rate_limited", "rate_limited"])
    await expect(refused()).rejects.toMatchObject({ code, facts: {} });
  here.end();
});
