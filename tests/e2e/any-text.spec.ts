import type { Page } from "@playwright/test";
import {
  checkWords,
  expect,
  hasScripts,
  makeButton,
  newPerson,
  promptBox,
  signUp,
  test,
} from "./fixtures";

/** Each has one word that the painter knows. */
const longWord = `https://lake.example.org/${"a".repeat(140)}`;
const hebrew = "חתול על הגג: lake";
/** Its 160th code unit is the first half of an emoji. */
const cutEmoji = `${"a lake ".repeat(22)}and me 👩‍👩‍👧‍👦👩‍👩‍👧‍👦 at home`;

/** Of everything that can be pressed or read at once: how far it reaches over the window's edge, in pixels. */
async function overhang(page: Page): Promise<{ what: string; pixels: number }[]> {
  return await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const parts = document.querySelectorAll("button, a, h1, h2, h3, h4, p, dd, input, textarea");
    return [...parts].flatMap((part) => {
      const box = part.getBoundingClientRect();
      const pixels = Math.round(box.right - width);
      const seen = box.width > 1 && part.checkVisibility();
      return seen && pixels > 0 ? [{ what: part.outerHTML.slice(0, 120), pixels }] : [];
    });
  });
}

async function expectWithin(page: Page): Promise<void> {
  for (const width of [320, 390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await overhang(page), `${page.url()} at ${width} px`).toEqual([]);
    const wider = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(wider, `${page.url()} at ${width} px`).toBeLessThanOrEqual(0);
  }
}

/** A page that refreshes itself without scripts would break off the way to the next one. */
async function leave(page: Page): Promise<void> {
  await page.goto("about:blank");
}

/** Asks for a picture, and answers the address of its request. */
async function ask(page: Page, prompt: string): Promise<string> {
  await leave(page);
  await page.goto("/");
  await promptBox(page).fill(prompt);
  await checkWords(page);
  await expectWithin(page);
  await makeButton(page).click();
  if (!hasScripts()) {
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(prompt);
    return new URL(page.url()).pathname;
  }
  const request = page.getByRole("heading", { level: 3 }).getByRole("link");
  await expect(request).toHaveText(prompt);
  return (await request.getAttribute("href")) ?? "";
}

test("nothing that was typed widens a page, is cut inside a letter or loses its direction @nojs", async ({
  page,
}) => {
  await signUp(page, { ...newPerson(), name: `🎨 ${"n".repeat(77)}` });
  await expect(page.locator("header summary [aria-hidden]")).toHaveText("🎨");
  await ask(page, cutEmoji);
  await ask(page, hebrew);
  const request = await ask(page, longWord);
  for (const address of ["/", "/gallery", request, "/account", "/account/credits"]) {
    await leave(page);
    await page.goto(address);
    await expectWithin(page);
    expect(await page.content()).not.toContain("\ufffd");
  }
  await leave(page);
  await page.goto("/gallery");
  const picture = page.getByRole("main").getByRole("link", { name: longWord.slice(0, 30) });
  await expect(picture.getByRole("img")).toBeVisible();
  await page.goto((await picture.first().getAttribute("href")) ?? "");
  await page.getByText("Prompt details").click();
  await expectWithin(page);
  await page.goto(`/gallery?q=${encodeURIComponent(longWord)}z`);
  await expectWithin(page);
  await page.goto(`/gallery?q=${"z".repeat(201)}`);
  await expect(page.getByRole("heading", { name: "That search is too long" })).toBeVisible();
  await expectWithin(page);

  const rightToLeft = await page.goto("/").then(() =>
    page
      .getByRole("heading", { name: hebrew })
      .first()
      .evaluate((heading) => getComputedStyle(heading).direction),
  );
  expect(rightToLeft).toBe("rtl");
  await promptBox(page).fill(hebrew);
  expect(await promptBox(page).evaluate((box) => getComputedStyle(box).direction)).toBe("rtl");
});

test("a password can be looked at while it is typed", async ({ page }) => {
  await page.goto("/login");
  const field = page.getByLabel("Password", { exact: true });
  await field.fill("lantern");
  await field.press("ArrowLeft");
  const button = page.getByRole("button", { name: "Show the password" });
  await button.click();
  await expect(field).toHaveAttribute("type", "text");
  await expect(field).toBeFocused();
  await page.keyboard.type("x");
  await expect(field).toHaveValue("lanterxn");
  await page.getByRole("button", { name: "Hide the password" }).click();
  await expect(field).toHaveAttribute("type", "password");
});
