import { createFalProvider } from "./fal";
import { createGradioProvider } from "./gradio";
import type { GradioSpace } from "./gradio-spaces";
import { createHuggingFaceProvider } from "./huggingface";
import type { AiProvider } from "./port";
import { createWavespeedProvider } from "./wavespeed";

/** What turns a provider on; null leaves it off. */
export interface ProviderKeys {
  falKey: string | null;
  wavespeedKey: string | null;
  /** Work is spread over them. The first one also opens private Gradio Spaces. */
  huggingFaceTokens: readonly string[] | null;
  gradioSpaces: readonly GradioSpace[] | null;
}

/** The outside providers that have a key here. Connects to nothing. */
export function createProviders(
  { falKey, wavespeedKey, huggingFaceTokens, gradioSpaces }: ProviderKeys,
  fetch: typeof globalThis.fetch,
): AiProvider[] {
  const token = huggingFaceTokens?.[0] ?? null;
  return [
    ...(falKey ? [createFalProvider({ key: falKey, fetch })] : []),
    ...(wavespeedKey ? [createWavespeedProvider({ key: wavespeedKey, fetch })] : []),
    ...(huggingFaceTokens ? [createHuggingFaceProvider({ tokens: huggingFaceTokens, fetch })] : []),
    ...(gradioSpaces ? [createGradioProvider({ spaces: gradioSpaces, token, fetch })] : []),
  ];
}
