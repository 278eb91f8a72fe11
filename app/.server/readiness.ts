import type { AuthGateway } from "./auth/port";
import type { Database } from "./db/clients";

export interface ReadinessParts {
  database: Database;
  checkStore(): Promise<void>;
  auth: Pick<AuthGateway, "check">;
}

/** Asks each thing that must work before requests are let in whether it does. Never rejects. */
export function createReadiness({ database, checkStore, auth }: ReadinessParts) {
  const works = (check: Promise<unknown>) =>
    check.then(
      () => true,
      () => false,
    );
  return async (): Promise<Record<string, boolean>> => {
    const [databaseAndQueue, files, signIn] = await Promise.all([
      works(database.asService().call("ready", {})),
      works(checkStore()),
      works(auth.check()),
    ]);
    return { database: databaseAndQueue, queue: databaseAndQueue, store: files, auth: signIn };
  };
}
