const day = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

/** The page about what is kept of a person. */
export const data = {
  title: "Your data",
  description: "What this site keeps of yours, and what you can do with it.",
  words: "Your pictures, videos, prompts and credits are yours alone, unless you share them.",
  privacy: "What we keep, and for how long",
};

export const leaving = {
  title: "Delete account",
  words:
    "Your pictures, videos, prompts, boards and links go for good, and so do your credits. You have a week to change your mind. What's left is a list of credits that names nobody.",
  now: "From the moment you press the button, the links you've shared are off and you can't make anything new.",
  button: "Delete my account",
  pendingTitle: (at: string) => `This account will be deleted on ${day.format(new Date(at))}`,
  pending:
    "Until then you can look at everything and download it. Nothing can be made, and the links you've shared are off. What's being made now is finished or refunded.",
  keep: "Keep my account",
  isKept: "Your account stays. The links you've shared work again.",
};
