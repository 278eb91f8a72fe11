import { z } from "zod";
import type { GradioRoute } from "./gradio-endpoint";
import { misconfigured } from "./gradio-errors";

/** What of an app's `/config` is relied on. The rest goes to the SDK as it came. */
export const appConfig = z.looseObject({
  root: z.string(),
  api_prefix: z
    .string()
    .regex(/^(\/[\w-]+)*$/)
    .default(""),
  protocol: z.enum(["sse_v1", "sse_v2", "sse_v2.1", "sse_v3"]),
  auth_required: z.boolean().nullish(),
  enable_queue: z.boolean().nullish(),
  components: z.array(z.looseObject({ id: z.number(), type: z.string().nullish() })),
  dependencies: z.array(
    z.looseObject({
      id: z.number().optional(),
      api_name: z.union([z.string(), z.boolean()]).nullish(),
      inputs: z.array(z.number()),
      outputs: z.array(z.number()),
      queue: z.boolean().nullish(),
    }),
  ),
});
export type AppConfig = z.infer<typeof appConfig>;

const parameter = z.looseObject({
  parameter_name: z.string().nullish(),
  parameter_has_default: z.boolean().nullish(),
  component: z.string().nullish(),
});
const endpoints = z.record(
  z.string(),
  z.looseObject({
    parameters: z.array(parameter),
    returns: z.array(z.looseObject({ component: z.string().nullish() })),
  }),
);

/** What of an app's `/info` is relied on. */
export const appInfo = z.looseObject({
  named_endpoints: endpoints,
  unnamed_endpoints: endpoints.default({}),
});
export type AppInfo = z.infer<typeof appInfo>;

const componentOf = { image: "Image", gallery: "Gallery", video: "Video" } as const;

/**
 * Checks a call against what the app says of itself. Gives the component that takes the source picture, null for none. Throws
 * AiError (upstream_failure, not charged) with a sentence for the administrator.
 */
export function checkCall(
  { config, info }: { config: AppConfig; info: AppInfo },
  { upstreamModel, endpoint: { name, output }, sourceParameter }: GradioRoute,
  parameterNames: ReadonlySet<string>,
): string | null {
  const disagree = (words: string) => misconfigured(`${upstreamModel} ${words}`);
  const endpoint = info.named_endpoints[name];
  const dependency = config.dependencies.find(({ api_name }) => `/${String(api_name)}` === name);
  if (!endpoint || !dependency) {
    const names = Object.keys(info.named_endpoints).join(", ") || "none";
    throw disagree(`has no endpoint ${name}; it has ${names}`);
  }
  if (!(dependency.queue ?? config.enable_queue ?? true))
    throw disagree(`answers ${name} outside of its queue, which Easel does not use`);
  const known = endpoint.parameters.map(({ parameter_name }) => parameter_name);
  for (const each of parameterNames)
    if (!known.includes(each)) throw disagree(`takes no parameter ${each} at ${name}`);
  for (const { parameter_name, parameter_has_default } of endpoint.parameters)
    if (!parameter_has_default && parameter_name && !parameterNames.has(parameter_name))
      throw disagree(`needs the parameter ${parameter_name} at ${name}`);
  const returned = endpoint.returns[output.index]?.component ?? null;
  const isOther = Object.values(componentOf).some(
    (component) => component === returned && component !== componentOf[output.as],
  );
  if (output.index >= endpoint.returns.length || isOther)
    throw disagree(`gives no ${output.as} as output ${output.index} of ${name}`);
  const source = endpoint.parameters.find(
    ({ parameter_name }) => parameter_name === sourceParameter?.name,
  );
  return source?.component ?? null;
}

/**
 * Where the app's files and its queue are, below the address that was connected to. The path of its `root` counts when it means
 * the same host; the origin never does, because the app may say anything there.
 */
export function rootOf(config: Pick<AppConfig, "root">, address: string): string {
  const here = new URL(address);
  const root = URL.parse(config.root, address);
  const path = root?.hostname === here.hostname ? root.pathname : here.pathname;
  return (here.origin + path).replace(/\/+$/, "");
}
