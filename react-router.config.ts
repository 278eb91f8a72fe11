import type { Config } from "@react-router/dev/config";
import { finishBuild } from "./scripts/finish-build.ts";

export default {
  ssr: true,
  // All pages are known from the start, so that none has to be asked for while the server is out of reach.
  routeDiscovery: { mode: "initial" },
  // The server's own origin guard stands before every route and is stricter; this check knows the Origin header only,
  // and would refuse a page's own form where that says "null".
  allowedActionOrigins: ["**"],
  buildEnd: ({ reactRouterConfig }) => finishBuild(reactRouterConfig.buildDirectory),
  future: {
    v8_middleware: true,
    v8_passThroughRequests: true,
    v8_splitRouteModules: "enforce",
    v8_trailingSlashAwareDataRequests: true,
    v8_viteEnvironmentApi: true,
  },
} satisfies Config;
