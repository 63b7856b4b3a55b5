import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SpecError } from "../../src/model/issue.ts";
import { loadSpec } from "../../src/model/load.ts";
import { cpuSeconds } from "../cpu-seconds.ts";
import { changed, messagesOf } from "./bad-spec.ts";

/** Seconds of processor time that a bad spec may take. */
const patience = 2;

function soon<T>(work: () => T): T {
  const started = cpuSeconds();
  const value = work();
  expect(cpuSeconds() - started).toBeLessThan(patience);
  return value;
}

describe("hostile texts are issues, soon", () => {
  const laughs = Array.from(
    { length: 12 },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`,
  );
  const doubling = Array.from({ length: 60 }, (_, i) => `  y${i + 1}: y${i} + y${i}`).join("\n");
  const chain = Array.from({ length: 399 }, (_, i) => `  y${i + 1}: y${i} + 1`).join("\n");
  test.each<[string, string]>([
    ["a billion laughs", `title: x\na0: &a0 lol\n${laughs.join("\n")}\n`],
    ["definitions that double", changed({ 7: `let:\n  y0: k\n${doubling}\nmodel:` })],
    [
      "a long chain of definitions",
      changed({ 7: `let:\n  y0: k\n${chain}\nmodel:`, 16: "    equals: y399 + 2k" }),
    ],
    [
      "very many definitions",
      changed({
        7: `let:\n${Array.from({ length: 20_000 }, (_, i) => `  y${i}: ${i}`).join("\n")}\nmodel:`,
      }),
    ],
    ["10,000 brackets", changed({ 16: `    equals: ${"(".repeat(10_000)}1${")".repeat(10_000)}` })],
    ["4,900 brackets", changed({ 16: `    equals: ${"(".repeat(4900)}1${")".repeat(4900)}` })],
    ["10,000 signs", changed({ 16: `    equals: ${"-".repeat(9000)}1` })],
    ["lists in lists", `title: ${"[".repeat(50_000)}`],
    ["closed lists in lists", `title: ${"[".repeat(5000)}${"]".repeat(5000)}`],
    ["maps in maps", `title: ${"{a: ".repeat(20_000)}`],
    ["dashes in dashes", `title:\n ${"- ".repeat(20_000)}`],
    ["many keys", Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join("\n")],
    ["one key many times", "title: x\n".repeat(20_000)],
    ["one long word", `title: x\n${"a".repeat(200_000)}: 1`],
    ["as many brackets as there may be", "[".repeat(260_000)],
    ["as many braces as there may be", "{".repeat(260_000)],
    ["as many items as there may be", `a: [${"1,".repeat(130_000)}]`],
    ["more than there may be", "a".repeat(300_000)],
    ["one long text", changed({ 16: `    equals: ${"k + ".repeat(200_000)}1` })],
    ["quotes without end", `title: "${"\\u0041".repeat(100_000)}`],
    [
      "a tower of powers",
      changed({ 4: "  k: { in: 2..oo, sampled: 9^9^9^9..9^9^9^9^9 }", 16: "    equals: k +" }),
    ],
    ["control characters", "title: \u0001\u0002\u0000"],
    ["only colons", ":".repeat(100_000)],
    ["constructor", changed({ 16: "    equals: constructor" })],
    ["__proto__", changed({ 16: "    equals: __proto__" })],
    ["toString()", changed({ 16: "    equals: toString(1)" })],
    ["process.exit()", changed({ 16: "    equals: process.exit()" })],
    ["__proto__ as a key", changed({ 16: "    __proto__: { equals: 1 }" })],
    ["constructor as a key", "constructor: 1\ntitle: x"],
    ["prototype words as a kind", changed({ 14: "    kind: constructor" })],
    ["prototype words as an axis", changed({ 11: "  loss: __proto__" })],
    ["prototype words as a start", changed({ 16: "    start: { constructor: 1 }" })],
  ])("%s", (_, text) => {
    const messages = soon(() => messagesOf(text));
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) {
      expect(message).toMatch(/^bad\.yaml:[1-9]\d*:[1-9]\d* .*expected .+, got .+\./s);
    }
  });

  test("names of prototypes are names like others", () => {
    expect(messagesOf(changed({ 4: "  k: 2..oo\n  constructor: 1..2" }))).toEqual([]);
  });
});

describe("hostile files are issues, soon", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "specs-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each<[string, string | Uint8Array, RegExp]>([
    ["an empty file", "", /:1:1 expected a spec, got an empty file\. Begin with title:\.$/],
    ["blanks and comments", "\n  \n# nothing\n", /:1:1 expected a spec, got an empty file\./],
    [
      "a binary file",
      new Uint8Array([137, 80, 78, 71, 0, 1, 2]),
      /:1:1 expected a text in UTF-8, got binary content\./,
    ],
    ["bytes that are no UTF-8", new Uint8Array([116, 58, 32, 255, 254]), /got binary content/],
    ["10 MB", "a".repeat(10_000_000), /:1:1 expected at most 262144 bytes, got 10000000\./],
  ])("%s", (name, content, message) => {
    const path = join(folder, `${name.replaceAll(" ", "-")}.yaml`);
    writeFileSync(path, content);
    expect(soon(() => messageOf(path))).toMatch(message);
  });

  test("a file that is not there, and a folder", () => {
    expect(messageOf(join(folder, "none.yaml"))).toMatch(/expected a spec, got no file\./);
    expect(messageOf(folder)).toMatch(/expected a spec, got a folder\./);
  });
});

function messageOf(path: string): string {
  try {
    loadSpec(path);
    return "no issue";
  } catch (error) {
    if (error instanceof SpecError) return error.message;
    throw error;
  }
}
