import type { ReactNode } from "react";
import {
  Form,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLoaderData,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type ServerBuild,
} from "react-router";
import { z } from "zod";
import * as entryServer from "~/entry.server";
import { AppError } from "~/.server/errors";
import { containerContext, requestContext } from "~/.server/http/context";
import { parseForm } from "~/.server/http/parse-form";
import { respond } from "~/.server/http/respond";

/** What the tests can see and steer of the pages. */
export const seen = { posts: 0, isStreamOpen: false };

const words = "the server's own words ".repeat(200);
const note = z.object({ text: z.string() });

async function echo({ request }: ActionFunctionArgs) {
  return await respond(async () => {
    const submission = await parseForm(request, note);
    seen.posts += 1;
    return { text: submission.status === "success" ? submission.value.text : null };
  });
}

function events(): Response {
  seen.isStreamOpen = true;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) =>
      controller.enqueue(new TextEncoder().encode("event: hello\ndata: 1\n\n")),
    cancel: () => void (seen.isStreamOpen = false),
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}

/** Sends half of a page, and the rest when the test says so. */
export const rest = Promise.withResolvers<void>();
function halves(): Response {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      controller.enqueue(bytes("<p>first half"));
      await rest.promise;
      controller.enqueue(bytes("<p>second half"));
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/html; charset=utf-8" } });
}

async function slow(): Promise<Response> {
  process.stdout.write("slow has begun\n");
  await new Promise((resolve) => setTimeout(resolve, 700));
  return new Response("done at last", { headers: { "content-type": "text/plain" } });
}

/** Never answers, and tells that it has been asked. */
function hang(): Promise<Response> {
  process.stdout.write("hanging\n");
  return new Promise(() => {});
}

/** More than the buffers of a connection hold. */
function large(): Response {
  const piece = new Uint8Array(1_000_000);
  let left = 40;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      left -= 1;
      if (left < 0) controller.close();
      else controller.enqueue(piece);
    },
  });
  return new Response(body, { headers: { "content-type": "image/png" } });
}

function crash(): Response {
  setImmediate(() => {
    throw new Error("nobody catches this");
  });
  return new Response("soon");
}

function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <title>Fixture</title>
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

function Home() {
  const { url, address } = useLoaderData<typeof home>();
  return (
    <Form method="post">
      <p>{url}</p>
      <p>{address}</p>
      <p>{words}</p>
    </Form>
  );
}

function home({ request, context }: LoaderFunctionArgs) {
  return {
    url: request.url,
    address: context.get(requestContext).address,
    shared: context.get(containerContext) !== undefined,
  };
}

const page = (id: string, path: string | undefined, module: object) => ({
  id,
  path,
  index: path === undefined && id !== "root" ? true : undefined,
  parentId: id === "root" ? undefined : "root",
  module: module as ServerBuild["routes"][string] extends infer Route
    ? Route extends { module: infer Module }
      ? Module
      : never
    : never,
});

const routes = [
  page("root", "", {
    Layout,
    default: Outlet,
    ErrorBoundary: () => <p>The boundary speaks</p>,
  }),
  page("home", undefined, { default: Home, loader: home, action: echo }),
  page("resource", "resource", { loader: () => Response.json({ ok: true }), action: echo }),
  page("cron-cleanup", "cron/cleanup", { action: echo }),
  page("events", "events", { loader: events }),
  page("halves", "halves", { loader: halves }),
  page("slow", "slow", { loader: slow }),
  page("deaf", "deaf", {
    action: ({ request }: ActionFunctionArgs) => request.text().catch(() => "never mind"),
  }),
  page("post-only", "post-only", {
    action: echo,
    loader: () => respond(() => Promise.reject(new AppError("method_not_allowed"))),
  }),
  page("hang", "hang", { loader: hang }),
  page("large", "large", { loader: large }),
  page("crash", "crash", { loader: crash }),
  page("broken", "broken", {
    default: () => null,
    loader: () => {
      throw new Error("secret detail of the fault");
    },
  }),
  page("broken-resource", "broken-resource", {
    loader: () => {
      throw new Error("secret detail of the fault");
    },
  }),
  page("mine", "mine", {
    default: () => null,
    loader: () => respond(() => Promise.reject(new AppError("not_found"))),
  }),
  page("own-policy", "own-policy", {
    loader: () =>
      new Response("x", {
        headers: { "content-type": "text/html", "content-security-policy": "sandbox" },
      }),
  }),
];

/** A React Router build made by hand: real routing and rendering without a bundler. */
export const fixtureBuild = {
  entry: { module: entryServer },
  routes: Object.fromEntries(routes.map((route) => [route.id, route])),
  assets: {
    entry: { imports: [], module: "/assets/entry.client-1.js" },
    routes: Object.fromEntries(
      routes.map(({ module: _module, ...route }) => [
        route.id,
        {
          ...route,
          hasAction: false,
          hasLoader: false,
          hasClientAction: false,
          hasClientLoader: false,
          hasClientMiddleware: false,
          hasErrorBoundary: false,
          module: `/assets/${route.id}-1.js`,
          imports: [],
        },
      ]),
    ),
    url: "/assets/manifest-1.js",
    version: "1",
  },
  publicPath: "/",
  assetsBuildDirectory: "build/client",
  allowedActionOrigins: ["**"],
  future: {
    unstable_optimizeDeps: false,
    unstable_previewServerPrerendering: false,
    v8_middleware: true,
    v8_passThroughRequests: true,
    v8_splitRouteModules: "enforce",
    v8_trailingSlashAwareDataRequests: true,
    v8_viteEnvironmentApi: true,
  },
  ssr: true,
  isSpaMode: false,
  prerender: [],
  routeDiscovery: { mode: "lazy", manifestPath: "/__manifest" },
} as unknown as ServerBuild;
