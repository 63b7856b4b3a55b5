/**
 * Output times equidistant in log t: for escapes that take many decades.
 */

/** from, ..., to with `perDecade` times in every decade; both ends included; 0 < from < to. */
export function logTimes(from: number, to: number, perDecade: number): readonly number[] {
  const intervals = Math.max(1, Math.ceil(Math.log10(to / from) * perDecade));
  return Array.from({ length: intervals + 1 }, (_, i) =>
    i === intervals ? to : from * (to / from) ** (i / intervals),
  );
}
