import { boundDecoders } from "../decoders/bound-decoders.ts";
import { serveOrders } from "../subprocesses/serve-orders.ts";
import { type FilmOrder, openOrder } from "./film-order.ts";
import { makeFilm, type Filmed } from "./make-film.ts";

boundDecoders();

/** Entry of the worker that makes films. */
serveOrders<FilmOrder, Filmed>(async (order, onProgress) => {
  return makeFilm(await openOrder(order), onProgress);
});
