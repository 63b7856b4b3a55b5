/**
 * What can be wrong with a link, as data: one issue a link, with what was expected, what was
 * found and what to do about it.
 */
import type { Span } from "../../model/expression/expression.ts";

export type LinkIssueCode =
  | "unknown-function"
  | "unknown-name"
  | "wrong-arguments"
  | "not-a-link"
  | "too-long"
  | "too-large"
  | "undefined"
  | "complex"
  | "not-square-integrable"
  | "growth-unknown"
  | "not-converged";

/** A link that has no expansion here, and why. */
export interface LinkIssue {
  readonly kind: "issue";
  readonly code: LinkIssueCode;
  readonly expected: string;
  readonly got: string;
  readonly cure: string;
  /** The three as one sentence. */
  readonly reason: string;
  readonly span?: Span;
}

/** Carries an issue up through the recursion; caught where the expansion is returned. */
export class LinkError extends Error {
  readonly issue: LinkIssue;

  constructor(
    code: LinkIssueCode,
    parts: { readonly expected: string; readonly got: string; readonly cure: string },
    span?: Span,
  ) {
    const reason = `Expected ${parts.expected}, got ${parts.got}. ${parts.cure}`;
    super(reason);
    this.name = "LinkError";
    this.issue = { kind: "issue", code, ...parts, reason, ...(span ? { span } : {}) };
  }
}
