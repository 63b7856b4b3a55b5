/**
 * What a spec becomes in a test run: its claims judged once, one by one, as tests.
 */
import { afterAll, describe, test } from "vitest";
import type { ClaimReport, Effort } from "../checks/judge/verdict.ts";
import { verifySpec } from "../checks/verify.ts";
import { SpecError } from "../model/issue.ts";
import { loadSpec } from "../model/load.ts";
import type { Spec } from "../model/spec.ts";
import { claimLines } from "../report/terminal.ts";
import { closeCas } from "../symbolic/cas/nerdamer.ts";
import { closeSolver } from "../symbolic/prove/z3.ts";

interface SuiteOptions {
  readonly effort: Effort;
  readonly seed: number;
  readonly timeout: number;
}

/** Registers a claim of the spec as a test, at a place of the spec. */
type RegisterClaim = (id: string, line: number, column: number) => void;

/** @param path of the spec file */
export function specSuite(path: string, { effort, seed, timeout }: SuiteOptions): RegisterClaim {
  let spec: Spec | undefined;
  try {
    spec = loadSpec(path).spec;
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    const [issue] = error.issues;
    const { line = 1, column = 1 } = issue?.position ?? {};
    test("can be read", () => {
      throw failureAt(path, line, column, error.message);
    });
  }
  if (spec === undefined) return () => {};
  const loaded = spec;
  afterAll(async () => {
    await closeSolver();
    await closeCas();
  });
  if (loaded.claims.length === 0) {
    describe(loaded.title, () => test.skip("has no claims"));
  }
  return (id, line, column) => {
    const judge = async (): Promise<void> => {
      const { claims } = await verifySpec(loaded, { effort, seed, caseId: id });
      const [report] = claims;
      if (report === undefined || report.asExpected) return;
      throw failureAt(path, line, column, textOf(report));
    };
    test(id, { timeout }, judge);
  };
}

const textOf = (report: ClaimReport): string =>
  [`${report.id}: ${report.verdict}, expected ${report.expected}`, ...claimLines(report)].join(
    "\n",
  );

/** An error whose place is a line of the spec. */
function failureAt(path: string, line: number, column: number, message: string): Error {
  const error = new Error(message);
  error.name = "ClaimError";
  error.stack = `${error.name}: ${message}\n    at claim (${path}:${line}:${column})`;
  return error;
}
