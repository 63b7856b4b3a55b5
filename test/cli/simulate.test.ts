import { describe, expect, test } from "vitest";
import { folderWith, lemmata } from "../command.ts";

const sum = `title: One neuron and a sum
parameters:
  p: { in: 2..oo, sampled: [3, 4] }
  k: { in: 1..oo, sampled: [2] }
  d: { in: k + 1..oo, sampled: [20] }
  beta: 0 <= real < 1
model:
  input:   { gaussian: isotropic, dimension: d }
  teacher: { sum-of: k, link: "h(p, z)", frame: { equiangular: beta } }
  student: { link: same }
  loss: correlation
`;
const joint = `title: Joint learning
parameters:
  d: { in: 2..oo, sampled: [30] }
  K: { in: 2..oo, sampled: [4] }
  y: { in: real, index: 2..K }
model:
  input:   { gaussian: isotropic, dimension: d }
  teacher: { link: "sum(q in 2..K, y[q]*h(q, z))" }
  student: { link: { learned: { degree: K } } }
  loss: squared
start:
  w: uniform
  a[q]: if(q = 0, 0, uniform(-1, 1)/q^2)
`;
const figure = sum.replace(
  "student: { link: same }",
  "student: { link: same }\n  dynamics: { gradient-descent: { step: 1/10 } }",
);
const singular = sum.replace("{ equiangular: beta }", "{ gram: [[1, 1], [1, 1]] }");
const folder = folderWith({
  "sum.yaml": sum,
  "joint.yaml": joint,
  "figure.yaml": figure,
  "singular.yaml": singular,
});
const simulate = (...args: readonly string[]) => lemmata(["simulate", ...args], folder);

interface Table {
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly comments: readonly string[];
}

function tableOf(csv: string): Table {
  const lines = csv.trimEnd().split("\n");
  const comments = lines.filter((line) => line.startsWith("#"));
  const [names = "", ...rows] = lines.filter((line) => !line.startsWith("#"));
  return { comments, names: names.split(","), rows: rows.map((row) => row.split(",").map(Number)) };
}

test("the defined and the derived flow of one start agree within their errors", () => {
  const args = ["sum.yaml", "--set", "u[1]=0.3", "u[2]=0.2", "beta=1/5", "--until", "3"];
  const [defined, derived] = ["defined", "derived"].map((flow) =>
    tableOf(simulate(...args, "--flow", flow).stdout),
  );
  expect(derived!.names).toEqual(["run", "t", "error", "u[1]", "u[2]"]);
  expect(defined!.names).toEqual([...derived!.names, "loss"]);
  expect(defined!.rows).toHaveLength(101);
  for (const [i, row] of defined!.rows.entries()) {
    const other = derived!.rows[i]!;
    expect(other[1]).toBe(row[1]);
    for (const j of [3, 4]) {
      expect(Math.abs(row[j]! - other[j]!)).toBeLessThanOrEqual(row[2]! + other[2]! + 1e-14);
    }
  }
  // Mid-transition something has happened.
  expect(Math.abs(defined!.rows[100]![3]! - 0.3)).toBeGreaterThan(0.3);
});

test("the header says what was run, and the unit of every column", () => {
  const { stdout } = simulate("sum.yaml", "--set", "p=4", "m=1/2", "k=1", "--until", "1");
  const { comments, names } = tableOf(stdout);
  expect(comments).toContain("# parameters: p=4, k=1, d=20, beta=0");
  expect(comments).toContain("# flow: defined, seed: 1, runs: 1");
  expect(comments).toContain("# status of run 1: reached-end");
  for (const name of names)
    expect(stdout).toMatch(new RegExp(`^# ${name.replace(/[[\]]/g, "\\$&")} \\[.+\\]: `, "m"));
});

