import { maxUploadBytes } from "~/domain/uploads";

const longestWaitMs = 20_000;

/** A frame of a video as a picture file; `at` says where, in seconds. Rejects where the browser can't play it. */
export async function takeFrame(
  src: string,
  at: (durationSeconds: number) => number,
): Promise<Blob> {
  const video = document.createElement("video");
  Object.assign(video, { muted: true, playsInline: true, preload: "auto", src });
  try {
    await happens(video, "loadeddata");
    video.currentTime = Math.max(0, at(video.duration));
    await happens(video, "seeked");
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    const png = await fileOf(canvas, "image/png");
    return png.size <= maxUploadBytes ? png : await fileOf(canvas, "image/jpeg");
  } finally {
    video.removeAttribute("src");
    video.load();
  }
}

function happens(video: HTMLVideoElement, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = window.setTimeout(() => reject(new Error("It takes too long")), longestWaitMs);
    video.addEventListener("error", () => reject(new Error("It can't be played")), { once: true });
    video.addEventListener(
      name,
      () => {
        window.clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

function fileOf(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("No picture"))), type, 0.95),
  );
}
