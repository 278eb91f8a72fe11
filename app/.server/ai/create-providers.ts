import type { GradioSpace } from "./providers/gradio/spaces";
import type { AiProvider } from "./port";

/** What turns a provider on; null leaves it off. */
export interface ProviderKeys {
  falKey: string | null;
  wavespeedKey: string | null;
  /** Work is spread over them. The first one also opens private Gradio Spaces. */
  huggingFaceTokens: readonly string[] | null;
  gradioSpaces: readonly GradioSpace[] | null;
  /** What Gradio apps call themselves, by Space. */
  gradioTitles?: ReadonlyMap<string, string>;
}

/**
 * The outside providers that have a key here. Loads the code of these alone, for some is large. Connects to nothing.
 */
export async function createProviders(
  { falKey, wavespeedKey, huggingFaceTokens, gradioSpaces, gradioTitles }: ProviderKeys,
  fetch: typeof globalThis.fetch,
): Promise<AiProvider[]> {
  const providers: AiProvider[] = [];
  if (falKey) {
    const { createFalProvider } = await import("./providers/fal/provider");
    providers.push(createFalProvider({ key: falKey, fetch }));
  }
  if (wavespeedKey) {
    const { createWavespeedProvider } = await import("./providers/wavespeed/provider");
    providers.push(createWavespeedProvider({ key: wavespeedKey, fetch }));
  }
  if (huggingFaceTokens) {
    const { createHuggingFaceProvider } = await import("./providers/huggingface/provider");
    providers.push(createHuggingFaceProvider({ tokens: huggingFaceTokens, fetch }));
  }
  if (gradioSpaces) {
    const { createGradioProvider } = await import("./providers/gradio/provider");
    const token = huggingFaceTokens?.[0] ?? null;
    const apps = { spaces: gradioSpaces, ...(gradioTitles && { titles: gradioTitles }) };
    providers.push(createGradioProvider({ ...apps, token, fetch }));
  }
  return providers;
}
