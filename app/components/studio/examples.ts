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
