/**
 * The limit of a sequence of which few members are known, and how far it may be off.
 *
 * Two laws of convergence are tried on the last three members. Linear convergence,
 * y_n = L + C r^n, gives Aitken's L = y_n - D_n^2 / (D_n - D_{n-1}) with D_n = y_n - y_{n-1};
 * logarithmic convergence, y_n = L + C/(n + n0), gives the rho algorithm's
 * L = y_{n-1} + 2 / (1/D_n - 1/D_{n-1}) ([Weniger1989, Sec. 5.1 and 6.2]). A finite-size term that is
 * a power of the size converges linearly along a geometric grid, one that is 1/log converges
 * logarithmically, and three members do not tell which: the limit is Aitken's where the differences
 * fall fast, and half-way where they do not, and the distance between the two is its uncertainty.
 */
import { type Measured, measured } from "../measured.ts";

/** Differences that fall by this factor or more are taken as linear convergence. */
const fast = 0.5;
/** What the disagreements show is multiplied by this before it is stated. */
const safety = 2;

/**
 * The limit of the sequence.
 *
 * Members at the end that did not move by more than their own errors show nothing of the law; the
 * others are taken without them where they say more, and where the members left out agree. It is
 * not the sharpest of all windows that is taken: early ones may be sharp by accident.
 *
 * @param y at least three members, of a geometric grid or an arithmetic one in the logarithm.
 */
export function extrapolated(y: readonly Measured[]): Measured {
  let best = ofMembers(y);
  for (let count = y.length; count > fewest && isDrowned(y[count - 1]!, y[count - 2]!); count--) {
    const without = ofMembers(y.slice(0, count - 1));
    const agrees = y
      .slice(count - 1)
      .every(({ value, error }) => Math.abs(value - without.value) <= error + without.error);
    if (agrees && without.error < best.error) best = without;
  }
  return best;
}

/** So many show a limit and how the one before it was off. */
const fewest = 4;

/** Differences below this times the error say nothing of how they fall. */
const drowned = 4;

const isDrowned = (last: Measured, before: Measured): boolean =>
  Math.abs(last.value - before.value) <= drowned * Math.max(last.error, before.error);

/**
 * What the last three members say, held against what the three before them said. Where these
 * said nothing, the members may not have come to their law yet, or be at a turning point, where
 * differences fall as they do near a limit: then the limit may be as far off as all they moved.
 */
function ofMembers(y: readonly Measured[]): Measured {
  const now = ofThree(y.slice(-3));
  const last = y[y.length - 1];
  if (now === undefined || last === undefined) {
    return measured(last?.value ?? Number.NaN, Number.POSITIVE_INFINITY);
  }
  const before = y.length > 3 ? ofThree(y.slice(-4, -1)) : undefined;
  const moved = Math.abs(now.value - last.value) + pathLength(y.slice(-3));
  const drift = before === undefined ? moved : Math.abs(now.value - before.value);
  return measured(now.value, safety * (now.error + drift), "estimate");
}

const pathLength = (y: readonly Measured[]): number =>
  y.slice(1).reduce((sum, { value }, i) => sum + Math.abs(value - y[i]!.value), 0);

/** `undefined` where differences do not fall, which shows no limit at all. */
function ofThree([a, b, c]: readonly Measured[]): Measured | undefined {
  if (a === undefined || b === undefined || c === undefined) return undefined;
  const noise = Math.max(a.error, b.error, c.error);
  const [before, last] = [b.value - a.value, c.value - b.value];
  // Within the noise the sequence has arrived; it may have been passing through.
  if (Math.abs(last) <= drowned * noise && Math.abs(before) <= 2 * drowned * noise) {
    return measured(c.value, Math.abs(last) + Math.abs(before) + 2 * noise, "estimate");
  }
  if (last === 0) return measured(c.value, Math.abs(before) + 2 * noise, "estimate");
  const ratio = last / before;
  if (!(Math.abs(ratio) < 1)) return undefined;
  const linear = c.value - last ** 2 / (last - before);
  const logarithmic = b.value + 2 / (1 / last - 1 / before);
  const isFast = Math.abs(ratio) < fast;
  const value = isFast ? linear : (linear + logarithmic) / 2;
  // d(linear)/dy is at most (1 + r)^2 / (1 - r)^2 in the three members together.
  const amplified = (noise * (1 + Math.abs(ratio)) ** 2) / (1 - Math.abs(ratio)) ** 2;
  return measured(value, Math.abs(linear - logarithmic) + amplified, "estimate");
}
