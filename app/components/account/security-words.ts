/** The page about how one signs in. */
export const security = {
  title: "Security",
  description: "How you sign in, and how to change it.",
  passwordChanged: "Your password is changed",
  emailChanged: "Your email is changed",
  googleUnlinked: "Google is unlinked",
  signedOutElsewhere: "All your other browsers are signed out.",
  email: "Email",
  isEmail: (email: string) => `You sign in with ${email}.`,
  newEmail: "New email",
  newEmailHint: "We'll send a link to your old email and one to the new. Open both.",
  changeEmail: "Change email",
  pendingTitle: "Check both mailboxes",
  /** The same whether or not the address can be had. */
  pending: (email: string) =>
    `If ${email} can be used, we've sent a link there and one to your email so far. Your email changes when you've opened both, within an hour.`,
  halfTitle: "One more link",
  half: (email: string) =>
    `One of the two links has been opened. Open the other one as well, and ${email} is your email.`,
  cancelEmail: "Keep my email as it is",
  isCanceled: "Your email stays as it is, and the links don't work anymore.",
  password: "Password",
  newPassword: "Choose a new password",
  signInAgain: "Sign in again",
  signInAgainWords: "You have no password here, so we need a fresh sign-in for this.",
};
