import type { TabWords } from "./types";

/** Apart from the other words of the studio, so that each tab brings its own alone. */
export const pictureTab: TabWords = {
  pageTitle: "Make pictures",
  description: "Describe a picture in everyday words and watch it being made.",
  title: "Make a picture",
  prompt: "Describe what you want to see",
  placeholder: "A calm lake at sunrise, mountains behind it, pink clouds",
  make: (count) => `Make ${count} ${count === 1 ? "picture" : "pictures"}`,
  one: "picture",
  many: "pictures",
  noModel: "No picture models are available yet.",
  welcomeTitle: "Words in, pictures out",
  welcome: "Describe a picture and press the button.",
  begin: "Or start with one of these.",
};
