import type { GenerationKind } from "~/domain/generation";

/** What stands around every page. */
export const frame = {
  main: "Main",
  skip: "Skip to content",
  gallery: "Gallery",
  boards: "Boards",
  account: "Account",
  signIn: "Sign in",
  signUp: "Create account",
  aboutModels: "About the models",
  privacy: "Privacy",
  terms: "Terms",
  leaving: "This account is about to be deleted.",
  keepAccount: "Keep it",
};

/** The studio's tabs. */
export const tabNames: Readonly<Record<GenerationKind, string>> = {
  image: "Pictures",
  edit: "Edit",
  video: "Video",
};

export const accountMenu = {
  label: "Account menu",
  noName: "Your account",
  account: "Account",
  credits: "Credits",
  boards: "Boards",
  prompts: "Prompts",
  signOut: "Sign out",
};

export const themeNames = { system: "Same as my device", light: "Light", dark: "Dark" };
