import { z } from "zod";

/** What the last frame of a video is used for: a picture to edit, the first one of another video, or going on. */
export const frameUses = ["edit", "video", "more"] as const;
export type FrameUse = (typeof frameUses)[number];

export const lastFrameForm = z.object({ use: z.enum(frameUses) });

/** In the address of a video's page: its last frame can't be taken without a script. */
export const noFrame = "no-frame";
