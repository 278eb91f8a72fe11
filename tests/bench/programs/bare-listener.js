import { createServer } from "node:http";

/** Event streams on which nothing happens, by node:http alone: what each costs in any case. */
createServer((request, response) => {
  if (request.url !== "/events") return response.end("here");
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write("retry: 2000\n\n");
}).listen(Number(process.env.PORT), "127.0.0.1");
