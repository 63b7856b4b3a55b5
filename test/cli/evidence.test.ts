/**
 * What `verify --evidence` writes is accepted by the checker, and rejected after any edit.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { folderWith, lemmata } from "../command.ts";
import { root } from "../source-files.ts";
import { specText } from "../specs.ts";

const folder = folderWith({
  "a.yaml": specText({
    claims: [
      "index: { kind: morse-index, at: average, when: beta = 0, equals: k - 1 }",
      "wrong: { kind: morse-index, at: average, when: beta = 0, equals: k, expect: refuted }",
      "rest: { kind: stationary, at: average }",
      // The dimension begins at k + 1, and k is no letter here.
      "two: { kind: stationary, for: { k: 2 }, at: average }",
    ],
  }),
});
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "kept", "a.json");

interface Written {
  readonly claims: readonly { readonly id: string; readonly observed: readonly unknown[] }[];
  readonly evidence: {
    readonly verdicts: readonly {
      readonly id: string;
      readonly verdict: string;
      readonly items: readonly Record<string, unknown>[];
    }[];
  };
}
let text = "";
beforeAll(() => {
  expect(lemmata(["verify", "a.yaml", "--evidence", "kept"], folder).status).toBe(0);
  text = readFileSync(path, "utf8");
});

const recheck = (): number | null =>
  spawnSync(process.execPath, [join(root, "tools/recheck.mjs"), path], { timeout: 60_000 }).status;

test("there is a file for each spec, with cases, numbers and what can be checked", () => {
  expect(readdirSync(join(folder, "kept"))).toEqual(["a.json"]);
  const { claims, evidence } = JSON.parse(text) as Written;
  expect(claims.map(({ id }) => id)).toEqual(["index", "wrong", "rest", "two"]);
  expect(claims[0]!.observed.length).toBeGreaterThan(3);
  const proved = evidence.verdicts.filter(({ verdict }) => verdict === "proved");
  expect(proved.map(({ id }) => id)).toEqual(["index", "rest", "two"]);
  for (const { items } of proved) expect(items.length).toBeGreaterThan(0);
});

test("the checker accepts it, and rejects it after one character of a formula is changed", () => {
  expect(recheck()).toBe(0);
  const { evidence } = JSON.parse(text) as Written;
  const [{ items } = { items: [] }] = evidence.verdicts;
  const script = items.find(({ kind }) => kind === "unsatisfiable")!.smtlib as string;
  const place = script.lastIndexOf("2");
  const edited = `${script.slice(0, place)}3${script.slice(place + 1)}`;
  const [from, to] = [script, edited].map((each) => JSON.stringify(each));
  writeFileSync(
    path,
    text.replace(from!, () => to!),
  );
  expect(recheck()).toBe(1);
  writeFileSync(path, text);
});
