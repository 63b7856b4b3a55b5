/**
 * A long list of cases reduced piece by piece.
 *
 * The pieces and the order in which they are put together depend on the number of cases alone. So
 * sums, whose rounding depends on the order, are the same bits for any number of workers that take
 * pieces in any order; and no more is in memory than a piece for each worker and what is kept of
 * the pieces before.
 */

/** Cases from, ..., to - 1. */
export interface Chunk {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

const chunkSize = 512;

/** The pieces of `count` cases, in order. */
export function chunksOf(count: number): readonly Chunk[] {
  return Array.from({ length: Math.ceil(count / chunkSize) }, (_, index) => ({
    index,
    from: index * chunkSize,
    to: Math.min(count, (index + 1) * chunkSize),
  }));
}

/** Puts pieces together that come in any order: each waits until those before it have come. */
export interface OrderedMerge<Summary> {
  readonly add: (index: number, summary: Summary) => void;
  /** What has been put together; complete once every piece has come. */
  readonly merged: () => Summary;
  /** Pieces that wait for one before them. */
  readonly waiting: () => number;
}

/** A merge that starts from `empty` and joins from the left. */
export function orderedMerge<Summary>(
  empty: Summary,
  join: (left: Summary, right: Summary) => Summary,
): OrderedMerge<Summary> {
  const early = new Map<number, Summary>();
  let [whole, next] = [empty, 0];
  return {
    add: (index, summary) => {
      early.set(index, summary);
      for (let ready = early.get(next); ready !== undefined; ready = early.get(next)) {
        whole = join(whole, ready);
        early.delete(next);
        next += 1;
      }
    },
    merged: () => whole,
    waiting: () => early.size,
  };
}
