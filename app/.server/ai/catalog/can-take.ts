import { hasRoom, roomIn } from "~/domain/frame";
import type { ModelRequest, ModelRoute } from "../port";

/** Whether a route can do all of a request: as many files, with everything that it is given. Pure. */
export function canTake(route: ModelRoute, request: ModelRequest): boolean {
  const { maxOutputs, maskParameter, pictureParameters = {}, needs = [] } = route;
  const roles = (request.pictures ?? []).map(({ role }) => role);
  return (
    maxOutputs >= request.outputCount &&
    Boolean(request.readFilm) === (route.takesFilm ?? false) &&
    (!request.readMask || maskParameter !== undefined) &&
    roles.every((role) => pictureParameters[role] !== undefined) &&
    needs.every((role) => roles.includes(role)) &&
    (route.frame !== undefined || !hasRoom(roomIn(request.settings))) &&
    !(route.wordless && request.prompt) &&
    !(route.alwaysSounds && request.settings["sound"] === "off")
  );
}