test("an ensemble: each run its start, the same for one seed", () => {
  const args = ["figure.yaml", "--set", "p=4", "--runs", "3", "--until", "5", "--format", "json"];
  const [one, again, other] = [
    ["--seed", "5"],
    ["--seed", "5"],
    ["--seed", "6"],
  ].map((seed) => simulate(...args, ...seed));
  expect(one!.status).toBe(0);
  expect(one!.stdout).toBe(again!.stdout);
  expect(one!.stdout).not.toBe(other!.stdout);
  const document = JSON.parse(one!.stdout) as {
    version: number;
    columns: { name: string; unit: string }[];
    runs: { run: number; status: string; rows: number[][] }[];
  };
  expect(document.version).toBe(1);
  expect(document.columns.map(({ name }) => name)).toEqual(["t", "error", "u[1]", "u[2]", "loss"]);
  expect(document.runs.map(({ run }) => run)).toEqual([1, 2, 3]);
  expect(new Set(document.runs.map(({ rows }) => rows[0]![2])).size).toBe(3);
});

test("a learned link has its coefficients as columns, and a start from the spec", () => {
  const { stdout, status } = simulate(
    "joint.yaml",
    "--set",
    "y=[1,1,-1]",
    "m=-1/4",
    "--until",
    "2",
  );
  expect(status).toBe(0);
  const { names, rows } = tableOf(stdout);
  expect(names).toEqual([
    "run",
    "t",
    "error",
    "u[1]",
    "a[0]",
    "a[1]",
    "a[2]",
    "a[3]",
    "a[4]",
    "loss",
  ]);
  expect(rows[0]![3]).toBeCloseTo(-0.25, 12);
  expect(rows[0]![4]).toBe(0);
  expect(Math.abs(rows[0]![6]!)).toBeLessThanOrEqual(1 / 4);
  expect(rows[0]![6]).not.toBe(0);
});

test("below the floor the defined flow says derived-only", () => {
  const args = ["sum.yaml", "--set", "p=6", "k=1", "d=10^8", "m=1/10^4"];
  const { status, stdout, stderr } = simulate(...args);
  expect(status).toBe(1);
  expect(stderr).toMatch(/run 1: derived-only: below the floor/);
  expect(tableOf(stdout).rows).toHaveLength(1);
  expect(simulate(...args, "--flow", "derived", "--until", "10^3").status).toBe(2);
  expect(simulate(...args, "--flow", "derived", "--until", "1e3").status).toBe(0);
});

describe("bad input", () => {
  test.each<[string, readonly string[], RegExp]>([
    [
      "dimension 0",
      ["sum.yaml", "--set", "d=0"],
      /d: expected an integer in k \+ 1\.\.oo, got 0\./,
    ],
    ["no number", ["sum.yaml", "--set", "d=many"], /d: expected an integer in .*, got many\./],
    ["beyond a domain", ["sum.yaml", "--set", "beta=1"], /beta: expected 0 <= real < 1, got 1\./],
    ["a rank-deficient Gram matrix", ["singular.yaml"], /A is not positive definite: pivot 2/],
    [
      "a start off the sphere",
      ["sum.yaml", "--set", "u[1]=2"],
      /no unit vector has the overlaps 2/,
    ],
    ["an unknown name", ["sum.yaml", "--set", "bet=0"], /bet: .* got bet\. Did you mean beta\?/],
    ["a part of no such start", ["sum.yaml", "--set", "M[1,1]=0"], /M in a start of this model/],
    ["no assignment", ["sum.yaml", "--set", "beta"], /expected name=value, got beta\./],
    [
      "a family of the wrong length",
      ["joint.yaml", "--set", "y=[1]"],
      /y: expected real, got \[1\]\./,
    ],
    ["no derived flow", ["joint.yaml", "--flow", "derived"], /no derived flow: /],
    ["no runs", ["sum.yaml", "--runs", "0"], /Expected a whole number >= 1/],
    ["a time before the start", ["sum.yaml", "--until", "-1"], /Expected a number > 0/],
    ["an unknown flow", ["sum.yaml", "--flow", "both"], /Allowed choices are defined, derived/],
    ["no such file", ["none.yaml"], /none\.yaml/],
  ])("%s", (_, args, message) => {
    const { status, stderr, stdout } = simulate(...args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/fault/);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });

  test("all problems of one call at once", () => {
    const { stderr } = simulate("sum.yaml", "--set", "d=0", "p=1", "q=2");
    expect(stderr.trim().split("\n")).toHaveLength(3);
  });
});
