import type { Answer, EmulatedRoute } from "./emulator.ts";
import type { EmulatedGradioApp } from "./gradio-apps.ts";
import type { GradioState } from "./gradio-state.ts";

/** What huggingface.co says of Spaces. */
export function hubRoutes(state: GradioState): EmulatedRoute[] {
  const pattern = "/huggingface.co/api/spaces/:owner/:name";
  const route = (path: string, answer: (app: EmulatedGradioApp) => Answer): EmulatedRoute => ({
    method: "GET",
    pattern: pattern + path,
    answer({ headers }, { owner, name }) {
      const app = state.apps.find(({ space }) => space === `${owner}/${name}`);
      if (!app) return { status: 404, json: { error: "Sorry, we can't find the page." } };
      if (isLockedOut(state, headers.authorization))
        return { status: 401, json: { error: "Invalid username or password." } };
      return answer(app);
    },
  });
  return [
    route("", ({ space, host }) => {
      const isPrivate = state.behaviour.token !== null;
      return { json: { id: space, private: isPrivate, runtime: { stage: stageOf(state, host) } } };
    }),
    route("/host", ({ host }) => ({
      json: { host: `https://${host}`, subdomain: host.split(".")[0] },
    })),
    route("/jwt", () => ({ json: { token: "jwt-of-the-space" } })),
  ];
}

function stageOf({ behaviour, visited }: GradioState, host: string): string {
  const looks = visited.get(host);
  if (behaviour.stage !== "SLEEPING" || looks === undefined) return behaviour.stage;
  visited.set(host, looks + 1);
  return looks + 1 >= behaviour.looksUntilAwake ? "RUNNING" : "APP_STARTING";
}

/** Whether somebody with this authorization is kept out of private Spaces. */
export function isLockedOut(
  { behaviour }: GradioState,
  authorization: string | undefined,
): boolean {
  return behaviour.token !== null && authorization !== `Bearer ${behaviour.token}`;
}
