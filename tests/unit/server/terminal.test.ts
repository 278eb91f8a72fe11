import { expect, test } from "vitest";
import { findTerminal } from "~/.server/terminal";

const nowhere = () => false;
function output(isTTY: boolean) {
  const said: string[] = [];
  return { isTTY, said, write: (text: string) => said.push(text) > 0 };
}

test("a line for somebody's eyes goes to their terminal", () => {
  const terminal = output(true);
  findTerminal(terminal, nowhere)?.("the password");
  expect(terminal.said).toEqual(["the password\n"]);
});

test("there is no terminal where output is written down", () => {
  expect(findTerminal(output(false), nowhere)).toBeNull();
});

test.each(["/.dockerenv", "/run/.containerenv"])(
  "a terminal in a container is a log: %s",
  (mark) => {
    expect(findTerminal(output(true), (path) => path === mark)).toBeNull();
  },
);
