export const dialog = { close: "Close" };

export const pages = {
  label: "Pages",
  previous: "Previous",
  next: "Next",
  page: (number: number) => `Page ${number}`,
};

/** The button in a password field. `of` is read out after it. */
export const passwordButton = { show: "Show", hide: "Hide", of: " the password" };
