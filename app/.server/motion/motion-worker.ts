import { serveOrders } from "../threads/serve-orders.ts";
import { type FilmOrder, openOrder } from "./film-order.ts";
import { makeFilm, type Filmed } from "./make-film.ts";

/** Entry of the worker thread that makes films. */
serveOrders<FilmOrder, Filmed>(async (order, onProgress) => {
  const answer = makeFilm(await openOrder(order), onProgress);
  return { answer, transfer: [answer.mp4.buffer, answer.poster.buffer] };
});
