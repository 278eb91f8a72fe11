import type { AiProvider } from "~/.server/ai/port";

/** A provider whose submits bring along what it prepares for them. */
export function preparing<Provider extends AiProvider>(provider: Provider): Provider {
  return {
    ...provider,
    async submit(...given: Parameters<AiProvider["submit"]>) {
      const [route, request, source, signal] = given;
      const prepared = await provider.prepare?.(route, request, source, signal);
      return await provider.submit(route, request, source, signal, prepared);
    },
  };
}
