/** Told to whoever objects. */
export const blocked = {
  pageTitle: "Tell us if this is wrong",
  description: "Say why your prompt should be allowed.",
  intro: "Your prompt was refused because of",
  notCharged: "You weren't charged.",
  prompt: "Your prompt",
  words: "Why should this be allowed?",
  button: "Send",
  sent: "Thanks. The people who run this site will look at it.",
  sentWords: "You can change what you wrote and send it again.",
  back: "Back to the studio",
};
