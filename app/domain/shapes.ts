/** The proportions a picture can have, with the pixel size that the built-in models make. */
export const shapes = {
  "1:1": { name: "Square", width: 1024, height: 1024 },
  "4:3": { name: "Landscape", width: 1152, height: 864 },
  "3:4": { name: "Portrait", width: 864, height: 1152 },
  "16:9": { name: "Wide", width: 1344, height: 768 },
  "9:16": { name: "Tall", width: 768, height: 1344 },
} as const;

export type ShapeId = keyof typeof shapes;
export const shapeIds = Object.keys(shapes) as [ShapeId, ...ShapeId[]];

/** In pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}
