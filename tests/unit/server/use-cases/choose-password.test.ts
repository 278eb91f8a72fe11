import { expect, test } from "vitest";
import type { OwnerProof } from "~/.server/auth/port";
import { AppError } from "~/.server/errors";
import { choosePassword, type ChoosePasswordDeps } from "~/.server/use-cases/choose-password";

const viewer = { userId: "ada", sessionId: "s", email: "ada@example.org", accessToken: "t" };
const device = { agent: "A browser", address: "192.0.2.0/24", ids: ["before"] };
const chosen = { password: "a quite new password", current: undefined };

const usual: OwnerProof = { needs: "password", openedBy: "password" };
const byLink = (openedBy: OwnerProof["openedBy"]): OwnerProof => ({ needs: "nothing", openedBy });

function depsWith({ proof = usual, refused = null as string | null } = {}) {
  const told: unknown[] = [];
  const deps = {
    auth: {
      changePassword: async (change: unknown) => {
        told.push({ change });
        if (refused) throw new AppError(refused === "wrong" ? "wrong_credentials" : "unavailable");
        return viewer;
      },
    },
    signInGuard: {
      begin: async (email: string) => {
        told.push({ begun: email });
        return { discard: async () => void told.push("called off") };
      },
      resetPlaces: async () => ({ ids: ["after"], isNew: false }),
    },
    sessions: { ownerProof: async () => proof },
    pages: { account: async () => ({ name: "Ada Lovelace" }) },
    refuseWeakPassword: async (password: string, { name }: { name: string }) => {
      if (password === "password1" || password === name)
        throw new AppError("invalid_input", { fields: { password: ["Too common."] } });
    },
    notices: {
      newPassword: async (to: string, where: unknown) => void told.push({ to, where }),
    },
  } as unknown as ChoosePasswordDeps;
  return { deps, told };
}

const fieldsOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.catch((reason: unknown) => reason);
  return error instanceof AppError ? error.fields : error;
};

test("needs the current password, and mails a notice", async () => {
  const { deps, told } = depsWith();
  const passwords = { ...chosen, current: "the old one" };
  const done = { outcome: "signed_in", ids: ["after"] };
  expect(await choosePassword(deps, viewer, passwords, device)).toEqual(done);
  expect(told).toEqual([
    { begun: "ada@example.org" },
    { change: { password: "a quite new password", current: "the old one" } },
    { to: "ada@example.org", where: device },
  ]);
});

test("asks for the current password where it is left out, before anything else", async () => {
  const { deps, told } = depsWith();
  expect(await fieldsOf(choosePassword(deps, viewer, chosen, device))).toEqual({
    currentPassword: ["Enter your current password."],
  });
  expect(told).toEqual([]);
});

test("needs no current password from who came by a fresh link", async () => {
  const { deps, told } = depsWith({ proof: byLink("recovery") });
  await choosePassword(deps, viewer, chosen, device);
  expect(told[0]).toEqual({ change: { password: "a quite new password", current: null } });
});

test("says which of the two passwords is not right, and mails nothing", async () => {
  const { deps, told } = depsWith({ refused: "wrong" });
  const passwords = { ...chosen, current: "not the old one" };
  expect(await fieldsOf(choosePassword(deps, viewer, passwords, device))).toEqual({
    currentPassword: ["That isn't your current password."],
  });
  const weak = { password: "password1", current: "the old one" };
  expect(await fieldsOf(choosePassword(deps, viewer, weak, device))).toEqual({
    password: ["Too common."],
  });
  const own = { password: "Ada Lovelace", current: "the old one" };
  expect(await fieldsOf(choosePassword(deps, viewer, own, device))).toEqual({
    password: ["Too common."],
  });
  expect(told).toHaveLength(2);
});

test("counts a wrong password against whoever guesses it, and trouble against nobody", async () => {
  const passwords = { ...chosen, current: "not the old one" };
  const wrong = depsWith({ refused: "wrong" });
  await choosePassword(wrong.deps, viewer, passwords, device).catch(() => null);
  expect(wrong.told).not.toContain("called off");
  const down = depsWith({ refused: "down" });
  await choosePassword(down.deps, viewer, passwords, device).catch(() => null);
  expect(down.told).toContain("called off");
});

test("mails no notice of the first password, which whoever confirms an address chooses", async () => {
  const { deps, told } = depsWith({ proof: byLink("signup") });
  await choosePassword(deps, viewer, chosen, device);
  expect(told).toEqual([{ change: { password: "a quite new password", current: null } }]);
});
