import { expect, test } from "vitest";
import { modelDefinitions } from "~/.server/ai/known-models";
import { createModelRegistry } from "~/.server/ai/registry";
import { AppError } from "~/.server/errors";
import { readModels } from "~/.server/use-cases/read-models";
import type { SettingsView } from "~/domain/views";

const models = createModelRegistry(modelDefinitions, [{ name: "fal", displayName: "fal.ai" }]);
const settings: SettingsView = {
  signUpsOpen: true,
  signupCredits: null,
  disabledKinds: ["video"],
  disabledMessage: null,
  models: { painter: { enabled: false, priceCredits: 750, message: "Being cleaned." } },
  health: {},
  maintenance: null,
  providers: {},
  maxRunningPerUser: 4,
};

test("describes every model with the price and the switch that it has now, and who runs it", async () => {
  const described = await readModels({ models, pages: { recentSettings: async () => settings } });
  expect(described).toHaveLength(models.cards.length);
  expect(described.find(({ id }) => id === "painter")).toMatchObject({
    enabled: false,
    priceCredits: 750,
    message: "Being cleaned.",
  });
  expect(described.filter(({ kind, enabled }) => kind === "video" && enabled)).toEqual([]);
  expect(described.some(({ runners }) => runners.includes("fal.ai"))).toBe(true);
});

test("describes the models as they are registered while the database cannot be reached", async () => {
  const pages = {
    recentSettings: async () => {
      throw new AppError("unavailable");
    },
  };
  const described = await readModels({ models, pages });
  expect(described.every(({ enabled, message }) => enabled && message === null)).toBe(true);
  const prices = models.cards.map(({ priceCredits }) => priceCredits);
  expect(described.map(({ priceCredits }) => priceCredits)).toEqual(prices);
});

test("hides no other failure", async () => {
  const pages = {
    recentSettings: async () => {
      throw new Error("a broken answer");
    },
  };
  await expect(readModels({ models, pages })).rejects.toThrow("a broken answer");
});
