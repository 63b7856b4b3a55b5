import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderWith, lemmata } from "../command.ts";
import { bad, changed, messagesOf } from "../model/bad-spec.ts";

/** Seconds in which a bad spec is answered, on a busy machine. */
const patience = 2;

const five = changed({
  3: "  p: { in: 3..oo, sampled: 8..3 }",
  10: "  student: { neurons: [1], link: same }",
  11: "  loss: correlation\nauthor: me",
  15: "    at: averag",
  16: "    equals: k - (1",
});

const laughs = Array.from(
  { length: 12 },
  (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(", ")}]`,
);
const expression = (text: string): string => changed({ 16: `    equals: ${text}` });

const hostile: Readonly<Record<string, string | Uint8Array>> = {
  "empty.yaml": "",
  "binary.yaml": new Uint8Array([137, 80, 78, 71, 0, 1, 2, 255]),
  "ten-megabytes.yaml": "a".repeat(10_000_000),
  "billion-laughs.yaml": `title: x\na0: &a0 lol\n${laughs.join("\n")}\n`,
  "nested.yaml": expression(`${"(".repeat(10_000)}1${")".repeat(10_000)}`),
  "exit.yaml": expression("process.exit()"),
};

let folder = "";
beforeAll(() => {
  folder = folderWith({
    ...hostile,
    "good.yaml": bad.join("\n"),
    "five.yaml": five,
    "more/unknown-key.yaml": changed({ 12: "claim:" }),
    "more/kind.yml": changed({ 14: "    kind: morse-indx" }),
    "nothing/readme.txt": "",
    "names/a.yaml": expression("constructor"),
    "names/b.yaml": expression("__proto__"),
    "names/c.yaml": expression("process.exit(0)"),
    "names/d.yaml": changed({ 16: "    __proto__: { equals: 1 }" }),
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const verify = (...args: readonly string[]) => lemmata(["verify", ...args], folder);

describe("wrong options", () => {
  test.each<[string, readonly string[], RegExp]>([
    ["an unknown command", ["prove"], /unknown command 'prove'/],
    [
      "an unknown option",
      ["verify", "--sead", "1"],
      /unknown option '--sead'[\s\S]*Did you mean --seed/,
    ],
    [
      "an effort that is none",
      ["verify", "--effort", "huge"],
      /Allowed choices are quick, standard, thorough/,
    ],
    [
      "a format that is none",
      ["verify", "--format", "xml"],
      /Allowed choices are pretty, json, junit/,
    ],
    ["a seed that is no number", ["verify", "--seed", "x"], /Expected a whole number >= 0/],
    ["a negative seed", ["verify", "--seed", "-1"], /Expected a whole number >= 0/],
    ["a seed that is no whole number", ["verify", "--seed", "1.5"], /Expected a whole number >= 0/],
    ["an option without its value", ["verify", "--case"], /argument missing/],
    ["derive without a spec", ["derive"], /expected a spec file or --link, got neither/],
    ["derive with two", ["derive", "good.yaml", "five.yaml"], /too many arguments/],
  ])("%s: exit status 2 and what would be right", (_, args, message) => {
    const { status, stdout, stderr } = lemmata(args, folder);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe("paths and cases", () => {
  test.each<[string, readonly string[], string]>([
    [
      "a path that is not there",
      ["none.yaml"],
      "none.yaml:1:1 expected a spec file or a folder of spec files, got nothing there. Name an existing .yaml file or a folder with one; lemmata init makes a first.\n",
    ],
    [
      "a folder without specs",
      ["nothing"],
      "nothing:1:1 expected a spec file or a folder of spec files, got a folder without .yaml files. Name an existing .yaml file or a folder with one; lemmata init makes a first.\n",
    ],
    [
      "a claim that no spec has",
      ["good.yaml", "--case", "x"],
      "--case:1:1 expected the id of a claim (c), got x.\n",
    ],
    [
      "a parameter that the claim does not have",
      ["good.yaml", "--case", "c@q=3"],
      "--case:1:1 expected name=value of a parameter (p, k, d, beta, frame, link), got q=3.\n",
    ],
    [
      "a parameter without a value",
      ["good.yaml", "--case", "c@p"],
      "--case:1:1 expected name=value of a parameter (p, k, d, beta, frame, link), got p.\n",
    ],
  ])("%s", (_, args, message) => {
    expect(verify(...args)).toMatchObject({ status: 2, stdout: "", stderr: message });
  });

  test("all paths that are not there are named at once", () => {
    expect(verify("a.yaml", "good.yaml", "b.yaml").stderr.split("\n")).toHaveLength(3);
  });
});

describe("bad specs", () => {
  test("five mistakes of five sorts are five lines with their places, and nothing is judged", () => {
    const { status, stdout, stderr } = verify("five.yaml");
    expect([status, stdout]).toEqual([2, ""]);
    const lines = stderr.trim().split("\n");
    expect(lines).toHaveLength(5);
    for (const line of lines) {
      expect(line).toMatch(/^five\.yaml:\d+:\d+ (\S+: )?expected .+, got .+\.( .+[.?])?$/);
    }
  });

  test("are told in the words of the spec language, under the path as it was named", () => {
    expect(verify("./five.yaml").stderr.trim().split("\n")).toEqual(
      messagesOf(five, "./five.yaml"),
    );
    const { stderr } = verify("more");
    expect(stderr.trim().split("\n")).toEqual([
      ...messagesOf(changed({ 14: "    kind: morse-indx" }), "more/kind.yml"),
      ...messagesOf(changed({ 12: "claim:" }), "more/unknown-key.yaml"),
    ]);
  });

  test("beside good ones are told all together, and the good ones are not judged", () => {
    const { status, stdout, stderr } = verify("good.yaml", "five.yaml", "more/kind.yml");
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr.trim().split("\n")).toHaveLength(6);
  });

  test("names of prototypes and programs are names that nobody declared", () => {
    const { status, stdout, stderr, seconds } = verify("names");
    expect([status, stdout]).toEqual([2, ""]);
    const files = stderr.split("\n").map((line) => line.split(":")[0]);
    expect([...new Set(files)].filter((file) => file !== "")).toEqual(
      ["a", "b", "c", "d"].map((name) => `names/${name}.yaml`),
    );
    expect(seconds).toBeLessThan(patience);
  });

  test.each(Object.keys(hostile))("%s: exit status 2, soon, and nothing executed", (name) => {
    const { status, stdout, stderr, seconds } = verify(name);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(
      new RegExp(`^${name.replace(".", "\\.")}:\\d+:\\d+ .*expected .+, got `),
    );
    expect(stderr).not.toMatch(/^\s+at /m);
    // At most an issue for each alias of the laughs; none of them is followed.
    expect(stderr.split("\n").length).toBeLessThan(150);
    expect(seconds).toBeLessThan(patience);
  });
});
