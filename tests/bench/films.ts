import { framesPerSecond } from "../../app/.server/motion/film.ts";
import { makeFilm } from "../../app/.server/motion/make-film.ts";
import { pictureRoom } from "../../app/.server/motion/picture-frames.ts";
import { paint } from "../../app/.server/painter/paint.ts";
import { type Section, table, verdict } from "./report.ts";

const wantedSeconds = 3;
const durationSeconds = 3;
const asked = { negativePrompt: "", durationSeconds, seed: 5, width: 640, height: 360 };
const scenes = [
  "sunset over the sea, three sailing boats, birds",
  "snowfall over a pine forest by a lake in winter, night, stars, aurora",
  "balloons over mountains and a flower meadow, clouds",
];

/** The built-in videos: processor time for each second of film on one core, 640 × 360. As Markdown. */
export async function measureFilms(): Promise<Section> {
  const rows = scenes.map((prompt) => measure(prompt, { ...asked, prompt, pictures: [] }));
  const [width, height] = [640, 360].map((side) => 2 * Math.ceil((side * pictureRoom) / 2));
  const size = { width: width!, height: height! };
  const rgb = paint({ ...asked, ...size, prompt: scenes[2]!, index: 0 });
  rows.push(
    measure("from a picture", { ...asked, prompt: "zoom in", pictures: [{ ...size, rgb }] }),
  );
  const most = Math.max(...rows.map(({ seconds }) => seconds));
  const cells = rows.map(({ name, seconds, megabits }) => [
    name,
    seconds.toFixed(2),
    megabits.toFixed(2),
  ]);
  return {
    title: "Built-in videos",
    text: [
      `${durationSeconds} s at 640 × 360, ${framesPerSecond} frames a second; processor time of the one thread that makes it.`,
      table(["film", "seconds of work per second", "Mbit/s"], cells),
      `At most ${wantedSeconds} seconds of work per second of film are wanted: ${verdict(most <= wantedSeconds)}.`,
    ].join("\n\n"),
  };
}

function measure(name: string, request: Parameters<typeof makeFilm>[0]) {
  const before = process.cpuUsage();
  const { mp4 } = makeFilm(request);
  const { user, system } = process.cpuUsage(before);
  const megabits = (mp4.length * 8) / durationSeconds / 1e6;
  return { name, seconds: (user + system) / 1e6 / durationSeconds, megabits };
}
