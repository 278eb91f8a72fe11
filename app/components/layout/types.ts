export type Theme = "light" | "dark" | "system";

export interface FrameLink {
  to: string;
  label: string;
}
