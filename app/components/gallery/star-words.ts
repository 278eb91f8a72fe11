/** Of the star on a tile. */
export const star = { title: "Star", named: (name: string) => `Star ${name}` };
