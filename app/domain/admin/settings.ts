import { z } from "zod";
import { generationKinds } from "~/domain/generation";
import { modelSetting, providerSetting } from "~/domain/model-setting";
import { typedWholeNumber } from "~/domain/typed-number";

/**
 * Every setting that admins choose, by the column of `app_settings` that holds it, as the database answers it. A new
 * one is a column there, a line here, and words in `components/admin/setting-words.ts`.
 */
export const appSettings = z.object({
  sign_ups_open: z.boolean(),
  maintenance: z.string().nullable(),
  disabled_kinds: z.array(z.enum(generationKinds)),
  disabled_message: z.string().nullable(),
  prompt_rules_on: z.boolean(),
  signup_credits: z.number().int().nullable(),
  recent_days: z.number().int(),
  trash_days: z.number().int(),
  max_running_per_user: z.number().int(),
  max_starts_per_minute: z.number().int(),
  max_attempts: z.number().int(),
  providers: z.record(z.string(), providerSetting),
  models: z.record(z.string(), modelSetting),
});
export type AppSettings = z.infer<typeof appSettings>;
export type SettingName = keyof AppSettings;

/** How a setting of the whole app is chosen. */
export type SettingSort =
  | { sort: "switch" }
  /** Words while it is on; null while it is off. */
  | { sort: "message"; maxLength: number }
  /** Words; null where nobody has chosen any. */
  | { sort: "words"; maxLength: number }
  /** The kinds that are off; the form asks which are on. */
  | { sort: "kinds" }
  /** `mayBeEmpty`: then nobody has chosen, and the environment says. */
  | { sort: "number"; min: number; max: number; mayBeEmpty?: true };

/** In the order of the control page. */
export const settingSorts = {
  sign_ups_open: { sort: "switch" },
  maintenance: { sort: "message", maxLength: 500 },
  disabled_kinds: { sort: "kinds" },
  disabled_message: { sort: "words", maxLength: 300 },
  prompt_rules_on: { sort: "switch" },
  signup_credits: { sort: "number", min: 0, max: 1_000_000, mayBeEmpty: true },
  recent_days: { sort: "number", min: 1, max: 3650 },
  trash_days: { sort: "number", min: 1, max: 3650 },
  max_running_per_user: { sort: "number", min: 1, max: 1000 },
  max_starts_per_minute: { sort: "number", min: 1, max: 10_000 },
  max_attempts: { sort: "number", min: 1, max: 20 },
} satisfies Partial<Record<SettingName, SettingSort>>;
export type PlainSetting = keyof typeof settingSorts;
export const plainSettings = Object.keys(settingSorts) as PlainSetting[];

/** What a form says of a setting, or what is wrong with it in words. Pure. */
export function readSetting(
  name: PlainSetting,
  { value, isOn, kinds }: { value: string; isOn: boolean; kinds: readonly string[] },
): { value: unknown } | { problem: string } {
  const rule: SettingSort = settingSorts[name];
  switch (rule.sort) {
    case "switch":
      return { value: isOn };
    case "kinds":
      return { value: generationKinds.filter((kind) => !kinds.includes(kind)) };
    case "message":
    case "words":
      if (rule.sort === "message" && isOn && !value)
        return { problem: "Say what people should read meanwhile." };
      if (value.length > rule.maxLength)
        return { problem: `Keep this under ${rule.maxLength} characters.` };
      return { value: (isOn || rule.sort === "words") && value ? value : null };
    default: {
      if (!value && rule.mayBeEmpty) return { value: null };
      const [min, max] = [rule.min, rule.max].map((each) => each.toLocaleString("en-US"));
      const problem = `Enter a whole number from ${min} to ${max}.`;
      const { data } = typedWholeNumber(rule.min, rule.max, problem).safeParse(value);
      return data === undefined ? { problem } : { value: data };
    }
  }
}
