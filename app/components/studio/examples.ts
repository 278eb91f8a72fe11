/** What the painter makes of a few prompts, for visitors to see. `pnpm examples` paints the files anew. */
export const examples = [
  {
    name: "lighthouse",
    prompt: "A lighthouse at sunset by a calm sea, pink clouds",
    shape: "16:9",
    seed: 8,
  },
  {
    name: "winter-night",
    prompt: "Snowy mountains under a full moon, pine trees in front",
    shape: "3:4",
    seed: 21,
  },
  {
    name: "morning-hills",
    prompt: "Green hills on a misty morning, a small house",
    shape: "4:3",
    seed: 4,
  },
  {
    name: "palm-beach",
    prompt: "A beach with palm trees at noon, turquoise water",
    shape: "1:1",
    seed: 12,
  },
  {
    name: "lake",
    prompt: "A quiet lake at dawn, mountains behind it, a boat",
    shape: "16:9",
    seed: 33,
  },
  {
    name: "desert",
    prompt: "A golden desert at dusk with birds in the sky",
    shape: "4:3",
    seed: 17,
  },
] as const;

/** What editing and animating do, shown on one place at other hours. The same prompt and seed paint the same place. */
export const editExample = {
  prompt: "A small house by a calm lake at noon, mountains behind it, pine trees",
  shape: "4:3",
  seed: 8,
  words: "Make it winter, with snow on the roof",
  pictures: [
    { name: "house-summer", alt: "A small house by a lake in summer" },
    { name: "house-winter", alt: "The same house, now in winter with snow on the roof" },
  ],
} as const;

export const videoExample = {
  prompt: "A lighthouse by a calm sea at noon, a boat",
  shape: "4:3",
  seed: 8,
  words: "The sun goes down and the lighthouse lights up",
  pictures: [
    { name: "coast-noon", alt: "A lighthouse by the sea at noon" },
    { name: "coast-golden", alt: "" },
    { name: "coast-dusk", alt: "" },
    { name: "coast-night", alt: "The same lighthouse shining in the night" },
  ],
} as const;
