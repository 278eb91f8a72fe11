import { expect, test } from "vitest";
import { createTurns } from "~/.server/media/turns";

const refusal = expect.objectContaining({ code: "rate_limited", facts: { retryAfterSeconds: 60 } });

test("gives one person so many downloads at once, and one more when one has ended", () => {
  const turns = createTurns({ atOnce: 8, perPerson: 2, retryAfterSeconds: 60 });
  const end = turns.begin("ann");
  turns.begin("ann");
  expect(() => turns.begin("ann")).toThrow(refusal);
  turns.begin("bob");
  end();
  end();
  turns.begin("ann");
  expect(() => turns.begin("ann")).toThrow(refusal);
});

test("bears so many downloads of everybody at once", () => {
  const turns = createTurns({ atOnce: 2, perPerson: 2, retryAfterSeconds: 60 });
  turns.begin("ann");
  const end = turns.begin("bob");
  expect(() => turns.begin("eve")).toThrow(refusal);
  end();
  turns.begin("eve");
});
