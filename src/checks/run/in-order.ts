/**
 * Work whose results come in a fixed order, though parts of it wait for other threads.
 */

/** Claims that are examined at once: one that waits for a look does not hold up the others. */
export const underWay = 48;

/** What is made of each, in their order, with so many begun at a time. */
export async function* inOrder<T, R>(
  all: readonly T[],
  atOnce: number,
  make: (one: T) => Promise<R>,
): AsyncGenerator<R, undefined> {
  const begun: Promise<R>[] = [];
  for (const [i] of all.entries()) {
    while (begun.length < Math.min(i + atOnce, all.length)) begun.push(make(all[begun.length]!));
    yield await begun[i]!;
  }
  return undefined;
}
