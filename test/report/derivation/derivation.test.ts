import temml from "temml";
import { describe, expect, test } from "vitest";
import type { Spec } from "../../../src/model/spec.ts";
import {
  type DerivedClaim,
  derivationBlocks,
  derivationJson,
} from "../../../src/report/derivation/derivation.ts";
import { markdownOf } from "../../../src/report/document-blocks.ts";
import { latexOf } from "../../../src/report/latex/document.ts";
import { describe as described } from "../../../src/symbolic/describe.ts";
import { predict } from "../../../src/symbolic/predict.ts";
import { filesIn } from "../../source-files.ts";
import { specOf } from "../../specs.ts";

const equiangular = specOf({
  claims: [
    "stationary: { kind: stationary, at: average }",
    "threshold: { kind: threshold, at: average, in: beta }",
    "loss: { kind: identity, at: average, of: loss }",
    "away: { kind: limit, of: w, equals: average }",
  ],
});
const anyFrame = specOf({
  parameters: [
    "k: 2..oo",
    "d: k + 1..oo",
    "P: 1..oo",
    "y_0: { in: real, index: 1..P, sampled: [1] }",
  ],
  teacher: '{ sum-of: k, link: "sum(q in 1..P, y_0[q]*h(q, z))", frame: any, weights: 1/j }',
  claims: ["flow: { kind: reduction, flow: { 'u[j]': 0 } }", "loss: { kind: identity, of: loss }"],
});
const polynomial = specOf({
  teacher: '{ sum-of: k, link: "z^4 - 2*z^3/3 + 1/7", frame: { equiangular: beta } }',
  claims: ["index: { kind: morse-index, at: average }", "loss: { kind: identity, of: loss }"],
});
const specs = { equiangular, anyFrame, polynomial };

const derived = async (spec: Spec): Promise<readonly DerivedClaim[]> =>
  Promise.all(
    spec.claims.map(async (claim) => {
      const prediction = predict(claim.setting, claim.question);
      return prediction.status === "derived"
        ? { claim, prediction, description: await described(prediction.derived) }
        : { claim, prediction };
    }),
  );

const claims = {
  equiangular: await derived(equiangular),
  anyFrame: await derived(anyFrame),
  polynomial: await derived(polynomial),
};

const documentOf = (name: keyof typeof specs, format: "markdown" | "latex" | "json"): string => {
  const blocks = derivationBlocks(specs[name], claims[name]);
  switch (format) {
    case "markdown":
      return markdownOf(blocks);
    case "latex":
      return latexOf(blocks);
    case "json":
      return JSON.stringify(derivationJson(specs[name], claims[name]));
  }
};

/** Without the preamble of LaTeX, whose commands have places for formulas. */
const bodyOf = (text: string): string => text.split("\\begin{document}").at(-1) ?? text;

/** Rendered, or what is wrong with it. */
function rendered(formula: string): string {
  try {
    return temml.renderToString(formula, { throwOnError: true, strict: true });
  } catch (error) {
    return `${formula}: ${error}`;
  }
}

describe.each(["equiangular", "anyFrame", "polynomial"] as const)(
  "the derivations of %s",
  (name) => {
    test.each(["markdown", "latex"] as const)("have formulas that can be set, as %s", (format) => {
      const formulas = [...bodyOf(documentOf(name, format)).matchAll(/\$([^$]+)\$/g)].map(
        ([, f = ""]) => f,
      );
      expect(formulas.length).toBeGreaterThan(3);
      for (const formula of formulas) expect(rendered(formula)).toMatch(/^<math/);
    });

    test("have balanced braces and environments in LaTeX", () => {
      const text = documentOf(name, "latex").replaceAll(/\\[{}]/g, "");
      let depth = 0;
      for (const character of text) {
        if (character === "{") depth += 1;
        if (character === "}") depth -= 1;
        expect(depth).toBeGreaterThanOrEqual(0);
      }
      expect(depth).toBe(0);
      const begun = [...text.matchAll(/\\begin\{(\w+)\}/g)].map(([, x]) => x).sort();
      const ended = [...text.matchAll(/\\end\{(\w+)\}/g)].map(([, x]) => x).sort();
      expect(begun).toEqual(ended);
    });

    test("have the same steps in JSON", () => {
      const { version, claims } = JSON.parse(documentOf(name, "json")) as {
        version: number;
        claims: { id: string; steps?: { latex: string }[]; notDerived?: string }[];
      };
      expect(version).toBe(1);
      expect(claims.map(({ id }) => id)).toEqual(specs[name].claims.map(({ id }) => id));
      const markdown = documentOf(name, "markdown");
      for (const step of claims.flatMap(({ steps = [] }) => steps)) {
        expect(markdown).toContain(`$${step.latex}$`);
      }
    });
  },
);

test("a claim without a rule says so in its place", () => {
  const section = documentOf("equiangular", "markdown")
    .split("## ")
    .find((part) => part.startsWith("Claim `away`"));
  const reason = "the end of a flow over a frame that is not orthonormal";
  expect(section).toMatch(new RegExp(`^Claim \`away\`\n\nNot derived: ${reason}\\.$`, "m"));
});

test("the threshold of Theorem 3.2 stands in the derivation, and in no line of code", () => {
  expect(documentOf("equiangular", "markdown")).toContain("beta = (p - 2)/(k + p - 2)");
  const codeOf = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
  const naming = filesIn("src", ".ts").filter(({ text }) => /[kp] \+ [kp] - 2/.test(codeOf(text)));
  expect(naming.map(({ path }) => path)).toEqual([]);
});

test("texts are no LaTeX: what it reads as commands is written out", () => {
  const spec = { ...equiangular, title: "100% of a_b & c^2 #1 \\input{x} $" };
  expect(latexOf(derivationBlocks(spec, []))).toContain(
    "\\title{100\\% of a\\_b \\& c\\^{}2 \\#1 \\textbackslash{}input\\{x\\} \\$}",
  );
});
