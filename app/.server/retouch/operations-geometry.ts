import {
  addBorder,
  cropTo,
  cutOff,
  mirror,
  moveCloser,
  roundCorners,
  shrink,
  straighten,
  turn,
  turnUpsideDown,
} from "./geometry.ts";
import type { Details, Operation } from "./operation.ts";

const quarter = (degrees: number) => (((Math.round(degrees / 90) * 90) % 360) + 360) % 360;

/** Degrees clockwise, from 0 up to 360. */
function clockwise({ degrees, isLeft }: Details, otherwise: number): number {
  const given = degrees ?? otherwise;
  return (((isLeft ? -given : given) % 360) + 360) % 360;
}

function turnedWords(details: Details): string {
  const degrees = clockwise(details, 90);
  if (degrees === 90) return "turned right";
  if (degrees === 270) return "turned left";
  if (degrees === 180) return "turned upside down";
  return degrees > 180 ? `turned left by ${360 - degrees}°` : `turned right by ${degrees}°`;
}

/** Shape, place and size. They are always about the whole picture. */
export const geometryOperations: readonly Operation[] = [
  {
    id: "cropped",
    phrases: [
      "(?:crop|cropped|cut|trim|format|resize|reshape)<the>(?: (?:into|as|down))*<the> <shape>(?: (?:format|shape|crop|ratio|aspect ratio|aspect|proportions|picture|photo))*",
      "<shape>(?: (?:format|shape|crop|cropped|ratio|aspect ratio|aspect|proportions))+",
      "<make> <it><as> (?<shape>square|widescreen|panoramic|panorama|portrait|landscape|\\d+(?:\\.\\d+)?[:x]\\d+(?:\\.\\d+)?)",
      "(?<shape>square|widescreen|\\d+(?:\\.\\d+)?[:x]\\d+(?:\\.\\d+)?)",
    ],
    says: ({ shape }) =>
      shape && shape[0] === shape[1] ? "cropped to a square" : `cropped to ${shape?.join(":")}`,
    usual: 100,
    most: 100,
    isGeometry: true,
    apply: (picture, _share, { shape }) => cropTo(picture, shape ?? [1, 1]),
  },
  {
    id: "turned",
    phrases: [
      "(?:rotate|rotated|turn|turned|spin|tilt)<the>(?: (?:around|over))? <degrees>(?:<the> <turn>)?",
      "(?:rotate|rotated|turn|turned|spin|rotation)<the> <turn>(?:<the> <degrees>)?",
      "(?:rotate|rotated|rotation)",
    ],
    says: turnedWords,
    usual: 100,
    most: 100,
    isGeometry: true,
    async apply(picture, _share, details) {
      const degrees = clockwise(details, 90);
      const turns = quarter(degrees);
      if (turns !== degrees)
        return await straighten(picture, degrees > 180 ? degrees - 360 : degrees);
      return turns === 90 || turns === 180 || turns === 270 ? await turn(picture, turns) : picture;
    },
  },
  {
    id: "upside down",
    phrases: [
      "(?:upside down|on its head|half turn|turn<the> around|turned around|flip<the> over)",
    ],
    says: () => "turned upside down",
    usual: 100,
    most: 100,
    isGeometry: true,
    apply: (picture) => turn(picture, 180),
  },
  {
    id: "mirrored",
    phrases: [
      "(?:mirror|mirrored|mirror image|flip|flipped|flop|flipping)<the>(?: (?:horizontally|horizontal|sideways|left to right|left and right|left right))?",
      "(?:swap|switch) left and right",
    ],
    says: () => "mirrored",
    usual: 100,
    most: 100,
    isGeometry: true,
    apply: mirror,
  },
  {
    id: "flipped",
    phrases: [
      "(?:flip|flipped|mirror|mirrored)<the> (?:vertically|vertical|top to bottom|up and down|up down)",
    ],
    says: () => "mirrored top to bottom",
    usual: 100,
    most: 100,
    isGeometry: true,
    apply: turnUpsideDown,
  },
  {
    id: "straightened",
    phrases: [
      "(?:straighten|straightened|level|leveled|levelled|skew)<the>(?: horizon)?<the> <degrees>(?:<the> <turn>)?",
      "(?:straighten|straightened|level)<the>(?: horizon)?<the> <turn><the> <degrees>",
    ],
    says: (details) => {
      const degrees = clockwise(details, 0);
      return degrees > 180
        ? `straightened by ${360 - degrees}° to the left`
        : `straightened by ${degrees}° to the right`;
    },
    usual: 100,
    most: 100,
    isGeometry: true,
    apply(picture, _share, details) {
      const degrees = clockwise(details, 0);
      return straighten(picture, degrees > 180 ? degrees - 360 : degrees);
    },
  },
  {
    id: "closer",
    phrases: [
      "(?:zoom in|zoomed in|zoom|move closer|closer|crop closer|crop tighter|tighter crop|closeup|close up)",
    ],
    says: () => "closer",
    usual: 25,
    most: 90,
    isGeometry: true,
    apply: moveCloser,
  },
  {
    id: "cut",
    phrases: [
      "(?:cut|crop|trim|chop|remove|take|slice)(?: <percent>)?(?: (?:off|from|of|away|the|at))* <side>(?: (?:side|edge|part|end))?(?: (?:off|away))?",
    ],
    says: ({ side }) => `cut at the ${side}`,
    usual: 10,
    most: 90,
    isGeometry: true,
    apply: (picture, share, { side }) => cutOff(picture, side ?? "left", share),
  },
  {
    id: "smaller",
    phrases: [
      "(?:smaller|shrink|shrunk|scale down|downscale|resize|half<the> size|half as (?:big|large|wide)|reduce<the> size)(?: size)?",
    ],
    says: () => "smaller",
    usual: 50,
    most: 99,
    isGeometry: true,
    apply: shrink,
  },
  {
    id: "border",
    phrases: [
      "<color> (?:border|frame|margin|edge|passe partout|passepartout|mat)(?:<the> around(?:<the>)*)?",
      "(?:border|frame|framed|margin|passe partout|passepartout|mat|polaroid)(?:<the> around(?:<the>)*)?(?:<the> <color>)?",
    ],
    says: ({ colors }) => `a ${colors[0]?.name ?? "white"} border`,
    usual: 6,
    most: 50,
    isGeometry: true,
    apply: (picture, share, { colors }) =>
      addBorder(picture, share, colors[0]?.rgb ?? [250, 250, 248]),
  },
  {
    id: "rounded corners",
    phrases: ["(?:round|rounded|rounding|round off)<the> corners?", "rounded"],
    says: () => "rounded corners",
    usual: 16,
    most: 100,
    isGeometry: true,
    apply: roundCorners,
  },
];
