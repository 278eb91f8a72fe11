import { colorNamed, type NamedColor } from "./color.ts";
import { duotoneColors, pairOf } from "./duotone.ts";
import type { Details, Operation } from "./operation.ts";
import { blend } from "./picture.ts";
import {
  addVibrance,
  changeStrength,
  gradeForFilm,
  keepColors,
  makeDuotone,
  makeGray,
  makeNoir,
  makePastel,
  makeSepia,
  recolor,
  removeCast,
  saturate,
  tint,
  warm,
} from "./tint.ts";
import { invert, solarize } from "./tone.ts";

const nameOf = ({ colors }: Details, at = 0) => colors[at]?.name ?? "";

function wanted({ colors }: Details, at = 0): NamedColor {
  const color = colors[at];
  if (!color) throw new Error("No color is named");
  return color;
}

/** Colors. */
export const colorOperations: readonly Operation[] = [
  {
    id: "black and white",
    phrases: [
      "(?:black and white|black n white|black white|b and w|bw|monochrome|monochromatic|grayscale|greyscale|gray scale|grey scale|gray|grey|grays|desaturated completely|colorless|colourless)<effect>",
      "<remove><the> (?:color|colour|colors|colours)",
    ],
    says: () => "black and white",
    usual: 100,
    most: 100,
    apply: (picture, share) => blend(picture, makeGray(picture), share),
  },
  {
    id: "film noir",
    phrases: ["(?:film noir|noir|high contrast black and white|dramatic black and white)<effect>"],
    says: () => "film noir",
    usual: 100,
    most: 100,
    apply: (picture, share) => blend(picture, makeNoir(picture), share),
  },
  {
    id: "sepia",
    phrases: ["(?:sepia|brownish|sepia toned)<effect>"],
    says: () => "sepia",
    usual: 100,
    most: 100,
    apply: (picture, share) => blend(picture, makeSepia(picture), share),
  },
  {
    id: "inverted",
    phrases: [
      "(?:invert(?:<the> (?:colors|colours))?|inverted|inverse|photo negative|negative|x ray|xray)<effect>",
    ],
    says: () => "a negative",
    usual: 100,
    most: 100,
    apply: (picture, share) => blend(picture, invert(picture), share),
  },
  {
    id: "solarized",
    phrases: ["(?:solarize|solarized|solarise|solarised|solarization|psychedelic)<effect>"],
    says: () => "solarized",
    usual: 100,
    most: 100,
    apply: (picture, share) => blend(picture, solarize(picture), share),
  },
  {
    id: "warmer",
    phrases: [
      "(?:warmer|warm|warmed|warm up|warming|cozier|cosier|cozy|cosy)(?: (?:colors|colours|tones|tone|light|white balance))*",
      "<more><the> (?:warmth|warm(?: (?:colors|colours|tones|light))?)",
    ],
    says: () => "warmer",
    usual: 50,
    most: 100,
    apply: warm,
  },
  {
    id: "cooler",
    phrases: [
      "(?:cooler|cool|cooled|cool down|colder|cold|chilly|icy)(?: (?:colors|colours|tones|tone|light|white balance))*",
      "<less><the> (?:warmth|warm)",
    ],
    says: () => "cooler",
    usual: 50,
    most: 100,
    apply: (picture, share) => warm(picture, -share),
  },
  {
    id: "more saturated",
    phrases: [
      "(?:more saturated|saturate|saturated|more colorful|more colourful|colorful|colourful|stronger (?:colors|colours)|richer (?:colors|colours)|rich (?:colors|colours))",
      "<more><the> (?:saturation|color|colour|colors|colours)",
      "saturation up",
    ],
    says: () => "stronger colors",
    usual: 40,
    most: 150,
    apply: (picture, share) => saturate(picture, 1 + share),
  },
  {
    id: "less saturated",
    phrases: [
      "(?:less saturated|desaturate|desaturated|muted|less colorful|less colourful|paler|pale|duller|subdued|muted colors|muted colours)(?: (?:colors|colours|tones))*",
      "<less><the> (?:saturation|color|colour|colors|colours)",
      "saturation down",
    ],
    says: () => "paler colors",
    usual: 45,
    most: 100,
    apply: (picture, share) => saturate(picture, 1 - share),
  },
  {
    id: "vivid colors",
    phrases: [
      "(?:vivid|vibrant|more vivid|more vibrant|vibrance|vibrancy|lively|brilliant|bright colors|bright colours|pop|make<the> (?:colors|colours) pop)(?: (?:color|colour|colors|colours|tones))*",
      "<more><the> (?:vibrance|vibrancy)",
    ],
    says: () => "vivid colors",
    usual: 65,
    most: 100,
    apply: addVibrance,
  },
  {
    id: "pastel colors",
    phrases: ["pastel(?:s)?(?: (?:color|colour|colors|colours|tones|palette))*<effect>"],
    says: () => "pastel colors",
    usual: 85,
    most: 100,
    apply: makePastel,
  },
  {
    id: "color cast removed",
    phrases: [
      "<remove><the>(?: <color>)? (?:color cast|colour cast|cast|tint|color tint|colour tint|yellowness)",
      "(?:white balance|auto white balance|neutral (?:colors|colours)|natural (?:colors|colours)|auto color|auto colour|fix<the> white balance)",
      "(?:fix|correct|balance|neutralize|neutralise)<the> (?:color|colour|colors|colours|white balance)",
    ],
    says: () => "no color cast",
    usual: 100,
    most: 100,
    apply: removeCast,
  },
  {
    id: "tinted",
    phrases: [
      "(?:tint|tinted|tone|toned|glaze|color|colour|wash|washed|colorize|colourize|dye)<the> <color>",
      "<color> (?:tint|tinted|tone|toned|glaze|wash|filter|hue|light|tones|mood|overlay|color wash|colour wash)",
      "<make> <it><as> <color>(?! and )",
      "<make><the> <place><as> <color>(?! and )",
      "<color> <place>",
      "(?:bluish|bluer)",
    ],
    says: (details) => `tinted ${nameOf(details) || "blue"}`,
    usual: 60,
    most: 100,
    apply: (picture, share, details) =>
      tint(picture, (details.colors[0] ?? wanted({ ...details, colors: blue })).rgb, share),
  },
  {
    id: "duotone",
    phrases: [
      "duotone<the>(?: (?:from|between))?<the> <color>(?: (?:and|to|with|into))*<the> <other>",
      "<color>(?: and| to)? <other> duotone",
      "duotone<the> <color>",
      "<color> duotone",
      "(?:duotone|two tone|duo tone|two colors|two colours|in two colors|in two colours)<effect>",
    ],
    says: (details) =>
      `in two colors, ${pairOf(details.colors)
        .map(({ name }) => name)
        .join(" and ")}`,
    usual: 100,
    most: 100,
    apply(picture, share, { colors }) {
      const [dark, light] = duotoneColors(colors);
      return blend(picture, makeDuotone(picture, dark, light), share);
    },
  },
  {
    id: "color splash",
    phrases: [
      "(?:keep|leave|show|retain|preserve)<the> (?:only|just|nothing but)<the> <color>(?:(?: and| or)?<the> <other>)?(?: (?:in color|in colour|color|colour|colors|colours|parts|things|bits|areas|tones))*",
      "(?:keep|leave|only|just)<the>(?: only)?<the> <color>(?:(?: and| or)<the> <other>)?(?: (?:in color|in colour|color|colour|colors|colours|parts|things|bits|areas|tones|visible|stays|remains))*",
      "(?:everything|all|black and white|gray|grey|monochrome|grayscale|desaturate)(?: (?:else|gray|grey|in|black and white|everything))* (?:except|but|apart from|other than|save)(?: (?:for|the))* <color>(?:(?: and| or)<the> <other>)?(?: (?:parts|things|bits|areas|tones))*",
      "(?:color splash|colour splash|color pop|colour pop|selective color|selective colour|splash)<the> <color>",
      "<color>(?: and <other>)? (?:only|splash|color splash|colour splash|pop)",
    ],
    says: ({ colors }) => `only ${colors.map(({ name }) => name).join(" and ")} kept in color`,
    usual: 100,
    most: 100,
    apply: (picture, share, { colors }) => blend(picture, keepColors(picture, colors), share),
  },
  {
    id: "one color changed",
    phrases: [
      "(?:change|turn|make|recolor|recolour|replace|swap|paint|switch|convert)<the>(?: everything)? <color>(?: (?!and |then |,)[a-z]+){0,2}? (?:into|to|with|by|for|as)<the> <other>",
      "(?:change|turn|make|recolor|recolour|paint)<the> <color>(?: (?!and |then |,)[a-z]+){0,2}? <other>",
      "<color> (?:to|into|becomes|become) <other>",
    ],
    says: (details) => `${nameOf(details)} changed to ${nameOf(details, 1)}`,
    usual: 100,
    most: 100,
    apply: (picture, share, details) =>
      blend(picture, recolor(picture, wanted(details), wanted(details, 1)), share),
  },
  {
    id: "more of a color",
    phrases: [
      "(?:more|extra|stronger|increase|boost|enhance|intensify|deepen)<the> <color>(?: (?:tones|color|colour|parts))?",
    ],
    says: (details) => `stronger ${nameOf(details)}`,
    usual: 60,
    most: 150,
    apply: (picture, share, details) => changeStrength(picture, wanted(details), 1 + share),
  },
  {
    id: "less of a color",
    phrases: ["(?:<less>|<remove>|mute)<the> <color>(?: (?:tones|color|colour|parts))?"],
    says: (details) => `less ${nameOf(details)}`,
    usual: 70,
    most: 100,
    apply: (picture, share, details) => changeStrength(picture, wanted(details), 1 - share),
  },
  {
    id: "cinematic",
    phrases: [
      "(?:cinematic|teal and orange|orange and teal|like<the> movie|movie|film still|hollywood|cinematic colors|cinematic colours)<effect>",
    ],
    says: () => "film colors, teal and orange",
    usual: 80,
    most: 100,
    apply: gradeForFilm,
  },
];

const blue = [colorNamed("blue")].flatMap((color) => color ?? []);
