import { readdirSync } from "node:fs";
import { join } from "node:path";
import temml from "temml";
import { describe, expect, test } from "vitest";
import { loadSpec } from "../../../src/model/load.ts";
import { partsOf } from "../../../src/report/document-blocks.ts";
import { modelTexts } from "../../../src/report/statement/model-texts.ts";
import { entryText, statementOf } from "../../../src/report/statement/statement.ts";
import { specOf } from "../../specs.ts";

const specs = readdirSync("specs", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => loadSpec(join("specs", name)).spec);

/** The formulas of a sentence, set as the pages set them. */
function setAll(sentence: string): void {
  for (const formula of partsOf(sentence).filter((_, i) => i % 2 === 1)) {
    expect(() => temml.renderToString(formula, { throwOnError: true }), formula).not.toThrow();
  }
}

describe("what a claim says, in words", () => {
  test("every claim of every spec is a sentence whose formulas can be set", () => {
    for (const { claims, model = {}, start = [] } of specs) {
      for (const { text } of modelTexts(model)) setAll(text);
      for (const entry of start) setAll(entryText(entry));
      for (const claim of claims) {
        const sentences = statementOf(claim);
        expect(sentences.length, claim.id).toBeGreaterThan(0);
        for (const sentence of sentences) {
          setAll(sentence);
          expect(sentence).toMatch(/\.$/);
          expect(sentence).not.toMatch(/undefined|\[object|NaN/);
        }
      }
    }
  });

  const said = (line: string): string =>
    statementOf(specOf({ claims: [`c: { kind: ${line} }`] }).claims[0]!).join(" ");

  test("a threshold says what holds on either side of it", () => {
    const line =
      "threshold, at: average, in: beta, equals: (p - 2)/(k + p - 2), below: saddle, above: minimum";
    expect(said(line)).toBe(
      "The average of the index vectors: **saddle** for $\\beta$ below, and **minimum** for $\\beta$ above $\\frac{p - 2}{k + p - 2}$.",
    );
  });

  test("a scaling names its end, its power and its logarithm", () => {
    expect(said('scaling, of: "hitting(max(u) >= 1/2)", as: d -> oo, exponent: p/2 - 1')).toBe(
      "$\\inf\\{t \\colon \\max\\left(u\\right) \\ge \\frac{1}{2}\\} \\asymp {d}^{\\frac{p}{2} - 1}$ as $d \\to \\infty$.",
    );
    expect(
      said('scaling, of: "hitting(max(u) >= 1/2)", as: d -> oo, exponent: 0, log: 1, constant: 2'),
    ).toContain("\\sim 2\\,\\left(\\log d\\right)$");
  });

  test("a claim without an answer is a question, and a condition is said", () => {
    expect(said("morse-index, at: average, when: beta < 1/3")).toBe(
      "The Morse index at the average of the index vectors is asked for. This is said where $\\beta < \\frac{1}{3}$.",
    );
  });
});
