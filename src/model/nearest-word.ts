/**
 * The word that was probably meant, for `Did you mean ...?`.
 */

/**
 * The candidate nearest to a word in edits (a letter put in, left out, replaced, or two exchanged),
 * if it is near enough to be meant: one edit in three letters, or a mere change of case.
 *
 * @example nearestWord("claim", ["title", "claims"]) // "claims"
 */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > 40) return undefined;
  let best: { readonly candidate: string; readonly cost: number } | undefined;
  for (const candidate of candidates) {
    if (candidate === word || Math.abs(candidate.length - word.length) > 3) continue;
    const sameCase = candidate.toLowerCase() === word.toLowerCase();
    const cost = sameCase ? 0 : edits(word, candidate);
    const allowed = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    const near = sameCase || (cost <= allowed && cost < Math.min(word.length, candidate.length));
    if (near && (best === undefined || cost < best.cost)) best = { candidate, cost };
  }
  return best?.candidate;
}

/** `Did you mean claims?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const nearest = nearestWord(word, candidates);
  return nearest === undefined ? undefined : `Did you mean ${nearest}?`;
}

/** Damerau's distance of two words, restricted: no letter takes part in two edits. */
function edits(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(replaced, (last[j] as number) + 1, (row[j - 1] as number) + 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (i > 1 && j > 1 && swapped) cost = Math.min(cost, (before[j - 2] as number) + 1);
      row.push(cost);
    }
    [before, last] = [last, row];
  }
  return last[b.length] as number;
}
