/**
 * Generated loops for a link at many points: straight-line code with one variable a step, from the
 * same compiler as the closures of `compile-link.ts`, with texts in the place of numbers.
 *
 * As in `field/generate.ts`, `new Function` sees this file's own text and integers alone: numbers
 * and functions are arguments, and no text of a spec can reach it. The operations are those of
 * `jet.ts` in the same order, so that the values are the same to the bit.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { children } from "../../model/expression/traverse.ts";
import { isFailure } from "../failure.ts";
import type { Fill } from "../link.ts";
import { compileLink } from "./compile-link.ts";
import type { Arithmetic } from "./jet.ts";

/** Steps of code that are still written out. */
const mostSteps = 2_000;
/** Functions that choose between their arguments are left to the closures. */
const choosing: ReadonlySet<string> = new Set(["min", "max", "if", "atan2"]);

/** The loops of a link; `undefined` for a link that chooses, or is too long. */
export function generatedFill(expression: Expression): Fill | undefined {
  if (chooses(expression)) return undefined;
  const values = generated(expression, valueCode, "value[i] = $0;");
  const jets = generated(
    expression,
    jetCode,
    "value[i] = $0; if (slope !== undefined) slope[i] = $1; if (bend !== undefined) bend[i] = $2;",
  );
  if (values === undefined || jets === undefined) return undefined;
  return (z, count, value, slope, bend) =>
    (slope === undefined && bend === undefined ? values : jets)(z, count, value, slope, bend);
}

const chooses = (node: Expression): boolean =>
  (node.kind === "call" && choosing.has(node.name)) || children(node).some(chooses);

/** Lines of code, and what they are given by place. */
interface Code {
  /** Adds `const t = ...;` and returns the name. */
  readonly step: (text: string) => string;
  readonly constant: (x: number) => string;
  readonly call: (f: unknown, argument: string) => string;
}

function generated<T extends string | readonly string[]>(
  expression: Expression,
  arithmeticOf: (code: Code) => Arithmetic<T>,
  store: string,
): Fill | undefined {
  const lines: string[] = [];
  const constants: number[] = [];
  const functions: unknown[] = [];
  const code: Code = {
    step: (text) => {
      lines.push(`const t${lines.length} = ${text};`);
      return `t${lines.length - 1}`;
    },
    constant: (x) => `c${constants.push(x) - 1}`,
    call: (f, argument) => code.step(`f${functions.push(f) - 1}(${argument})`),
  };
  const compiled = compileLink(expression, arithmeticOf(code), []);
  if (isFailure(compiled)) return undefined;
  // The closure of texts writes its code when it is called; the point is the variable z.
  const result = compiled(Number.NaN);
  if (lines.length > mostSteps) return undefined;
  const names: readonly string[] = typeof result === "string" ? [result] : result;
  const source = [
    '"use strict";',
    ...constants.map((_, i) => `const c${i} = constants[${i}];`),
    ...functions.map((_, i) => `const f${i} = functions[${i}];`),
    "return (points, count, value, slope, bend) => {",
    "for (let i = 0; i < count; i++) {",
    "const z = points[i];",
    ...lines,
    store.replace(/\$(\d)/g, (_, place: string) => names[Number(place)]!),
    "}",
    "};",
  ].join("\n");
  const make = new Function("constants", "functions", source) as (
    constants: readonly number[],
    functions: readonly unknown[],
  ) => Fill;
  return make(constants, functions);
}

const valueCode = ({ step, constant, call }: Code): Arithmetic<string> => ({
  constant,
  variable: () => "z",
  add: (a, b) => step(`${a} + ${b}`),
  subtract: (a, b) => step(`${a} - ${b}`),
  multiply: (a, b) => step(`${a} * ${b}`),
  divide: (a, b) => step(`${a} / ${b}`),
  apply: (f, a) => call(f.value, a),
  compose: (f, a) => step(`${call(f, a)}[0]`),
  // Asked where links choose alone.
  valueOf: () => Number.NaN,
});

type Names = readonly [string, string, string];

function jetCode({ step, constant, call }: Code): Arithmetic<Names> {
  const each = (f: (i: 0 | 1 | 2) => string): Names => [step(f(0)), step(f(1)), step(f(2))];
  const chain = (d: string, [, slope, bend]: Names): Names => {
    const isFlat = step(`${slope} === 0 && ${bend} === 0`);
    return [
      step(`${d}[0]`),
      step(`${isFlat} ? 0 : ${d}[1] * ${slope}`),
      step(`${isFlat} ? 0 : ${d}[2] * ${slope} * ${slope} + ${d}[1] * ${bend}`),
    ];
  };
  return {
    constant: (x) => [constant(x), "0", "0"],
    variable: () => ["z", "1", "0"],
    add: (a, b) => each((i) => `${a[i]} + ${b[i]}`),
    subtract: (a, b) => each((i) => `${a[i]} - ${b[i]}`),
    multiply: (a, b) => [
      step(`${a[0]} * ${b[0]}`),
      step(`${a[1]} * ${b[0]} + ${a[0]} * ${b[1]}`),
      step(`${a[2]} * ${b[0]} + 2 * ${a[1]} * ${b[1]} + ${a[0]} * ${b[2]}`),
    ],
    divide: (a, b) => {
      const value = step(`${a[0]} / ${b[0]}`);
      const first = step(`(${a[1]} - ${value} * ${b[1]}) / ${b[0]}`);
      return [
        value,
        first,
        step(`(${a[2]} - 2 * ${first} * ${b[1]} - ${value} * ${b[2]}) / ${b[0]}`),
      ];
    },
    apply: (f, a) => chain(call(f.derivatives, a[0]), a),
    compose: (f, a) => chain(call(f, a[0]), a),
    valueOf: () => Number.NaN,
  };
}
