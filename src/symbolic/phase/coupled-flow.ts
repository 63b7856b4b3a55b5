/**
 * The coupled flow of a link and its direction, with letters, whatever the link of the target.
 */
import type { Question, Setting } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import * as Q from "../../model/rational.ts";
import { predict } from "../predict.ts";
import type { Prediction } from "../prediction.ts";

export interface CoupledFlow {
  /** Of a[q] and m, with the parameters as letters. */
  readonly flow: Prediction;
  /** Whether that is of the part of the target up to degree K, its coefficients as letters b[q]. */
  readonly isUpToDegree: boolean;
}

const question: Question = {
  kind: "reduction",
  of: [{ name: "a", index: "q" }, { name: "m" }],
};

/**
 * The coupled flow; of a target that is no finite combination, that of its part up to degree K.
 *
 * What is beyond K is orthogonal to every link of the student: it adds a constant to the squared
 * loss, nothing to the correlation loss, and moves neither a nor m.
 */
export function coupledFlow(setting: Setting, degree: number): CoupledFlow {
  const flow = predict(setting, question);
  if (flow.status === "derived") return { flow, isUpToDegree: false };
  const part = predict(upToDegree(setting, degree), question);
  return part.status === "derived"
    ? { flow: part, isUpToDegree: true }
    : { flow, isUpToDegree: false };
}

/** The setting with the target sum_q b[q] h_q, q = 0, ..., K, for any coefficients b. */
function upToDegree(setting: Setting, degree: number): Setting {
  const { teacher } = setting.model;
  if (teacher.kind !== "sum") return setting;
  const number = (n: number): Expression => ({ kind: "number", value: Q.integer(n) });
  const range = { from: number(0), to: number(degree) };
  const letter: Expression = { kind: "name", name: "q" };
  const body: Expression = {
    kind: "binary",
    operator: "*",
    left: { kind: "indexed", name: "b", indices: [letter] },
    right: { kind: "call", name: "h", args: [letter, { kind: "name", name: "z" }] },
  };
  const expression: Expression = {
    kind: "over",
    operator: "sum",
    variable: "q",
    domain: { kind: "integers", ...range },
    body,
  };
  const coefficients = { name: "b", domain: { kind: "reals" } as const, index: [range] };
  return {
    ...setting,
    parameters: new Map([...setting.parameters, ["b", coefficients]]),
    model: { ...setting.model, teacher: { ...teacher, link: { kind: "expression", expression } } },
  };
}
