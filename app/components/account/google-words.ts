/** What is said of signing in with Google. */
export const google = {
  title: "Sign in with Google",
  button: "Continue with Google",
  or: "or",
  /** Before what the sign-up says of age and terms. */
  newHere: "If you're new, this creates your account.",
  again: "Try again with Google",
  withEmail: "Sign in with your email",
  lostPassword: {
    title: "You're signed in",
    words:
      "This account had a password, but nobody had ever confirmed its email. We removed that password and signed out everyone else. You can choose a new one now.",
    choose: "Choose a password",
    goOn: "Continue",
  },
};

/** Of the page about how one signs in. */
export const googleSection = {
  title: "Google",
  none: (email: string) =>
    `No Google account is linked. Sign in with Google as ${email}, and it's linked.`,
  linked: (email: string) => `You can sign in with Google as ${email}.`,
  since: "Linked",
  noPassword:
    "You can't unlink it, because you have no password to sign in with. Choose one first.",
  unlinkSame:
    "Unlink it to sign in with your email and password alone. It's linked again when you sign in with Google.",
  unlinkOther: "Unlink it to sign in with your email and password alone.",
  unlink: "Unlink Google",
};

/** The page that stands in for Google's. */
export const standIn = {
  title: "Not Google",
  words:
    "This is a stand-in for Google, for development on this machine. Choose who you want to be: these people are made up.",
  unverified: "Email not verified",
  cancel: "Cancel",
};
