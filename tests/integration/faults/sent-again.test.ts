import { afterEach, expect, test } from "vitest";
import { startSite, studioFields } from "./site";

const site = await startSite();
const { sql } = site;

afterEach(async () => {
  await sql`update app_settings set models = '{}', disabled_kinds = '{}'`;
});

const switchModel = (change: Record<string, boolean | number>) =>
  sql`update app_settings set models = ${sql.json({ painter: change })}`;

test.each([
  ["the price has changed", 409, () => switchModel({ priceCredits: 600 })],
  ["the model is switched off", 409, () => switchModel({ enabled: false })],
  ["the tab is switched off", 403, () => sql`update app_settings set disabled_kinds = '{image}'`],
])(
  "a form that is sent again leads to what was charged for it, also once %s, and a new one is refused",
  async (_what, status, change) => {
    const ada = await site.signUp();
    const fields = { ...studioFields(), quotedPrice: "500" };
    const first = await ada.post("/?index", fields);
    expect(first.status).toBe(302);
    await change();
    const again = await ada.post("/?index", fields);
    expect(again.status).toBe(302);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    const other = await ada.post("/?index", { ...studioFields(), quotedPrice: "500" });
    expect(other.status).toBe(status);
    expect(other.text).toContain("You weren't charged");
    const charges = await sql`
      select from credit_ledger where user_id = ${ada.userId} and reason = 'charge'`;
    expect(charges).toHaveLength(1);
  },
);
