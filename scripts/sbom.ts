import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { join, resolve } from "node:path";
import { Contrib, Enums, Models, Serialize, Spec } from "@cyclonedx/cyclonedx-library";
import { PackageURL } from "packageurl-js";
import parseLicense from "spdx-expression-parse";
import { parse } from "yaml";
import { z } from "zod";

// Prints what Easel runs on as a bill of materials in CycloneDX 1.6 JSON: every package that its lockfile takes to a
// server, for every platform, with its digest, its license where it is installed here, and what needs it. pnpm --silent
// sbom > sbom.json

const names = z.record(z.string(), z.string()).default({});
const versions = z.record(z.string(), z.object({ version: z.string() })).default({});
const lockfile = z.object({
  importers: z.object({
    ".": z.object({ dependencies: versions, optionalDependencies: versions }),
  }),
  packages: z.record(z.string(), z.object({ resolution: z.object({ integrity: z.string() }) })),
  snapshots: z.record(z.string(), z.object({ dependencies: names, optionalDependencies: names })),
});
const manifest = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional().catch(undefined),
});

const root = resolve(import.meta.dirname, "..");
const readManifest = (path: string) => manifest.parse(JSON.parse(readFileSync(path, "utf8")));
const { importers, packages, snapshots } = lockfile.parse(
  parse(readFileSync(join(root, "pnpm-lock.yaml"), "utf8")),
);
const licenses = new Contrib.License.Factories.LicenseFactory(parseLicense);
const components = new Map<string, Models.Component>();

/** Where pnpm has put a package, by its key in the lockfile; undefined where it is for another platform. */
function licenseOf(key: string, name: string): Models.License | undefined {
  const folder = key
    .replaceAll("/", "+")
    .replaceAll(")(", "_")
    .replaceAll("(", "_")
    .replaceAll(")", "");
  const beside = join(root, "node_modules/.pnpm", folder, "node_modules", "beside.js");
  try {
    const path = findPackageJSON(name, beside);
    const { license } = path === undefined ? {} : readManifest(path);
    return license === undefined ? undefined : licenses.makeFromString(license);
  } catch {
    return undefined;
  }
}

/** The component of a package and, before it, those of what it needs. */
function take(name: string, version: string): Models.Component {
  const key = snapshots[version] === undefined ? `${name}@${version}` : version;
  const known = components.get(key);
  if (known) return known;
  const plainKey = key.replace(/\(.*$/, "");
  const at = plainKey.lastIndexOf("@");
  const [fullName, plainVersion] = [plainKey.slice(0, at), plainKey.slice(at + 1)];
  const [group, shortName] = fullName.startsWith("@") ? fullName.split("/") : [undefined, fullName];
  const [algorithm, digest = ""] = packages[plainKey]?.resolution.integrity.split("-") ?? [];
  const license = licenseOf(key, fullName);
  const component = new Models.Component(Enums.ComponentType.Library, shortName ?? fullName, {
    bomRef: key,
    version: plainVersion,
    ...(group === undefined ? {} : { group }),
    purl: new PackageURL("npm", group, shortName, plainVersion).toString(),
    ...(license === undefined ? {} : { licenses: new Models.LicenseRepository([license]) }),
  });
  if (algorithm === "sha512")
    component.hashes.set(
      Enums.HashAlgorithm["SHA-512"],
      Buffer.from(digest, "base64").toString("hex"),
    );
  components.set(key, component);
  const { dependencies = {}, optionalDependencies = {} } = snapshots[key] ?? {};
  for (const [each, of] of Object.entries({ ...dependencies, ...optionalDependencies }))
    component.dependencies.add(take(each, of).bomRef);
  return component;
}

const easel = readManifest(join(root, "package.json"));
const app = new Models.Component(Enums.ComponentType.Application, easel.name, {
  bomRef: easel.name,
  version: easel.version,
});
const { dependencies, optionalDependencies } = importers["."];
for (const [name, { version }] of Object.entries({ ...dependencies, ...optionalDependencies }))
  app.dependencies.add(take(name, version).bomRef);
const bom = new Models.Bom({
  metadata: new Models.Metadata({ component: app }),
  components: new Models.ComponentRepository(components.values()),
});
const writer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
process.stdout.write(`${writer.serialize(bom, { sortLists: true, space: 2 })}\n`);
