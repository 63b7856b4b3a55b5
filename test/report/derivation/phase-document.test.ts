/**
 * The document of a phase diagram: every formula parses in a math renderer, the text reads as a
 * section, the numbers that must be shown are there, and the JSON keeps its schema.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import temml from "temml";
import { afterAll, describe, expect, test } from "vitest";
import { phaseBlocks, phaseDocument } from "../../../src/report/derivation/phase-document.ts";
import { phaseJson } from "../../../src/report/derivation/phase-json.ts";
import { phaseSchema } from "../../../src/report/derivation/phase-schema.ts";
import { formulasOf } from "../../../src/report/document-blocks.ts";
import { closeCas } from "../../../src/symbolic/cas/nerdamer.ts";
import { closeSolver } from "../../../src/symbolic/prove/z3.ts";
import { isFull } from "../../full.ts";
import { diagramOf } from "../../symbolic/phase/diagram.ts";
import { compiledByTex, latexIssues, pageIssues } from "../documents.ts";
import { schemaIssues } from "../schema-issues.ts";

afterAll(async () => {
  await closeCas();
  await closeSolver();
});

const cases: readonly (readonly [link: string, k: number | undefined])[] = [
  ["h(3,x)", undefined],
  ["h(3,x)", 10],
  ["h(4,x)", 3],
  ["h(1,x)", undefined],
  ["h(2,x)", 4],
  ["h(3,x)+h(5,x)", 2],
  ["h(3,x)+h(5,x)", 4],
  ["h(3,x)+h(4,x)", 3],
  ["x^5-10*x^3+15*x", undefined],
  ["h(3,x)+h(41,x)/sqrt(8)", 2],
  ["relu(x)", undefined],
  ["abs(x)", 3],
  ["tanh(x)", 2],
  ["sign(x)", 5],
  ["if(x<1/3, x, 2*x^3)", 2],
  ["erf(x/sqrt(2))", 2],
  ["x*Phi(x)", 3],
  ["exp(x/2)", 2],
  ["sin(2*x)", 2],
  ["log(1+x^2)", 3],
  ["max(0,x)^2", 2],
  ["max(x, x/10)", 2],
  ["min(1, max(-1, x))", 4],
  ["x*tanh(x)", 2],
  ["He(3,x)", 6],
  ["cosh(x/3)", 2],
];

describe.each(cases)("%s, k = %s", (link, k) => {
  test("every formula parses; JSON keeps its schema", async () => {
    const diagram = await diagramOf(link, k);
    const formulas = formulasOf(phaseBlocks(link, diagram));
    expect(formulas.length).toBeGreaterThan(10);
    for (const formula of formulas) {
      expect(() => temml.renderToString(formula, { throwOnError: true }), formula).not.toThrow();
    }
    const json = JSON.parse(JSON.stringify(phaseJson(link, diagram)));
    expect(schemaIssues(phaseSchema, json)).toEqual([]);
    for (const formula of latexIn(json)) {
      expect(() => temml.renderToString(formula, { throwOnError: true }), formula).not.toThrow();
    }
    const latex = await phaseDocument(link, diagram, "latex");
    expect(latexIssues(latex)).toEqual([]);
    const html = await phaseDocument(link, diagram, "html");
    expect(pageIssues(html)).toEqual([]);
    expect(html.match(/<math/g)!.length).toBe(formulas.length);
  });
});

test("schema/derive.json is what the code says", async () => {
  const text = `${JSON.stringify(phaseSchema, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, "../../../schema/derive.json"));
});

test("the schema refuses a diagram without thresholds, or with a number for a text", async () => {
  const json = JSON.parse(JSON.stringify(phaseJson("h(3,x)", await diagramOf("h(3,x)", 3))));
  const { thresholds: _, ...average } = json.average;
  expect(schemaIssues(phaseSchema, { ...json, average })).not.toEqual([]);
  const [first, ...others] = json.hermite.coefficients;
  const coefficients = [{ ...first, value: 0.1 }, ...others];
  const hermite = { ...json.hermite, coefficients };
  expect(schemaIssues(phaseSchema, { ...json, hermite })).not.toEqual([]);
});

test("h3 at k = 10 shows 1/11 and 1/7, and the fold for every k", async () => {
  const diagram = await diagramOf("h(3,x)", 10);
  const markdown = await phaseDocument("h(3,x)", diagram, "markdown");
  expect(markdown).toContain("`1/11`");
  expect(markdown).toContain("`1/7`");
  expect(markdown).toContain("\\beta_f = \\frac{1}{2 \\sqrt{k - 1} + 1}");
  const { average } = phaseJson("h(3,x)", diagram);
  expect(average).toMatchObject({
    threshold: { exact: "1/11" },
    fold: { exact: "1/7", minimalPolynomial: "7*beta - 1" },
    foldLaw: { exact: "1/(2*sqrt(k - 1) + 1)", status: "proved" },
    morseIndex: { saddle: "9", minimum: "0" },
    bifurcation: "transcritical",
  });
});

test("a document names the assumptions that the link violates", async () => {
  const markdown = await phaseDocument("relu(x)", await diagramOf("relu(x)"), "markdown");
  expect(markdown).toContain("violates Assumption 1.1, Assumption 1.3");
  expect(markdown).toContain("**No threshold:** the average is a minimum for every");
});

test("every reference of a document is in docs/references.bib", async () => {
  const bib = readFileSync(join(import.meta.dirname, "../../../docs/references.bib"), "utf8");
  for (const [link, k] of cases.slice(0, 3)) {
    const markdown = await phaseDocument(link, await diagramOf(link, k), "markdown");
    const keys = /Keys of `docs\/references.bib`: (.*)\./.exec(markdown)?.[1]?.split(", ") ?? [];
    expect(keys.length).toBeGreaterThan(1);
    for (const key of keys) expect(bib, key).toContain(`{${key},`);
  }
});

function latexIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(latexIn);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "latex" && typeof inner === "string" ? [inner] : latexIn(inner),
  );
}

const tex = compiledByTex();
/** The widest tables and formulas, one of each. */
const wide: typeof cases = [
  ["h(3,x)", 10],
  ["if(x<1/3, x, 2*x^3)", 2],
  ["h(3,x)+h(5,x)/3+h(7,x)", 4],
];
const compiled = isFull ? [...cases, ...wide] : wide;

test.skipIf(tex === undefined).each(compiled)(
  "a TeX that is installed compiles the document of %s, k = %s, and no line leaves the page",
  { timeout: 60_000 },
  async (link, k) => {
    const latex = await phaseDocument(link, await diagramOf(link, k), "latex");
    expect(tex?.(latex)).toBe("");
  },
);
