import { expect, test } from "vitest";
import { redirectConsole } from "../../../../app/.server/embedded/redirect-console.ts";

test("what is written to the console inside becomes a log line without values", async () => {
  const logged: unknown[] = [];
  await redirectConsole(
    (message, facts) => logged.push({ message, facts }),
    async () => {
      await Promise.resolve();
      const failure = Object.assign(new Error("private@example.com"), {
        code: "23505",
        detail: "private@example.com",
      });
      console.error("insert into users values ('private@example.com')", failure);
    },
  );
  expect(logged).toEqual([
    { message: "Supabase Lite reported a failure.", facts: { name: "Error", code: "23505" } },
  ]);
});
