import { expect, test } from "vitest";
import { warningOf } from "~/.server/media/stores/blob-access";
import { emulatedBlobProject, emulatedBlobToken } from "../../../../emulators/vercel-blob";

const storeId = "store_a1B2c3";

test("says when a project's token runs out, and of nothing that lasts", () => {
  const oidcToken = emulatedBlobProject.VERCEL_OIDC_TOKEN;
  const warning = warningOf({ storeId, oidcToken });
  expect(warning).toContain("until 2099-01-01T00:00:00.000Z");
  expect(warning).toContain("BLOB_READ_WRITE_TOKEN");
  expect(warning).not.toContain(oidcToken);
  expect(warningOf({ token: emulatedBlobToken })).toBeNull();
  expect(warningOf({ storeId, oidcToken: "no token of theirs" })).toBeNull();
});
