import { describe, expect, test } from "vitest";
import { progressLine } from "../../src/cli/progress.ts";
import { lemmata } from "../command.ts";

function recorded(isTTY: boolean, quiet = false) {
  const written: string[] = [];
  let time = 0;
  let part: number | undefined;
  const stream = { isTTY, columns: 40, write: (text: string) => written.push(text) };
  const line = progressLine(4, { isQuiet: quiet, share: () => part, stream, now: () => time });
  return {
    line,
    written,
    wait: (ms: number) => (time += ms),
    did: (share: number) => (part = share),
  };
}

describe("progress", () => {
  test("on a terminal: what, how many of how many, the time left, and nothing in the first second", () => {
    const { line, written, wait } = recorded(true);
    line.show("a");
    wait(900);
    line.show("b");
    expect(written).toEqual([]);
    wait(1100);
    line.show("c");
    expect(written).toEqual(["[3/4] c, 2 s left"]);
    line.print("kept\n", { write: (text) => written.push(text) });
    expect(written.slice(1)).toEqual(["\r\u001b[K", "kept\n", "[3/4] c, 2 s left"]);
    line.clear();
    expect(written.at(-1)).toBe("\r\u001b[K");
  });

  test("elsewhere: a line every fifteen seconds, without escape codes", () => {
    const { line, written, wait } = recorded(false);
    line.show("a");
    wait(10_000);
    line.show("b");
    expect(written).toEqual([]);
    wait(10_000);
    line.show("c");
    expect(written).toEqual(["[3/4] c, 20 s left\n"]);
    line.clear();
    expect(written).toHaveLength(1);
  });

  test("the time left is that of the work, where it is done before its turn", () => {
    const { line, written, wait, did } = recorded(false);
    line.show("a");
    wait(30_000);
    did(3 / 4);
    line.show("b");
    expect(written).toEqual(["[2/4] b, 10 s left\n"]);
    line.clear();
  });

  test("quiet says nothing", () => {
    const { line, written, wait } = recorded(true, true);
    wait(60_000);
    line.show("a");
    expect(written).toEqual([]);
  });
});

test("--quiet leaves what is as expected out of the report", () => {
  const args = ["verify", "specs/simsek2025/saddle-to-minimum.yaml", "--case", "threshold"];
  const loud = lemmata(args);
  const quiet = lemmata([...args, "--quiet"]);
  expect(loud.stdout).toMatch(/✓ proved {6}threshold/);
  expect(quiet.stdout.split("\n")[0]).toMatch(/^1 claim: 1 proved; everything as expected/);
});
