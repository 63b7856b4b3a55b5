/** Expression trees by hand, and models made of them, for tests of the numeric witness. */

import type { ModelInstance } from "../../src/model/bind/instance.ts";
import type { Expression } from "../../src/model/expression/expression.ts";
import { rationalOfNumber } from "../../src/model/rational.ts";

export const num = (x: number): Expression => ({ kind: "number", value: rationalOfNumber(x) });
export const name = (text: string): Expression => ({ kind: "name", name: text });
export const z: Expression = name("z");
export const call = (text: string, ...args: readonly (Expression | number)[]): Expression => ({
  kind: "call",
  name: text,
  args: args.map(tree),
});
export const binary = (
  operator: "+" | "-" | "*" | "/" | "^" | "and" | "or" | "implies" | "iff",
  left: Expression | number,
  right: Expression | number,
): Expression => ({ kind: "binary", operator, left: tree(left), right: tree(right) });
export const plus = (a: Expression | number, b: Expression | number) => binary("+", a, b);
export const times = (a: Expression | number, b: Expression | number) => binary("*", a, b);
export const h = (p: number): Expression => call("h", p, z);
export const less = (a: Expression | number, b: Expression | number): Expression => ({
  kind: "comparison",
  operators: ["<"],
  operands: [tree(a), tree(b)],
});

function tree(x: Expression | number): Expression {
  return typeof x === "number" ? num(x) : x;
}

export interface Sketch {
  readonly d: number;
  readonly gram: readonly (readonly number[])[];
  readonly link: Expression;
  readonly student?: Expression;
  readonly weights?: readonly number[];
  readonly neurons?: number;
  readonly loss?: "correlation" | "squared";
  readonly factor?: number;
}

/** A model of ridge functions with numbers in every place. */
export function sketched(sketch: Sketch): ModelInstance {
  const k = sketch.gram.length;
  const loss = sketch.loss ?? "correlation";
  return {
    input: { law: "gaussian", covariance: "isotropic" },
    dimension: sketch.d,
    teacher: {
      kind: "sum",
      terms: k,
      link: sketch.link,
      weights: (sketch.weights ?? Array.from({ length: k }, () => 1)).map(num),
      gram: sketch.gram.map((row) => row.map(num)),
      noise: num(0),
    },
    student: {
      shape: { kind: "neurons", count: sketch.neurons ?? 1 },
      link:
        sketch.student === undefined
          ? { kind: "same" }
          : { kind: "expression", expression: sketch.student },
      on: "sphere",
      scale: num(1),
    },
    loss: { kind: loss, factor: num(sketch.factor ?? (loss === "squared" ? 0.5 : 1)) },
    dynamics: { kind: "gradient-flow", metric: "round", alternate: false },
  };
}

/** Rows of the Gram matrix of k unit vectors with all inner products beta. */
export const equiangular = (k: number, beta: number): number[][] =>
  Array.from({ length: k }, (_, i) => Array.from({ length: k }, (_, j) => (i === j ? 1 : beta)));
