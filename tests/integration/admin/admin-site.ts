import type { Site } from "../faults/site";
import { visitorOf } from "../faults/site";
import { adminPassword } from "../../e2e/server";

export type AdminVisitor = Pick<ReturnType<typeof visitorOf>, "get" | "post"> & {
  /** The value of a Cookie header. */
  cookie: string;
};

/** The cookies that an answer sets, as a browser sends them back. */
export const cookiesOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");

/** Signs in at `/admin-control`, as a browser without JavaScript does. */
export async function enterAdmin(
  { nobody, origin }: Pick<Site, "nobody" | "origin">,
  name = "Grace",
): Promise<AdminVisitor> {
  const form = { intent: "sign-in", name, password: adminPassword, next: "/admin" };
  const answer = await nobody.post("/admin-control", form);
  if (answer.status !== 302) throw new Error(`Signing in answers ${answer.status}`);
  const cookie = cookiesOf(answer.headers);
  return { ...visitorOf(origin, cookie), cookie };
}
