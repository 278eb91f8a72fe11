import { createSubprocessPool } from "../../../../app/.server/subprocesses/subprocess-pool.ts";

/** Has a worker do something without end, and tells its process number. Is then killed by the test. */
const workerUrl = new URL("./endless-worker.ts", import.meta.url);
const pool = createSubprocessPool<{ pid: number }, { kind: "never" }>({ workerUrl, name: "test" });
void pool.run({ pid: process.pid }, { onProgress: (pid) => console.log(pid) });
