/**
 * What the numeric witness cannot do, as data. It throws nothing: the judge turns a failure into
 * "undecided", with its reason.
 */

export interface Failure {
  readonly kind: "failure";
  readonly code: FailureCode;
  /** What was met: a name, a size, the eigenvalue that is negative. */
  readonly detail: string;
}

export type FailureCode =
  /** A name that nothing gives a value to. */
  | "unknown-name"
  /** A function that this layer does not evaluate. */
  | "unknown-function"
  /** Arguments of the wrong number or kind. */
  | "wrong-arguments"
  /** A sum or product over a domain that is not a finite range of integers. */
  | "unbounded-domain"
  /** No frame in R^d has this Gram matrix. */
  | "no-such-frame"
  /** An axis of the model that this simulation does not cover. */
  | "unsupported-model"
  /** A start that is not on the manifold, or that conditions leave no room for. */
  | "no-such-start"
  /** More numbers than a run may keep; the detail says what it would cost. */
  | "too-large"
  /** A run that did not come to rest, or to its event, within its steps. */
  | "unfinished"
  /** An event that does not happen before the flow comes to rest. */
  | "never"
  /** The signal is drowned by rounding: only a derived flow could say. */
  | "below-the-floor";

export const failure = (code: FailureCode, detail: string): Failure => ({
  kind: "failure",
  code,
  detail,
});

/** Whether a result is a failure; results proper may be numbers, records or functions. */
export function isFailure(result: unknown): result is Failure {
  return (
    typeof result === "object" &&
    result !== null &&
    "kind" in result &&
    result.kind === "failure" &&
    "code" in result
  );
}
