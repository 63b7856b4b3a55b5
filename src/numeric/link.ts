/**
 * A link as the numeric witness sees it: a function that can be evaluated, and where it is smooth.
 *
 * Nothing is expanded and nothing is known in closed form: values and derivatives come from the
 * expression itself.
 */
import type { Expression } from "../model/expression/expression.ts";
import { formatExpression } from "../model/expression/format.ts";
import { type Failure, isFailure } from "./failure.ts";
import { type Breakpoint, breakpoints } from "./link/breakpoints.ts";
import { compileLink, type Seam } from "./link/compile-link.ts";
import { generatedFill } from "./link/generated-fill.ts";
import { hermiteCombination, hermiteLink } from "./link/hermite-link.ts";
import { type Jet, jets, numbers } from "./link/jet.ts";
import { polynomialDegree } from "./link/polynomial-degree.ts";

export interface Link {
  readonly value: (z: number) => number;
  /** (f, f', f''); at a breakpoint the derivatives of a piece. */
  readonly jet: (z: number) => Jet;
  /** Writes f at the first `count` points, and f' and f'' where there are arrays for them. */
  readonly fill: Fill;
  /** Kinks and jumps within reach of the Gaussian, ascending; see {@link breakpoints}. */
  readonly breakpoints: readonly Breakpoint[];
  /** Set where the link is a polynomial by its form. */
  readonly degree: number | undefined;
}

export type Fill = (
  z: Float64Array,
  count: number,
  value: Float64Array,
  slope?: Float64Array,
  bend?: Float64Array,
) => void;

/** Links that were made, by their text: a scan over an angle makes the same one at every point. */
const known = new Map<string, Link | Failure>();
const mostKnown = 64;

/**
 * The link of an expression in `z` alone; the same object for the same text.
 *
 * @returns a failure where a name or a function is unknown.
 * @example link(parse("relu(z)")).jet(2) // [2, 1, 0]
 */
export function link(expression: Expression): Link | Failure {
  const text = formatExpression(expression);
  const before = known.get(text);
  if (before !== undefined) return before;
  const made = newLink(expression);
  if (known.size >= mostKnown) known.clear();
  known.set(text, made);
  return made;
}

function newLink(expression: Expression): Link | Failure {
  const coefficients = hermiteCombination(expression);
  // The same sum with one recurrence for all its degrees in place of one for each.
  if (coefficients !== undefined) return hermiteLink(coefficients);
  const seams: Seam[] = [];
  const value = compileLink(expression, numbers, seams);
  if (isFailure(value)) return value;
  const jet = compileLink(expression, jets, []);
  if (isFailure(jet)) return jet;
  return {
    value,
    jet,
    fill: generatedFill(expression) ?? filledBy(value, jet),
    breakpoints: breakpoints(seams, jet),
    degree: polynomialDegree(expression),
  };
}

/** One point after another. */
function filledBy(value: Link["value"], jet: Link["jet"]): Fill {
  return (z, count, values, slopes, bends) => {
    for (let i = 0; i < count; i++) {
      if (slopes === undefined && bends === undefined) {
        values[i] = value(z[i]!);
        continue;
      }
      const [at, slope, bend] = jet(z[i]!);
      values[i] = at;
      if (slopes !== undefined) slopes[i] = slope;
      if (bends !== undefined) bends[i] = bend;
    }
  };
}
