/** Ways to give what something is made from that few models have: one file for the browser. */
export { FilmPart } from "./film-part";
export { FurtherPictures } from "./further-pictures";
