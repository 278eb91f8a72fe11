import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const dependencies = { next: "16.4.6", react: "19.3.1", "react-dom": "19.3.1" };
const development = { typescript: "6.0.3", "@types/react": "19.3.0", "@types/node": "24.19.2" };

const layout = `export default function Layout({ children }: { children: React.ReactNode }) {
  return <html lang="en"><body>{children}</body></html>;
}
`;
const page = `import { Client } from "./client";
export const dynamic = "force-dynamic";
export const metadata = { title: "Bare" };
export default function Page() {
  return <Client now={new Date().toISOString()} />;
}
`;
const client = `"use client";
import { BarePage } from "./bare-page";
export const Client = BarePage;
`;

/**
 * Makes and builds a Next.js app around the same bare page in a temporary folder. Fetches packages. Answers the folder.
 */
export async function makeNextApp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "easel-next-"));
  const manifest = { private: true, dependencies, devDependencies: development };
  await mkdir(join(folder, "app"));
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "app/layout.tsx"), layout);
  await writeFile(join(folder, "app/page.tsx"), page);
  await writeFile(join(folder, "app/client.tsx"), client);
  await cp(join(import.meta.dirname, "bare/app/bare-page.tsx"), join(folder, "app/bare-page.tsx"));
  const run = (command: string, ...args: string[]): void => {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
    execFileSync(command, args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"], env });
  };
  run("npm", "install", "--no-audit", "--no-fund");
  run(process.execPath, "node_modules/next/dist/bin/next", "build");
  return folder;
}
