/**
 * Generated loops for linear combinations of arrays: the inner loops of a Runge-Kutta step.
 *
 * One pass over the arrays with all weights in local variables. As in `generate.ts`, `new Function`
 * sees this file's own text and integers alone; weights are arguments.
 */

/** out[i] = base[i] + scale sum_j weights[j] arrays[places[j]][i], for all i of out. */
export type Combination = (
  out: Float64Array,
  base: Float64Array,
  scale: number,
  arrays: readonly Float64Array[],
) => void;

/**
 * The combination of these weights; zero weights are left out.
 *
 * @param hasBase whether `base` is added, or the sum alone is written.
 */
export function generatedCombination(weights: readonly number[], hasBase: boolean): Combination {
  const places = weights.flatMap((weight, place) => (weight === 0 ? [] : [place]));
  const terms = places.map((place) => `w${place} * a${place}[i]`);
  const total = [...(hasBase ? ["base[i]"] : []), ...terms].join(" + ") || "0";
  const source = [
    '"use strict";',
    "return (out, base, scale, arrays) => {",
    ...places.map((place) => `  const w${place} = scale * weights[${place}];`),
    ...places.map((place) => `  const a${place} = arrays[${place}];`),
    "  for (let i = 0; i < out.length; i++) {",
    `    out[i] = ${total};`,
    "  }",
    "};",
  ].join("\n");
  const make = new Function("weights", source) as (weights: readonly number[]) => Combination;
  return make(weights);
}
