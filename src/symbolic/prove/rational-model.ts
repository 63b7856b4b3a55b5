/**
 * Rational points at or near a model of the solver, whose values may be irrational roots.
 */
import { type Rational, rational } from "../../model/rational.ts";
import { isolateRealRoots, type RootInterval, refineRoot } from "../exact/real-roots.ts";
import type { Declaration } from "./formula.ts";
import { symbol } from "./smtlib.ts";
import type { ModelValue } from "./solver-answer.ts";

/** Widths 2^-n of the intervals around irrational values whose ends are tried. */
const widths = [4n, 10n, 20n, 40n, 80n];
/** With more irrational values than this, all lower ends and all upper ends are tried only. */
const cornersOf = 4;

/**
 * Candidates for a rational point that satisfies what the model satisfies: the model itself if it
 * is rational, otherwise corners of ever smaller boxes around it. Each still has to be checked.
 */
export function* rationalModels(
  variables: readonly Declaration[],
  model: ReadonlyMap<string, ModelValue>,
): Generator<ReadonlyMap<string, Rational>> {
  const point = new Map<string, Rational>();
  const roots: { readonly name: string; readonly box: (width: Rational) => RootInterval }[] = [];
  for (const { name } of variables) {
    const value = model.get(symbol(name));
    if (value === undefined) return;
    if (value.kind === "rational") {
      point.set(name, value.value);
      continue;
    }
    const { coefficients, index } = value;
    if (coefficients.every((c) => c === 0n)) return;
    const root = isolateRealRoots(coefficients)[index - 1];
    if (root === undefined) return;
    // The isolating interval belongs to the square-free part, whose sign changes with odd roots;
    // an even root is not refined but simply does not check.
    roots.push({ name, box: (width) => refineRoot(coefficients, root, width) });
  }
  if (roots.length === 0) {
    yield point;
    return;
  }
  for (const exponent of widths) {
    const boxes = roots.map(({ name, box }) => ({ name, ...box(rational(1n, 1n << exponent)) }));
    for (const uppers of corners(boxes.length)) {
      const near = new Map(point);
      for (const [i, { name, lower, upper }] of boxes.entries()) {
        near.set(name, uppers[i] ? upper : lower);
      }
      yield near;
    }
  }
}

function* corners(dimension: number): Generator<readonly boolean[]> {
  const all = (value: boolean): boolean[] => Array.from({ length: dimension }, () => value);
  if (dimension > cornersOf) {
    yield all(false);
    yield all(true);
    return;
  }
  for (let bits = 0; bits < 2 ** dimension; bits++) {
    yield Array.from({ length: dimension }, (_, i) => ((bits >> i) & 1) === 1);
  }
}
