import type { ComponentType, ReactNode, RefObject } from "react";
import type { SubmissionResult } from "@conform-to/react";
import type { Problem } from "~/components/errors/problem";
import type { GenerationCard, PictureTile, UploadTile } from "~/components/media/types";
import type { GenerationKind } from "~/domain/generation";
import type { OfferedModel } from "~/domain/offered-models";
import type { PromptReading } from "~/domain/prompt-reading";
import type { StudioValues } from "~/domain/studio-values";
import type { AccountView } from "~/domain/views";
import type { Fieldset } from "~/components/ui/use-form";

export type StudioFields = Fieldset<StudioValues>;

/** A model as the settings leave it: effective price, and why it cannot be used just now. */
export type StudioModel = OfferedModel;

/** What is said otherwise in each tab. */
export interface TabWords {
  /** In the browser's tab. */
  pageTitle: string;
  description: string;
  title: string;
  /** Over the box for the prompt. */
  prompt: string;
  placeholder: string;
  /** On the button, before the price. */
  make(count: number): string;
  /** What comes out. */
  one: string;
  many: string;
  /** Said where there is no model for it. */
  noModel: string;
  welcomeTitle: string;
  welcome: string;
  /** Leads over to the examples, for people with an account. */
  begin?: string;
}

export interface SourceChoiceProps extends Pick<
  StudioScreenProps,
  "onChoose" | "onChange" | "reading"
> {
  fields: StudioFields;
  model: StudioModel;
  models: readonly StudioModel[];
  /** Own pictures to choose from, newest first. */
  sources: readonly PictureTile[];
  /** Given from outside, newest first. */
  uploads: readonly UploadTile[];
  signedIn: boolean;
}

/** What a tab's loader answers. */
export interface StudioPageData {
  kind: GenerationKind;
  /** What the form starts with: typed text after an error or a sign-in, a remixed request, or defaults. */
  start: StudioValues;
  /** What the chosen model will make of the prompt that the form starts with; null for one that takes every word. */
  reading: PromptReading | null;
  idempotencyKey: string;
  models: readonly StudioModel[];
  /** Kinds of work that there are models for beside this tab's. */
  otherKinds: readonly GenerationKind[];
  /** True where whoever sees the page is likely to run the site: in development. */
  forOperator: boolean;
  account: AccountView | null;
  /** Newest first. */
  generations: readonly GenerationCard[];
  recentPrompts: readonly string[];
  sources: readonly PictureTile[];
  uploads: readonly UploadTile[];
  /** True when the page is the list of models. */
  isChoosingModel: boolean;
  nowIso: string;
  /** First grant for new accounts, told to visitors. */
  signUpCredits?: number | undefined;
}

export interface StudioScreenProps extends StudioPageData {
  words: TabWords;
  /** Shown while there is nothing of one's own. */
  examplesPart?: ReactNode;
  /** There where something can be made from a picture. */
  sourcePart?: ComponentType<SourceChoiceProps> | undefined;
  /** What is wrong with the form as it was sent last. */
  lastResult: SubmissionResult | undefined;
  /** Null when there is no model for this tab. */
  selectedModel: StudioModel | null;
  formRef: RefObject<HTMLFormElement | null>;
  /** Another model, with everything kept that fits it. */
  onChoose(model: string): void;
  /** Other values for some fields, everything else kept. */
  onChange(fields: Readonly<Record<string, string>>): void;
  problem?: Problem | undefined;
  /** Where to go on after signing in, once a visitor has pressed the button. */
  signInFor: string | null;
}

/** The same with a model chosen. */
export interface StudioFormProps extends StudioScreenProps {
  selectedModel: StudioModel;
}
