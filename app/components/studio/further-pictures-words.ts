/** Pictures besides the one that something starts from. */
export const furtherPictures = {
  ifYouLike: "· optional",
  another: (name: string) => `Another ${name.toLowerCase()}`,
  roles: {
    last: { name: "Last picture", hint: "The video ends with this picture." },
    style: { name: "Style", hint: "Takes its colors and its look from this picture." },
    person: { name: "Person", hint: "Puts this person into the picture." },
    thing: { name: "Thing or place", hint: "Puts this thing or place into the picture." },
    more: { name: "Second picture", hint: "Say in your prompt what to take from it." },
  },
};
