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
