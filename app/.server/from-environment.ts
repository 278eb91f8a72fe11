import { unescape } from "node:querystring";
import { findDefaultModelProblems } from "./ai/default-models";
import { modelDefinitions } from "./ai/known-models";
import { readOutsideModels } from "./ai/outside-models";
import { EnvError, type Env } from "./env";
import { hideFromLogs } from "./log";
import { createBlobAccess } from "./media/stores/blob-access";

/**
 * The outside providers that the environment has keys of, and the models that there are with them. No secret of the
 * environment stands in a log from then on. Throws EnvError for a setting that cannot be read.
 */
export async function chooseModels(env: Env, fetch: typeof globalThis.fetch) {
  const { providers, defaultModels } = env;
  const { problems: unreadable, outside } = await readOutsideModels(
    providers,
    modelDefinitions,
    fetch,
  );
  const { known, providers: set, mayAppear } = outside;
  const unknown = findDefaultModelProblems(defaultModels, known, set, mayAppear);
  const problems = [...unreadable, ...unknown];
  if (problems.length > 0) throw new EnvError(problems);
  hideFromLogs(...secretsOf(env), ...outside.secrets);
  return outside;
}

/** What stands in no log, as the other side gets to see it. Null where a setting is not there. */
function secretsOf(env: Env): (string | null | undefined)[] {
  const { adminPassword, adminPasswordHash, adminTotpSecret, metricsToken, smtp, blob, google } =
    env;
  const ofCollector = Object.values(env.tracing?.headers ?? {}).flatMap((shown) => [
    shown,
    shown.split(" ").at(-1),
  ]);
  const mailPassword = decodeURIComponent(URL.parse(smtp?.url ?? "")?.password ?? "");
  const ofAdmin = [adminPassword, adminPasswordHash, adminTotpSecret];
  return [
    ...ofAdmin,
    ...ofCollector,
    ...keysIn(env.tracing?.url),
    google?.secret,
    metricsToken,
    smtp?.url,
    mailPassword,
    blob && createBlobAccess(blob).bearer,
  ];
}

/** The password and what stands in the query, as it is written there and as it is meant. */
function keysIn(address: string | undefined): string[] {
  const url = URL.parse(address ?? "");
  if (!url) return [];
  const written = url.search.slice(1).split("&");
  const values = written.map((pair) => pair.slice(pair.indexOf("=") + 1));
  return [...[url.password, unescape(url.password)], ...[...values, ...url.searchParams.values()]];
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
