import type { TabWords } from "./types";

/** Apart from the other words of the studio, so that each tab brings its own alone. */
export const videoTab: TabWords = {
  pageTitle: "Make videos",
  description: "Describe a video in everyday words, or make one of your pictures move.",
  title: "Make a video",
  prompt: "Describe what happens",
  placeholder: "Waves roll onto the beach, the camera moves slowly along the shore",
  make: (count) => `Make ${count} ${count === 1 ? "video" : "videos"}`,
  one: "video",
  many: "videos",
  noModel: "No video models are available yet.",
  welcomeTitle: "Words or a picture in, a video out",
  welcome: "Describe a short scene, or choose one of your pictures and say how it should move.",
};
