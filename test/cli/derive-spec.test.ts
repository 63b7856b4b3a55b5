/**
 * `lemmata derive SPEC`: the phase diagram of the model beside the derivations, in every format.
 */
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import temml from "temml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderWith, lemmata } from "../command.ts";
import { compiledByTex, latexIssues, pageIssues } from "../report/documents.ts";
import { root } from "../source-files.ts";
import { specText } from "../specs.ts";

const mixture = specText({
  parameters: ["k: { in: 2..oo, sampled: [2, 4] }", "d: { in: k + 1..oo }", "beta: 0 <= real < 1"],
  teacher: '{ sum-of: k, link: "h(3, z) + h(5, z)", frame: { equiangular: beta } }',
  claims: ["threshold: { kind: threshold, at: average, in: beta }"],
}).replace(/^title: .*/, "title: A mixture of 100% & a $");

/** A model that claims nothing. */
const spike = [
  "title: A spike",
  "parameters: { d: { in: 2..oo, sampled: [3] }, kappa: { in: real >= 0, sampled: [3] } }",
  "model:",
  "  input: { gaussian: { spike: kappa, overlap: 1 }, dimension: d }",
  '  teacher: { link: "h(2, z)" }',
  "  student: { link: relu(z) }",
  "  loss: squared",
  "",
].join("\n");

let folder = "";
beforeAll(() => {
  folder = folderWith({ "mixture.yaml": mixture, "spike.yaml": spike });
});
afterAll(() => rmSync(folder, { recursive: true }));

const derive = (...args: readonly string[]) => lemmata(["derive", "mixture.yaml", ...args], folder);

test("the diagram is taken at the first sampled values, or where --set says", () => {
  const first = JSON.parse(derive("--format", "json").stdout);
  expect([first.model.at, first.model.k]).toEqual(["k=2, d=3", 2]);
  expect(Number(first.model.average.threshold.value)).toBeCloseTo(0.5141, 4);
  const chosen = JSON.parse(derive("--set", "k=4", "--format", "json").stdout);
  expect(Number(chosen.model.average.threshold.value)).toBeCloseTo(0.3221, 4);
  expect(chosen.claims[0].derived).toContain("beta");
});

test("a model that claims nothing has its portrait", () => {
  const { stdout, status } = lemmata(["derive", "spike.yaml"], folder);
  expect(status).toBe(0);
  expect(stdout).toContain("stable below: 2.58915");
});

test("a value outside of its domain, or of no parameter, is wrong use", () => {
  const outside = derive("--set", "k=1");
  expect([outside.status, outside.stderr]).toEqual([
    2,
    "--set: expected values inside the domains of the spec, got k=1.\n",
  ]);
  expect(derive("--set", "q=3").stderr).toContain("expected a parameter of the spec, got q");
  expect(derive("--set", "k").stderr).toContain("expected name=value, got k");
});

test("its evidence holds", () => {
  const path = join(folder, "derived.json");
  writeFileSync(path, derive("--format", "json").stdout);
  const tool = spawnSync(process.execPath, [join(root, "tools/recheck.mjs"), path], {
    encoding: "utf8",
  });
  expect([tool.status, tool.stderr]).toEqual([0, ""]);
});

describe("the document", () => {
  test("is LaTeX that can be compiled, as far as its structure shows", () => {
    const { stdout } = derive("--format", "latex");
    expect(latexIssues(stdout)).toEqual([]);
    expect(stdout).toContain("A mixture of 100\\% \\& a \\$");
  });

  const tex = compiledByTex();
  test.skipIf(tex === undefined)("is LaTeX that an installed TeX compiles onto the page", () => {
    expect(tex?.(derive("--format", "latex").stdout)).toBe("");
  });

  test("is a page that needs nothing from elsewhere", () => {
    const { stdout } = derive("--format", "html");
    expect(pageIssues(stdout)).toEqual([]);
    expect(stdout).toContain("<title>A mixture of 100% &amp; a $</title>");
  });

  test("is Markdown whose formulas can be set", () => {
    const found = derive().stdout.matchAll(/\$\$([^$]+)\$\$|(?<!\\)\$([^$]+)\$/g);
    const formulas = [...found].map(([, displayed, inline]) => displayed ?? inline ?? "");
    expect(formulas.length).toBeGreaterThan(30);
    for (const formula of formulas) {
      expect(() => temml.renderToString(formula, { throwOnError: true }), formula).not.toThrow();
    }
  });
});

