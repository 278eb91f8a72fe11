/**
 * What editing and animating do, shown on one place at other hours. The same prompt and seed paint the same place.
 * `words` is what was asked for; `pictures` the one that it begins with, then what came out, of a video the hours that
 * it runs through; `tips` what makes it work, a sentence each.
 */
export const editExample = {
  prompt: "A small house by a calm lake at noon, mountains behind it, pine trees",
  shape: "4:3",
  seed: 8,
  words: "Make it winter, with snow on the roof",
  pictures: [
    { name: "house-summer", alt: "A small house by a lake in summer" },
    { name: "house-winter", alt: "The same house, now in winter with snow on the roof" },
  ],
  tips: [
    "Start with one of your own pictures. The original stays as it is.",
    "Ask for one change at a time, and say what should stay.",
    "Not quite right? Edit the result again.",
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
  tips: [
    "Say what moves and how: waves roll in, the camera comes closer.",
    "Start with words alone or with one of your pictures. The picture becomes the first frame.",
    "A video takes a minute or more. You can close the page. It will be in your gallery.",
  ],
} as const;
