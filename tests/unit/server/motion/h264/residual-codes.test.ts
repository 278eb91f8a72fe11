import { expect, test } from "vitest";
import {
  chromaTokens,
  chromaTotalZeros,
  coefficientTokens,
  runsBefore,
  totalZeros,
} from "~/.server/motion/h264/residual-codes";

const tables = [
  ...coefficientTokens,
  chromaTokens,
  ...totalZeros,
  ...chromaTotalZeros,
  ...runsBefore,
];

test("no code is the beginning of another one", () => {
  for (const { lengths, bits } of tables) {
    const codes = [...lengths].flatMap((length, at) =>
      length > 0 ? [bits[at]!.toString(2).padStart(length, "0")] : [],
    );
    for (const [at, code] of codes.entries())
      expect(codes.filter((other, place) => place !== at && other.startsWith(code))).toEqual([]);
    for (const [at, code] of codes.entries())
      expect(code).toHaveLength(lengths.filter(Boolean)[at]!);
  }
});
