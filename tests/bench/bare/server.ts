/**
 * The bare page behind the same parts that carry Easel: node:http, the fetch adapter, sirv, and Easel's own
 * compression.
 */
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequest } from "@remix-run/node-fetch-server";
import { createRequestHandler, RouterContextProvider, type ServerBuild } from "react-router";
import sirv from "sirv";
import { sendResponse } from "../../../app/.server/http/send-response.ts";

const folder = join(import.meta.dirname, "build");
const entry = pathToFileURL(join(folder, "server/index.js")).href;
const handle = createRequestHandler((await import(entry)) as ServerBuild, "production");
const files = sirv(join(folder, "client"), { etag: true });

createServer((incoming, outgoing) => {
  files(incoming, outgoing, () => {
    handle(createRequest(incoming, outgoing), new RouterContextProvider())
      .then((response) => sendResponse(incoming, outgoing, response))
      .catch((error: unknown) => outgoing.destroy(error as Error));
  });
}).listen(Number(process.env["PORT"]), "127.0.0.1");
