/**
 * What a run with one overlap looks like when something is the matter, or only seems to be.
 *
 *   stuck         |m| stays below the square root of where it began: between m(0) and 1, on the
 *                 scale of powers, it has not come half of the way
 *   back and forth  moves of m or of a coefficient from step to step alternate in sign, more than
 *                 independent noise can
 *   reversed      m ends below 0 and the loss has all but gone: w is the opposite of v[1] and the
 *                 link its mirror image, so that the predictor is right
 * They are names for what is seen, and no verdict reads them.
 */
import { autocorrelation } from "../numeric/statistics/autocorrelation.ts";
import { normalQuantile } from "../numeric/statistics/proportion.ts";

/** Rows of a run in their order, with the names of their columns. */
export interface SeenRun {
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
  /** Rows one step apart, where the dynamics has steps. */
  readonly stepwise?: readonly (readonly number[])[];
}

/** The part of the first loss that is as good as none. */
const small = 1 / 100;
/** Differences of independent rows are correlated by -1/2 at most. */
const leastCorrelation = -0.5;
const confidence = 1e-6;
const fewestMoves = 8;

/** The signatures of a run, as sentences; none where it has no overlap m. */
export function failureSignatures(run: SeenRun): readonly string[] {
  const { names } = run;
  const m = names.findIndex((name) => name === "m" || name === "u[1]");
  if (m < 0 || names.includes("u[2]")) return [];
  return [stuck(run, m), ...backAndForth(run, m), reversed(run, m)].filter(
    (found) => found !== undefined,
  );
}

function stuck({ rows }: SeenRun, m: number): string | undefined {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || rows.length < 2) return undefined;
  const [from, to] = [Math.abs(first[m]!), Math.abs(last[m]!)];
  const most = Math.max(...rows.map((row) => Math.abs(row[m]!)));
  if (!(from > 0 && from < 1 / 4 && most < Math.sqrt(from))) return undefined;
  return (
    `stuck near 0: the overlap went from ${short(from)} to ${short(to)} in size; the run is too ` +
    "short for this start, or the information exponent is larger than it was taken for"
  );
}

function backAndForth({ names, stepwise = [] }: SeenRun, m: number): readonly string[] {
  const found = names.filter((name, c) => {
    if (c !== m && !/^a\[/.test(name)) return false;
    const moves = stepwise.slice(1).map((row, i) => row[c]! - stepwise[i]![c]!);
    const margin = normalQuantile(1 - confidence) / Math.sqrt(moves.length);
    return moves.length > fewestMoves && autocorrelation(moves) < leastCorrelation - margin;
  });
  if (found.length === 0) return [];
  return [`back and forth from step to step: ${found.join(", ")}; the step is too large`];
}

function reversed({ names, rows }: SeenRun, m: number): string | undefined {
  const loss = names.indexOf("loss");
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (!(last[m]! < 0 && last[loss]! < small * first[loss]!)) return undefined;
  return (
    `reversed and right: the overlap ends at ${short(last[m]!)} and the loss at ` +
    `${short(last[loss]!)}; the direction is -v[1] and the link its mirror image, so that ` +
    "predictions are to be compared, or |m|, and not m"
  );
}

const short = (x: number): string => String(Number(x.toPrecision(3)));
