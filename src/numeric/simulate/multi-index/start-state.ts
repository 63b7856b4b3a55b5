/**
 * Starts of a subspace: uniform, or uniform given M = V^T W, or given the eigenvalues of M M^T.
 *
 * Given M, W = V M + U (1 - M^T M)^(1/2) with U uniform across V. The law of M is invariant under
 * rotations on both sides, so given its singular values its singular vectors are uniform and
 * independent: M = O diag(lambda) P^T with O Haar in O(q) and P Haar in St(r, q).
 */
import type { Start } from "../../../model/spec.ts";
import type { Environment } from "../../evaluate/environment.ts";
import { type Failure, failure, isFailure } from "../../failure.ts";
import { symmetricEigen } from "../../linear/symmetric-eigen.ts";
import { withLetter } from "../../link/letters.ts";
import { unitRoundoff } from "../../measured.ts";
import { haarFrame } from "../../random/overlaps.ts";
import type { RandomStream } from "../../random/stream.ts";
import { addScaled, neuron, orthonormalBasis } from "../../vectors.ts";
import type { DefinedModel } from "../any-model/defined-model.ts";
import { drawn } from "../ridge-sum/start-state.ts";
import type { MultiIndex } from "./model.ts";

interface Given {
  readonly start: Start;
  readonly names: Environment;
}

/** The state that the entries of a start name; what they leave open is uniform. */
export function startOf(
  multi: MultiIndex,
  model: DefinedModel,
  given: Given,
  random: RandomStream,
): Float64Array | Failure {
  const named = given.start.filter(({ value }) => value !== undefined);
  const free = model.randomState(random);
  const [first] = named;
  if (first === undefined) return free;
  const { name } = first;
  if (named.some((entry) => entry.name !== name)) {
    return failure("no-such-start", `${named.map((e) => e.name).join(" and ")} together`);
  }
  const { projections: q, rank: r } = multi;
  switch (name) {
    case "M": {
      const overlaps = entriesOf(given, [q, r], random);
      return isFailure(overlaps) ? overlaps : withOverlaps(multi, free, overlaps);
    }
    case "g":
    case "lambda": {
      const values = entriesOf(given, [q], random);
      if (isFailure(values)) return values;
      const isEigenvalue = name === "g";
      if (values.some((x) => !(x >= 0)) || values.slice(r).some((x) => x > 0)) {
        return failure("no-such-start", `${name} = ${values.join(", ")}`);
      }
      const lengths = values.map((x) => (isEigenvalue ? Math.sqrt(x) : x));
      const most = Math.min(q, r);
      const [O, P] = [haarFrame(random, q, most), haarFrame(random, r, most)];
      const overlaps = Array.from({ length: q * r }, (_, at) => {
        const [i, j] = [Math.floor(at / r), at % r];
        return O.reduce((sum, o, l) => sum + o[i]! * lengths[l]! * P[l]![j]!, 0);
      });
      return withOverlaps(multi, free, overlaps);
    }
    default:
      return failure("no-such-start", `${name} in a start of a subspace`);
  }
}

/** All entries of a quantity of the given shape, row by row. */
function entriesOf(
  { start, names }: Given,
  [rows, columns]: readonly [number, number?],
  random: RandomStream,
): readonly number[] | Failure {
  const entries: (number | undefined)[] = Array.from({ length: rows * (columns ?? 1) });
  for (const { name, index, indices, value } of start) {
    if (value === undefined) continue;
    const [row = "", column] = indices ?? (index === undefined ? [] : [index]);
    if ((column === undefined) !== (columns === undefined)) {
      return failure("no-such-start", `${name} with other indices than it has`);
    }
    const speaksOf = (letter: string, place: number): boolean =>
      !/^[0-9]/.test(letter) || Number(letter) === place;
    for (let i = 1; i <= rows; i++) {
      for (let j = 1; j <= (columns ?? 1); j++) {
        if (!speaksOf(row, i) || (column !== undefined && !speaksOf(column, j))) continue;
        const ofRow = withLetter(value, row, i);
        const closed = column === undefined ? ofRow : withLetter(ofRow, column, j);
        const entry = drawn(closed, names, random);
        if (isFailure(entry)) return entry;
        entries[(i - 1) * (columns ?? 1) + j - 1] = entry;
      }
    }
  }
  const given = entries.filter((entry) => entry !== undefined);
  return given.length === entries.length
    ? given
    : failure("no-such-start", "some entries of a quantity, not all");
}

/** W = V M + U (1 - M^T M)^(1/2), U spanned by the columns of a free state across V. */
function withOverlaps(
  { projections: q, rank: r, ambient: d }: MultiIndex,
  free: Float64Array,
  given: readonly number[],
): Float64Array | Failure {
  const rest = new Float64Array(r * r);
  for (let a = 0; a < r; a++) {
    for (let b = 0; b < r; b++) {
      let total = a === b ? 1 : 0;
      for (let i = 0; i < q; i++) total -= given[i * r + a]! * given[i * r + b]!;
      rest[a * r + b] = total;
    }
  }
  const { values, vectors } = symmetricEigen(rest, r);
  if (!values.every(Number.isFinite)) return failure("no-such-start", "entries of M not finite");
  const rounding = 16 * r * unitRoundoff;
  if (values.some((x) => x < -rounding)) {
    return failure("no-such-start", "M with a singular value above 1");
  }
  const across = Array.from({ length: r }, (_, j) => {
    const column = neuron(free, j, d).slice();
    column.fill(0, 0, q);
    return column;
  });
  const U = orthonormalBasis(across);
  // Directions in which W lies in the span of the teacher's need no room across it.
  const outside = vectors.flatMap((v, l) => {
    const x = values[l]!;
    return x > rounding ? [{ v, length: Math.sqrt(x) }] : [];
  });
  if (U.length < outside.length) {
    return failure("no-such-start", `no room for ${outside.length} columns across the teacher`);
  }
  const state = new Float64Array(r * d);
  for (let j = 0; j < r; j++) {
    const column = neuron(state, j, d);
    for (let i = 0; i < q; i++) column[i] = given[i * r + j]!;
    outside.forEach(({ v, length }, l) => {
      addScaled(column, length * v[j]!, U[l]!);
    });
  }
  return state;
}
