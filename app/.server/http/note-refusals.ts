import type { MiddlewareFunction } from "react-router";
import { deviceOf } from "./caller";
import { containerContext } from "./context";
import { authContext } from "./session";

/** What a form was refused with that concerns who sent it, or how often. Wrong passwords have lines of their own. */
const outcomes: Readonly<Record<number, string>> = {
  403: "forbidden",
  429: "rate_limited",
};

/** Puts forms that were refused for who sent them, or how often, into the security log. */
export const noteRefusals: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const response = await next();
  const outcome = request.method === "POST" ? outcomes[response.status] : undefined;
  if (outcome !== undefined) {
    const viewer = await context
      .get(authContext)
      .viewer()
      .catch(() => null);
    await context.get(containerContext).securityLog.note({
      event: "form",
      outcome,
      userId: viewer?.userId ?? null,
      email: null,
      address: deviceOf(request, context).address,
    });
  }
  return response;
};
