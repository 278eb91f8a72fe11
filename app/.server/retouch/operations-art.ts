import {
  glitch,
  makeCartoon,
  makePixelArt,
  makePoster,
  mirrorHalf,
  paintInOil,
  paintInWatercolor,
  pixelate,
  printHalftone,
} from "./art.ts";
import { drawEdges, drawPencil, emboss } from "./drawing.ts";
import type { Operation } from "./operation.ts";

/** As if drawn, painted or printed. */
export const artOperations: readonly Operation[] = [
  {
    id: "pixel art",
    phrases: [
      "(?:pixel art|pixelart|pixel style|8 bit|8bit|16 bit|retro game|video game|old game|game boy)<effect>",
    ],
    says: () => "pixel art",
    usual: 100,
    most: 200,
    apply: makePixelArt,
  },
  {
    id: "mosaic",
    phrases: [
      "(?:mosaic|pixelate|pixelated|pixelation|pixels|censor|censored|big pixels|blocks)<effect>",
    ],
    says: () => "a mosaic",
    usual: 50,
    most: 200,
    apply: pixelate,
  },
  {
    id: "poster",
    phrases: [
      "(?:poster|posterize|posterise|posterized|posterised|pop art|screen print|silkscreen|warhol|poster paint|flat colors|flat colours|few colors|few colours)(?: (?:color|colour|colors|colours))*<effect>",
    ],
    says: () => "poster colors",
    usual: 60,
    most: 100,
    apply: makePoster,
  },
  {
    id: "pencil sketch",
    phrases: [
      "(?:pencil sketch|pencil drawing|pencil|sketch|sketched|hand drawn|drawing|drawn|charcoal|graphite)<effect>(?: drawing)?",
    ],
    says: () => "a pencil sketch",
    usual: 60,
    most: 100,
    apply: drawPencil,
  },
  {
    id: "oil painting",
    phrases: [
      "(?:oil painting|oil paint|oil painted|oil on canvas|oils|oil|impressionist|impressionism|painterly|brush strokes|brushstrokes|painting|painted|canvas)<effect>",
    ],
    says: () => "like an oil painting",
    usual: 60,
    most: 100,
    apply: paintInOil,
  },
  {
    id: "watercolor",
    phrases: [
      "(?:watercolor|watercolour|water color|water colour|aquarelle)(?: (?:painting|paint|painted))*<effect>",
    ],
    says: () => "like a watercolor",
    usual: 60,
    most: 100,
    apply: paintInWatercolor,
  },
  {
    id: "cartoon",
    phrases: [
      "(?:cartoon|cartoonish|comic|comic book|comics|anime|manga|cel shaded|cel shading|toon)(?: book)?<effect>",
    ],
    says: () => "like a comic",
    usual: 60,
    most: 100,
    apply: makeCartoon,
  },
  {
    id: "halftone",
    phrases: [
      "(?:halftone|half tone|newspaper|newsprint|newspaper print|printed dots|dots|dotted)<effect>",
    ],
    says: () => "printed in dots",
    usual: 70,
    most: 200,
    apply: printHalftone,
  },
  {
    id: "embossed",
    phrases: [
      "(?:emboss|embossed|embossing|relief|engraved|engraving|stamped|chiseled|chiselled)<effect>",
    ],
    says: () => "embossed",
    usual: 70,
    most: 100,
    apply: emboss,
  },
  {
    id: "edge lines",
    phrases: [
      "(?:edge lines|edges|outline|outlines|outlined|line art|line drawing|lineart|contours|contour lines|ink drawing|ink|coloring page|colouring page|coloring book|edge detection)<effect>",
    ],
    says: () => "ink lines alone",
    usual: 60,
    most: 100,
    apply: drawEdges,
  },
  {
    id: "glitch",
    phrases: [
      "(?:glitch|glitched|glitchy|vhs|vaporwave|bad tape|broken tv|rgb split|chromatic aberration)<effect>",
    ],
    says: () => "a glitch",
    usual: 65,
    most: 100,
    apply: glitch,
  },
  {
    id: "mirrored half",
    phrases: [
      "(?:mirrored half|mirror<the> half|half mirrored|symmetry|symmetric|symmetrical|mirror effect|kaleidoscope)<effect>",
    ],
    says: () => "one half mirrored onto the other",
    usual: 100,
    most: 100,
    apply: mirrorHalf,
  },
];
