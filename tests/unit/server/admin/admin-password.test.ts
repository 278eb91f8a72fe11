import { TOTP, Secret } from "otpauth";
import { expect, test } from "vitest";
import { hashPassword, makePassword } from "~/.server/admin/admin-password";
import { readAdminPassword } from "~/.server/admin/read-admin-password";
import { enterAdmin } from "~/.server/use-cases/enter-admin";

const totpSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const nothing = { adminPassword: null, adminPasswordHash: null, adminTotpSecret: null };
const rest = { ...nothing, readKeptHash: async () => null, secretKey: "sb_secret_0123456789" };

test("a password that is made is long, and its hash holds for it alone", async () => {
  const password = makePassword();
  expect(password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  const hash = await hashPassword(password);
  expect(hash).toMatch(/^scrypt:131072:8:1:/);
  const credential = await readAdminPassword({ ...rest, adminPasswordHash: hash }).read();
  expect(await credential?.matches(password)).toBe(true);
  expect(await credential?.matches(`${password} `)).toBe(false);
});

test("what the environment says counts before what is kept, and another password has another mark", async () => {
  const kept = { ...rest, readKeptHash: async () => await hashPassword("kept by the database") };
  const plain = await readAdminPassword({ ...kept, adminPassword: "tulip-harbour-49" }).read();
  expect(await plain?.matches("tulip-harbour-49")).toBe(true);
  expect(await plain?.matches("kept by the database")).toBe(false);
  const other = await readAdminPassword({ ...kept, adminPassword: "tulip-harbour-50" }).read();
  expect(other?.mark).not.toBe(plain?.mark);
  expect(await readAdminPassword(rest).read()).toBeNull();
});

test("with a second factor the right password alone does not let in, nor does a code of another key", async () => {
  const adminPassword = readAdminPassword({
    ...rest,
    adminPassword: "tulip-harbour-49",
    adminTotpSecret: totpSecret,
  });
  const outcomes: string[] = [];
  const steps: (number | null)[] = [];
  const adminSessions = {
    begin: async () => ({ bucket: "admin:here", deviceId: null }),
    refuse: async (_name: string, _place: object, outcome: string) => void outcomes.push(outcome),
    open: async (_session: string, { codeStep }: { codeStep: number | null }) => {
      const isNew = !steps.includes(codeStep);
      steps.push(codeStep);
      return isNew;
    },
  };
  const enter = (code: string, password = "tulip-harbour-49") =>
    enterAdmin(
      { adminPassword, adminSessions },
      { name: "Grace", password, code },
      { address: "192.0.2.0/24", deviceIds: [] },
      { opened: "a".repeat(64), replaced: null },
    );
  const totp = new TOTP({ secret: Secret.fromBase32(totpSecret) });
  const code = totp.generate();
  // No code of this minute.
  const near = [-60, -30, 0, 30, 60].map((seconds) =>
    totp.generate({ timestamp: Date.now() + seconds * 1000 }),
  );
  const wrong = ["000000", "111111", "222222", "333333", "444444", "555555"].find(
    (each) => !near.includes(each),
  )!;
  await expect(enter("")).rejects.toMatchObject({ code: "wrong_credentials" });
  await expect(enter(wrong)).rejects.toMatchObject({ fields: { code: [expect.any(String)] } });
  await expect(enter(code, "tulip-harbour-50")).rejects.toMatchObject({
    fields: { password: [expect.any(String)] },
  });
  expect(await enter(`${code.slice(0, 3)} ${code.slice(3)}`)).toHaveLength(1);
  // The same code once more, as whoever looked over a shoulder has it.
  await expect(enter(code)).rejects.toMatchObject({ fields: { code: [expect.any(String)] } });
  expect(outcomes).toEqual(["wrong_code", "wrong_code", "wrong_password", "wrong_code"]);
});
