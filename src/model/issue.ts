/**
 * What is wrong with a spec, as data; `formatIssue` makes the one sentence of it.
 */
import type { Position } from "./spec.ts";

export interface Issue {
  readonly severity: "error" | "warning";
  readonly position: Position;
  /** `model.teacher.sum-of`; empty for the file itself. */
  readonly path: string;
  /** The rule, without the word "expected": `an integer in [1, 64]`. */
  readonly expected: string;
  readonly got: string;
  /** What to do, one whole sentence; absent where nothing useful can be said. */
  readonly cure?: string;
}

/** A spec that could not be read; carries every issue found, in the order of the file. */
export class SpecError extends Error {
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(issues.map(formatIssue).join("\n"));
    this.name = "SpecError";
    this.issues = issues;
  }
}

/**
 * One line for an issue.
 *
 * @example formatIssue({ severity: "error", position: { file: "a.yaml", line: 7, column: 13 },
 *   path: "model.student.neurons", expected: "an integer in [1, 64]", got: "-1" })
 *   // "a.yaml:7:13 model.student.neurons: expected an integer in [1, 64], got -1."
 */
export function formatIssue({ position, path, expected, got, cure }: Issue): string {
  const where = `${position.file}:${position.line}:${position.column}`;
  const what = path === "" ? "" : `${path}: `;
  return `${where} ${what}expected ${expected}, got ${got}.${cure === undefined ? "" : ` ${cure}`}`;
}
