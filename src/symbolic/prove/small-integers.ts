/**
 * Integer points in a fixed order, near the origin first: where counterexamples are looked for.
 */
const largestTotal = 24;

/**
 * The tuples of integers of a length, by ascending sum of their sizes; none for length 0.
 *
 * @example smallIntegers(1) // [0], [1], [-1], [2], [-2], ...
 */
export function* smallIntegers(length: number): Generator<readonly number[]> {
  if (length === 0) return;
  for (let total = 0; total <= largestTotal; total++) yield* tuplesOfTotal(length, total);
}

function* tuplesOfTotal(length: number, total: number): Generator<readonly number[]> {
  if (length === 1) {
    yield [total];
    if (total > 0) yield [-total];
    return;
  }
  for (let first = 0; first <= total; first++) {
    for (const rest of tuplesOfTotal(length - 1, total - first)) {
      yield [first, ...rest];
      if (first > 0) yield [-first, ...rest];
    }
  }
}
