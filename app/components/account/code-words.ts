/** The page that asks for a code at sign-in. */
export const code = {
  title: "Enter your code",
  words: "Open your authenticator app and enter the code that it shows for Easel.",
  label: "Code",
  button: "Sign in",
  busy: "Signing in",
  startOver: "Sign in as someone else",
  lost: "Lost your phone? Ask the people who run this site to turn the codes off for you.",
};

/** The page on which they are turned on. */
export const codes = {
  title: "Codes at sign-in",
  description: "Have a code from your phone asked for at each sign-in.",
  words:
    "You'll need an authenticator app on your phone. From then on signing in takes your password or Google, and a code from the app.",
  begin: "Continue",
  add: "Add Easel to your app",
  addWords: "Scan this with the app, or type the key into it.",
  qrAlt: "QR code of the key for your authenticator app",
  key: "Key",
  confirmWords: "Then enter the code that the app shows.",
  again: "Start again with a new key",
  confirm: "Turn on",
};

/** Of the page about how one signs in. */
export const codesSection = {
  title: "Codes at sign-in",
  off: "A code from an app on your phone, asked for each time you sign in, keeps out whoever finds out your password.",
  turnOn: "Turn on",
  on: "Signing in asks for a code from your authenticator app. On",
  since: "since",
  turnOff: "Turn off",
  isOn: "Codes at sign-in are on",
  isOff: "Codes at sign-in are off",
};
