import { rmSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { folderWith, lemmata as run } from "../command.ts";
import { specText } from "../specs.ts";

interface Report {
  readonly specs: readonly { readonly claims: readonly { readonly id: string }[] }[];
}

const folder = folderWith({
  "a.yaml": specText({
    claims: [
      "threshold: { kind: threshold, at: average, in: beta, equals: (p - 2)/(k + p - 2) }",
      "index: { kind: morse-index, at: average, when: beta = 0, equals: k - 1 }",
      "wrong: { kind: morse-index, at: average, when: beta = 0, equals: k, expect: refuted }",
    ],
  }),
  "b.yaml": specText({
    claims: ["rest: { kind: stationary, at: average }", "loss: { kind: identity, of: loss }"],
  }),
});
afterAll(() => rmSync(folder, { recursive: true }));
const lemmata = (args: readonly string[]) => run(args, folder);

const args = ["verify", "a.yaml", "b.yaml", "--format", "json"];
const claimsOf = (stdout: string) =>
  (JSON.parse(stdout) as Report).specs.flatMap(({ claims }) => claims);

test("the report has the same bytes however many threads there are", () => {
  const one = lemmata([...args, "--jobs", "1"]);
  const three = lemmata([...args, "--jobs", "3"]);
  expect(one.status).toBe(0);
  expect(lemmata(args).stdout).toBe(one.stdout);
  expect(three.stdout).toBe(one.stdout);
  const shards = ["1/2", "2/2"].map((shard) =>
    claimsOf(lemmata([...args, "--shard", shard]).stdout),
  );
  const whole = claimsOf(one.stdout);
  for (const claim of whole) {
    expect(shards.flat().filter(({ id }) => id === claim.id)).toContainEqual(claim);
  }
  expect(shards.flat()).toHaveLength(whole.length);
  expect(Math.abs(shards[0]!.length - shards[1]!.length)).toBeLessThanOrEqual(1);
});

test.each([
  ["--jobs", "0"],
  ["--jobs", "many"],
  ["--shard", "3/2"],
  ["--shard", "0/2"],
  ["--shard", "1"],
  ["--case-limit", "0"],
])("%s %s is wrong use", (name, value) => {
  const { status, stderr } = lemmata([...args, name, value]);
  expect(status).toBe(2);
  expect(stderr).toMatch(/Expected/);
});
