import { z } from "zod";
import type { GradioEndpoint, GradioRoute } from "~/.server/ai/catalog/gradio-route";
import { misconfigured } from "./errors";

/** What of an app's `/config` is relied on. The rest goes to the SDK as it came. */
export const appConfig = z.looseObject({
  root: z.string(),
  api_prefix: z
    .string()
    .regex(/^(\/[\w-]+)*$/)
    .default(""),
  protocol: z.enum(["sse_v1", "sse_v2", "sse_v2.1", "sse_v3"]),
  title: z.string().nullish().catch(null),
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
  parameter_default: z.unknown().optional(),
  /** What people read at it. */
  label: z.string().nullish().catch(null),
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

const componentOf = { image: "image", gallery: "gallery", video: "video" } as const;

/**
 * Checks a call against what the app says of itself. Gives the component that takes the source picture, in lower case,
 * null for none. Throws AiError (upstream_failure, not charged) with a sentence for the administrator.
 */
export function checkCall(
  { config, info }: { config: AppConfig; info: AppInfo },
  route: GradioRoute,
  parameterNames: ReadonlySet<string>,
): string | null {
  const { upstreamModel, sourceParameter } = route;
  const { name, output } = route.endpoint;
  const disagree = (words: string) => misconfigured(`${upstreamModel} ${words}`);
  const endpoint = info.named_endpoints[name];
  const dependency = config.dependencies.find(({ api_name }) => `/${String(api_name)}` === name);
  if (!endpoint || !dependency) {
    const names = Object.keys(info.named_endpoints).join(", ") || "none";
    throw disagree(`has no endpoint ${name}; it has ${names}`);
  }
  const known = endpoint.parameters.map(({ parameter_name }) => parameter_name);
  for (const each of parameterNames)
    if (!known.includes(each)) throw disagree(`takes no parameter ${each} at ${name}`);
  for (const { parameter_name, parameter_has_default } of endpoint.parameters)
    if (!parameter_has_default && parameter_name && !parameterNames.has(parameter_name))
      throw disagree(`needs the parameter ${parameter_name} at ${name}`);
  const returned = outputComponent(info, route.endpoint);
  const isOther = Object.values(componentOf).some(
    (component) => component === returned && component !== componentOf[output.as],
  );
  if (output.index >= endpoint.returns.length || isOther)
    throw disagree(`gives no ${output.as} as output ${output.index} of ${name}`);
  const source = endpoint.parameters.find(
    ({ parameter_name }) => parameter_name === sourceParameter?.name,
  );
  return nameOf(source);
}

/** The component that shows the output with the file; null where the app does not say. */
export function outputComponent(info: AppInfo, { name, output }: GradioEndpoint): string | null {
  return nameOf(info.named_endpoints[name]?.returns[output.index]);
}

/** Gradio writes `Imageeditor` where Python says `ImageEditor`, and other clients may write it otherwise again. */
function nameOf(described: { component?: string | null | undefined } | undefined): string | null {
  return described?.component?.toLowerCase() ?? null;
}