test("a model without a diagram says which axis has no rule", () => {
  const gram = folderWith({
    "gram.yaml": specText({
      teacher: '{ sum-of: k, link: "h(3, z)", frame: any }',
      claims: ["flow: { kind: reduction, flow: { 'u[j]': 0 } }"],
    }),
  });
  const { stdout } = lemmata(["derive", "gram.yaml"], gram);
  expect(stdout).toContain("Not derived: a frame of the kind any");
  rmSync(gram, { recursive: true });
});

test("a weighted circulant frame has a diagram over its letter, and evidence that holds", () => {
  const text = specText({
    parameters: ["d: { in: 5..oo }", "b1: 0 < real < 1/2"],
    teacher:
      '{ sum-of: 4, link: "h(3, z)", weights: [1, 2, 1, 2], frame: { gram: [[1, b1, 1/10, b1], [b1, 1, b1, 1/10], [1/10, b1, 1, b1], [b1, 1/10, b1, 1]] } }',
    claims: ["still: { kind: stationary, at: 'pure(1)' }"],
  });
  const own = folderWith({ "circulant.yaml": text });
  const json = lemmata(["derive", "circulant.yaml", "--format", "json"], own).stdout;
  const { frame } = JSON.parse(json).model;
  expect([frame.letter.name, frame.coarsest]).toEqual([
    "b1",
    [
      [1, 3],
      [2, 4],
    ],
  ]);
  writeFileSync(join(own, "derived.json"), json);
  const recheck = [join(root, "tools/recheck.mjs"), join(own, "derived.json")];
  const held = spawnSync(process.execPath, recheck, { encoding: "utf8" });
  expect([held.status, held.stderr]).toEqual([0, ""]);
  const chosen = lemmata(["derive", "circulant.yaml", "--set", "b1=1/5"], own).stdout;
  expect(chosen).toMatch(/enclosed by interval arithmetic.*points up to sign/);
  expect(
    latexIssues(lemmata(["derive", "circulant.yaml", "--format", "latex"], own).stdout),
  ).toEqual([]);
  rmSync(own, { recursive: true });
});

describe("several projections", () => {
  test("the leap sequence and the times of a link of three variables, in any basis", () => {
    // z1 - z3 and z1 + z3 over sqrt 2 are orthonormal: leaps 1 along z2, 2, then 3.
    const text = specText({
      parameters: ["d: { in: 10..oo, sampled: [10^4] }"],
      teacher:
        '{ link: "z[2] + z[2]*h(2, (z[1] - z[3])/sqrt(2)) + 2*h(3, (z[1] + z[3])/sqrt(2))", projections: 3 }',
      claims: ["leaps: { kind: identity, for: { i: 1..3 }, of: 'leap[i]', equals: i }"],
    })
      .replace(/student: .*/, "student: { link: optimal, subspace: 3, on: grassmann }")
      .replace(/loss: .*/, "loss: squared");
    const own = folderWith({ "leaps.yaml": text });
    const { stdout } = lemmata(["derive", "leaps.yaml", "--format", "json"], own);
    const { model } = JSON.parse(stdout);
    expect(model.leaps).toEqual([1, 2, 3]);
    // 1/(4 c s (s - 1) A) with c = 1/2 and A = 1, 1, 4.
    expect(model.saddles.map(({ factor }: { factor: string }) => factor)).toEqual([
      "1/2",
      "1/4",
      "1/48",
    ]);
    const page = lemmata(["derive", "leaps.yaml"], own).stdout;
    expect(page).toContain("**Leaps:** 1, 2, 3.");
    rmSync(own, { recursive: true });
  });
});
