import { serveOrders } from "../threads/serve-orders.ts";
import { makeFilm, type FilmRequest, type Filmed } from "./make-film.ts";

/** Entry of the worker thread that makes films. */
serveOrders<FilmRequest, Filmed>((request, onProgress) => {
  const answer = makeFilm(request, onProgress);
  return { answer, transfer: [answer.mp4.buffer, answer.poster.buffer] };
});
