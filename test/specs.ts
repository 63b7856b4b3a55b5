/**
 * Specs for tests of the upper layers: the setting of Theorem 3.2 with any claims, and a short way
 * to have it read and judged.
 */
import type { ClaimReport } from "../src/checks/judge/verdict.ts";
import { verifySpec } from "../src/checks/verify.ts";
import { parseSpec } from "../src/model/parse-spec.ts";
import type { Spec } from "../src/model/spec.ts";

export interface Lines {
  /** Lines below `parameters:` that replace the four of the setting. */
  readonly parameters?: readonly string[];
  readonly let?: readonly string[];
  readonly teacher?: string;
  readonly student?: string;
  readonly loss?: string;
  /** Lines between the model and the claims: `assumptions:` and the like. */
  readonly more?: readonly string[];
  readonly claims: readonly string[];
}

/** One neuron against k ridge functions with the link h_p on an equiangular frame. */
export function specText(lines: Lines): string {
  const indented = (block: readonly string[]): readonly string[] => block.map((l) => `  ${l}`);
  return [
    "title: A spec of the tests",
    "parameters:",
    ...indented(
      lines.parameters ?? [
        "p:    { in: 3..oo, sampled: [3, 4] }",
        "k:    { in: 2..oo, sampled: [2, 3] }",
        "d:    { in: k + 1..oo, sampled: [k + 1, 12] }",
        "beta: 0 <= real < 1",
      ],
    ),
    ...(lines.let === undefined ? [] : ["let:", ...indented(lines.let)]),
    "model:",
    "  input:   { gaussian: isotropic, dimension: d }",
    `  teacher: ${lines.teacher ?? '{ sum-of: k, link: "h(p, z)", frame: { equiangular: beta } }'}`,
    `  student: ${lines.student ?? "{ link: same }"}`,
    `  loss: ${lines.loss ?? "correlation"}`,
    ...(lines.more ?? []),
    "claims:",
    ...indented(lines.claims),
    "",
  ].join("\n");
}

/** The spec of these lines. */
export const specOf = (lines: Lines): Spec => parseSpec(specText(lines), "test.yaml").spec;

/** The report of the only claim, or of the one case that is named. */
export async function reportOf(lines: Lines, caseId?: string): Promise<ClaimReport> {
  const options = {
    effort: "quick",
    seed: 1,
    ...(caseId === undefined ? {} : { caseId }),
  } as const;
  const { claims } = await verifySpec(specOf(lines), options);
  const [report, ...others] = claims;
  if (report === undefined || others.length > 0) {
    throw new RangeError(`reportOf: expected one claim, got ${claims.length}.`);
  }
  return report;
}
