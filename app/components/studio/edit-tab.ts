import type { TabWords } from "./types";

/** Apart from the other words of the studio, so that each tab brings its own alone. */
export const editTab: TabWords = {
  pageTitle: "Edit pictures",
  description: "Choose a picture and describe the change in everyday words.",
  title: "Edit a picture",
  prompt: "Describe the change",
  placeholder: "Make it winter, with snow on the roof",
  make: (count) => (count === 1 ? "Edit this picture" : `Edit this picture ${count} ways`),
  one: "picture",
  many: "edited pictures",
  noModel: "No editing models are available yet.",
  welcomeTitle: "Your picture in, an edited one out",
  welcome: "Add a picture or choose one of yours, describe the change and press the button.",
};
