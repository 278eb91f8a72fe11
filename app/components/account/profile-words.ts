/** Name and picture. */
export const profile = {
  picture: "Picture (optional)",
  pictureHint:
    "Only you see it. We keep the middle of it as a small square, and nothing else it says.",
  savePicture: "Save picture",
  removePicture: "Remove picture",
  noPicture: "Choose a picture first.",
  saveName: "Save name",
  saved: {
    name: "Your name is saved",
    picture: "Your picture is saved",
    removed: "Your picture is removed",
  },
};

export type SavedProfile = keyof typeof profile.saved;
