import { expect, test } from "vitest";
import { expiryWarning } from "~/.server/media/stores/blob-access";
import { emulatedBlobProject, emulatedBlobToken } from "../../../../emulators/vercel-blob";

const storeId = "store_a1B2c3";

test("says when a project's token runs out, and of nothing that lasts", () => {
  const oidcToken = emulatedBlobProject.VERCEL_OIDC_TOKEN;
  const warning = expiryWarning({ storeId, oidcToken });
  expect(warning).toContain("until 2099-01-01T00:00:00.000Z");
  expect(warning).toContain("BLOB_READ_WRITE_TOKEN");
  expect(warning).not.toContain(oidcToken);
  expect(expiryWarning({ token: emulatedBlobToken })).toBeNull();
  expect(expiryWarning({ storeId, oidcToken: "no token of theirs" })).toBeNull();
});
