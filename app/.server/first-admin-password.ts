import { hashPassword, makePassword } from "./admin/admin-password";
import { keepAdminPasswordHash, readSecrets } from "./embedded/secrets";

/**
 * Makes the password of the admin pages where the built-in database keeps none yet, and shows it this once to whoever
 * sits at the terminal. Without one says in the log how it is set. Throws StartError.
 */
export async function showFirstAdminPassword(
  dataDir: string,
  log: (line: string) => void,
  show: ((line: string) => void) | null,
): Promise<void> {
  if ((await readSecrets(dataDir))?.adminPasswordHash) return;
  if (!show) return log("The admin pages have no password yet: `pnpm admin:password` sets one");
  const password = makePassword();
  await keepAdminPasswordHash(dataDir, await hashPassword(password));
  show(`Admin password for /admin-control, shown this once: ${password}`);
}
