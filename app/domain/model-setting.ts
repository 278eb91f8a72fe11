import { z } from "zod";

/** What admins choose for a provider; nothing: it is on. */
export const providerSetting = z.object({
  enabled: z.boolean().optional(),
  message: z.string().optional(),
});
export type ProviderSetting = z.infer<typeof providerSetting>;

/** What admins choose for a model. */
export const modelSetting = providerSetting.extend({
  priceCredits: z.number().int().optional(),
  /** In place of the card's own, by the same names. */
  rates: z.record(z.string(), z.number()).optional(),
  /** Routes to try first, best first. */
  routes: z.array(z.string()).optional(),
});
export type ModelSetting = z.infer<typeof modelSetting>;
