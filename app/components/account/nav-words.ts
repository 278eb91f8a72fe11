/** The pages of the account's area, in the order in which each of them names all. */
export const accountPages: readonly { to: string; label: string }[] = [
  { to: "/account", label: "Profile" },
  { to: "/account/security", label: "Security" },
  { to: "/account/credits", label: "Credits" },
  { to: "/account/devices", label: "Devices" },
  { to: "/account/links", label: "Shared links" },
  { to: "/account/data", label: "Your data" },
];

export const nav = { label: "Account" };
