import { prepareFreshData } from "../fresh-data";
import { removeDataDir, startServer } from "./server";

/** One production server for the whole run. Answers what stops it. */
export default async function startForAll(): Promise<() => Promise<void>> {
  const removeFreshData = await prepareFreshData();
  const server = await startServer();
  process.env["EASEL_TEST_ORIGIN"] = server.origin;
  process.env["EASEL_TEST_DATA_DIR"] = server.dataDir;
  return async () => {
    await server.stop();
    await removeDataDir(server.dataDir);
    await removeFreshData();
    const logged = server.output().match(/^.*"level":"(error|fatal)".*$/gm) ?? [];
    // How long a page takes is the machine's: a test that minds sees the 503 itself.
    const faults = logged.filter((line) => !line.includes('"msg":"a page took too long"'));
    if (faults.length > 0) throw new Error(`The server logged errors\n${faults.join("\n")}`);
  };
}
