import { findDefaultModelProblems } from "./ai/default-models";
import { modelDefinitions } from "./ai/known-models";
import { readOutsideModels } from "./ai/outside-models";
import { EnvError, type Env } from "./env";
import { createBlobAccess } from "./media/stores/blob-access";

/**
 * The outside providers that the environment has keys of, and the models that there are with them. Throws EnvError for
 * a setting that cannot be read.
 */
export async function chooseModels({ providers, defaultModels }: Env) {
  const { problems: unreadable, outside } = await readOutsideModels(
    providers,
    modelDefinitions,
    globalThis.fetch,
  );
  const unknown = findDefaultModelProblems(defaultModels, outside.known, outside.providers);
  const problems = [...unreadable, ...unknown];
  if (problems.length > 0) throw new EnvError(problems);
  return outside;
}

/** What stands in no log, as the other side gets to see it. Null where a setting is not there. */
export function secretsOf({ adminPassword, smtp, blob }: Env): (string | null | undefined)[] {
  const mailPassword = decodeURIComponent(URL.parse(smtp?.url ?? "")?.password ?? "");
  return [adminPassword, smtp?.url, mailPassword, blob && createBlobAccess(blob).bearer];
}

/** What whoever starts Easel with these settings should know of first grants. */
export function warningsOf({
  withholdsFirstGrant,
  signupCredits,
  trustProxy,
  publicOrigin,
}: Env): string[] {
  const warnings = [];
  if (withholdsFirstGrant)
    warnings.push(
      "New accounts get no first credits: nobody confirms their email, and the providers cost money. Set EMAIL_CONFIRMATION=on, or SIGNUP_CREDITS to give some all the same.",
    );
  if (signupCredits > 0 && trustProxy === "none" && publicOrigin.startsWith("https:"))
    warnings.push(
      "First credits have no limit for one network address: behind the proxy that speaks https all visitors have the same one. TRUST_PROXY says whose word on their addresses is taken.",
    );
  return warnings;
}
