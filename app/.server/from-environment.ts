import { resolve } from "node:path";
import { problemsOfDefaults } from "./ai/default-models";
import { readOutsideModels } from "./ai/outside-models";
import { modelDefinitions } from "./ai/known-models";
import { EnvError, type Env } from "./env";
import { createLocalDiskStore } from "./media/stores/local-disk";
import type { MediaStore } from "./media/port";

/** The outside providers that the environment has keys of, and the models that there are with them. Throws EnvError for a setting that cannot be read. */
export async function chooseModels({ providers, defaultModels }: Env) {
  const { problems: unreadable, outside } = await readOutsideModels(
    providers,
    modelDefinitions,
    globalThis.fetch,
  );
  const unknown = problemsOfDefaults(defaultModels, outside.known, outside.providers);
  const problems = [...unreadable, ...unknown];
  if (problems.length > 0) throw new EnvError(problems);
  return outside;
}

/** The password of the mail server, as it gets to see it. */
export function mailPasswordOf({ smtp }: Env): string {
  return decodeURIComponent(URL.parse(smtp?.url ?? "")?.password ?? "");
}

/** Where new media go, and after it where older ones may be. */
export async function chooseStores({
  dataDir,
  blob: credentials,
  mediaStore,
}: Env): Promise<[MediaStore, ...MediaStore[]]> {
  const disk = createLocalDiskStore(resolve(dataDir, "media"));
  if (!credentials) return [disk];
  const { createVercelBlobStore } = await import("./media/stores/vercel-blob");
  const blob = createVercelBlobStore({ credentials, fetch: globalThis.fetch, now: Date.now });
  return mediaStore === "local" ? [disk, blob] : [blob, disk];
}

/** What whoever starts Easel with these settings should know of first grants. */
export function warningsOf({
  keepsFirstGrantBack,
  signupCredits,
  trustProxy,
  publicOrigin,
}: Env): string[] {
  const warnings = [];
  if (keepsFirstGrantBack)
    warnings.push(
      "New accounts get no first credits: nobody confirms their email, and the providers cost money. Set EMAIL_CONFIRMATION=on, or SIGNUP_CREDITS to give some all the same.",
    );
  if (signupCredits > 0 && trustProxy === "none" && publicOrigin.startsWith("https:"))
    warnings.push(
      "First credits have no limit for one network address: behind the proxy that speaks https all visitors have the same one. TRUST_PROXY says whose word on their addresses is taken.",
    );
  return warnings;
}
