import { afterAll, expect, test } from "vitest";
import { studioFields } from "../integration/faults/site.ts";
import { readDeclaredAccess } from "../integration/sql/declared-access.ts";
import { openProject, type Asker, type Member } from "./project-browser.ts";
import type { Target } from "./target.ts";

/** PostgREST shows a partitioned table whole. */
const partitions = new Set(["images", "edited_images", "videos"]);

/**
 * What must hold on any Supabase project, seen from outside alone: through Easel's pages, the project's Data API and
 * its Auth. Whoever is made for it is deleted at the end.
 */
export function testProject(target: Target, origin: string): void {
  const project = openProject(target, origin);
  afterAll(() => project.leave());
  const { ask, member, signIn } = project;
  let two: Promise<readonly [Member, Member]> | null = null;
  /** Two people, the same for all tests; the first is about to make a picture, or has made one. */
  const people = () => (two ??= Promise.all([member(), member()]));

  const rowsOf = async (who: Asker, path: string): Promise<Record<string, unknown>[]> => {
    const { status, body } = await ask(who, "GET", path);
    expect([path, status]).toEqual([path, 200]);
    return body as Record<string, unknown>[];
  };
  const made = async (who: Member): Promise<string> => {
    expect(await who.browser.submit("/", studioFields())).toContain("/");
    await expect.poll(async () => (await ask(who, "GET", "media?select=id")).body).toHaveLength(1);
    const [image] = await rowsOf(who, "media?select=id");
    return String(image?.["id"]);
  };

  /** Whether any change of a table's rows is let through. */
  const canWrite = async (who: Asker, table: string, owner: string, id: string) => {
    const everything = `${table}?${owner}=not.is.null`;
    const answers = [
      await ask(who, "POST", table, { [owner]: id }),
      await ask(who, "PATCH", everything, { [owner]: id }),
      await ask(who, "DELETE", everything),
    ];
    return answers.some(({ status }) => status < 400);
  };

  test("Easel starts on the project and finds that everything works", async () => {
    const ready = async () => (await fetch(`${origin}/readyz`)).json();
    await expect
      .poll(ready)
      .toEqual({ checks: { database: true, queue: true, store: true, auth: true } });
  });

  test("a picture is made, charged once, and shown to its owner alone; the books agree", async () => {
    const [ann, bob] = await people();
    const [before] = await rowsOf(ann, "users?select=credits");
    const id = await made(ann);
    const paths = [`/image/${id}`, `/media/${id}/original`];
    for (const path of paths) {
      expect([path, (await ann.browser.send(path)).status]).toEqual([path, 200]);
      expect([path, (await bob.browser.send(path)).status]).toEqual([path, 404]);
    }
    expect(await (await ann.browser.send("/gallery")).text()).toContain(id);
    expect(await (await bob.browser.send("/gallery")).text()).not.toContain(id);

    const ledger = await rowsOf(ann, "credit_ledger?select=delta,balance_after,reason&order=seq");
    const charges = ledger.filter(({ reason }) => reason === "charge");
    expect(charges).toHaveLength(1);
    const [after] = await rowsOf(ann, "users?select=credits");
    expect(Number(after?.["credits"])).toBe(
      Number(before?.["credits"]) + Number(charges[0]?.["delta"]),
    );
    expect(Number(ledger.at(-1)?.["balance_after"])).toBe(Number(after?.["credits"]));
  });

  test("each table gives everybody through the Data API what the data model's page says, and lets nobody write", async () => {
    const [ann] = await people();
    for (const [name, outcomes] of readDeclaredAccess().relations) {
      const [schema, table = ""] = name.split(".");
      if (schema !== "public" || partitions.has(table)) continue;
      const owner = table === "users" ? "id" : "user_id";
      const found: Record<string, string> = {};
      for (const [caller, who] of [
        ["visitor", "visitor"],
        ["ann", ann],
        ["server", "server"],
      ] as const) {
        const { status, code, body } = await ask(who, "GET", `${table}?limit=1000`);
        const owners =
          status === 200 ? (body as Record<string, unknown>[]).map((row) => row[owner]) : [];
        const isOwn = who === ann && status === 200 && owners.every((each) => each === ann.id);
        found[caller] = code === "42501" ? "refused" : isOwn ? "own rows" : `${status}`;
        found[`${caller} writes`] = String(await canWrite(who, table, owner, ann.id));
      }
      expect([name, found]).toEqual([
        name,
        {
          visitor: outcomes.visitor,
          ann: outcomes.ann,
          server: outcomes.server === "all rows" ? "200" : outcomes.server,
          ...{ "visitor writes": "false", "ann writes": "false", "server writes": "false" },
        },
      ]);
    }
  });

  test("functions that move credits are refused to everybody but the server", async () => {
    const [ann] = await people();
    const calls = [
      [
        "adjust_credits",
        {
          p_admin_session: "x",
          p_user_id: ann.id,
          p_delta_credits: 5,
          p_reason: "r",
          p_idempotency_key: "k",
        },
      ],
      ["give_allowances", { p_limit: 1 }],
      ["check_invariants", { p_place: null, p_limit: 1 }],
    ] as const;
    for (const [name, args] of calls)
      for (const who of ["visitor", ann] as const)
        expect([name, (await ask(who, "POST", `rpc/${name}`, args)).code]).toEqual([name, "42501"]);
  });

  test("whatever must always hold holds for these accounts", async () => {
    const found: unknown[] = [];
    for (let place: string | null = null; ;) {
      const args: object = { p_place: place, p_limit: 1000 };
      const { status, body } = await ask("server", "POST", "rpc/check_invariants", args);
      expect(status).toBe(200);
      const step = body as { violations: unknown[]; next: string | null };
      found.push(...step.violations);
      place = step.next;
      if (place === null) break;
    }
    expect(found).toEqual([]);
  });

  test("signing out ends a session in the database itself: its cookies and its token are dead", async () => {
    const [ann] = await people();
    const out = await signIn(ann);
    const [token, cookies] = [out.token(), out.browser.cookies];
    expect(await rowsOf(out, "media?select=id")).toHaveLength(1);
    await out.browser.submit("/logout", {});
    out.browser.cookies = cookies;
    const { status, headers } = await out.browser.send("/account");
    expect([status, headers.get("location")]).toEqual([302, "/login?next=%2Faccount"]);
    for (const table of ["media", "users", "credit_ledger"])
      expect(await rowsOf({ ...out, token: () => token }, table)).toEqual([]);
    expect((await ann.browser.send("/account")).status).toBe(200);
  });

  test("a new password ends every other session", async () => {
    const [, bob] = await people();
    const phone = await signIn(bob);
    const stolen = bob.browser.cookies;
    const passwords = { currentPassword: bob.password, password: "a quite new lantern" };
    await bob.browser.submit("/reset-password", { ...passwords, next: "/account" });
    expect((await bob.browser.send("/account")).status).toBe(200);
    expect((await phone.browser.send("/account")).status).toBe(302);
    bob.browser.cookies = stolen;
    expect((await bob.browser.send("/account")).status).toBe(302);
  });
}
