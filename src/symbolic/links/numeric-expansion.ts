/**
 * Hermite coefficients of any link by quadrature in fixed point, with stated errors.
 */
import { addBalls, type Ball, magnitude, middle, multiplyBalls, scaleBall } from "./ball.ts";
import { type CriticalPoint, criticalPoints } from "./critical-points.ts";
import { exponentialBound, growthOf, type Side } from "./growth.ts";
import { inverseRootFactorial } from "./hermite.ts";
import { LinkError } from "./link-issue.ts";
import type { LinkTree } from "./link-tree.ts";
import { gaussianIntegrals } from "./quadrature.ts";
import type { AnalyticPiece } from "./quadrature-nodes.ts";
import { localExponent } from "./rough-points.ts";
import { enclosureOfScalar } from "./scalar.ts";
import type { Parity } from "./structural-parity.ts";
import { type Tape, tapeOfLink } from "./tape.ts";
import { workingBits } from "./working-bits.ts";

export interface NumericExpansion {
  /** a_p = E[f h_p] at `workingBits`, as estimates; exactly zero where parity makes it so. */
  readonly coefficients: readonly Ball[];
  readonly squaredNorm: Ball;
  readonly converged: boolean;
  readonly points: readonly CriticalPoint[];
  readonly tape: Tape;
}

/** Beyond it the Gaussian is below the range of doubles that radii are kept in. */
const farthest = 32;

/** Single steps of the tape: about a second. */
const budget = 600_000;

/**
 * Expands a link by quadrature.
 *
 * @param parity The parity its shape shows, used to halve the work and to leave out zeros.
 * @throws LinkError if its growth is not known, or not square-integrable.
 */
export function numericExpansion(
  tree: LinkTree,
  order: number,
  parity: Parity | undefined,
): NumericExpansion {
  const tape = tapeOfLink(tree);
  const reach = Math.max(reachOf(tree, tape, order, 1), reachOf(tree, tape, order, -1));
  const points = criticalPoints(tree, reach);
  if (points === undefined) {
    throw new LinkError("not-converged", {
      expected: "at most 150 points where the link is not smooth",
      got: `more within |z| < ${Math.ceil(reach)}`,
      cure: "Approximate it by a link with fewer.",
    });
  }
  refuseSingular(tape, points);
  const { moments, squaredNorm, converged } = gaussianIntegrals(
    tape,
    halved(piecesBetween(points), parity),
    { order, reach, budget },
  );
  if (!Number.isFinite(squaredNorm.rad) || moments.some((m) => !Number.isFinite(m.rad))) {
    throw new LinkError("not-converged", {
      expected: "a link with values within the range of the quadrature",
      got: "one with values that are not known there",
      cure: "Scale it, or write it as a sum of parts.",
    });
  }
  const factor = parity === undefined ? 1n : 2n;
  const half = points.length > 0 || parity === undefined ? factor : 1n;
  const coefficients = moments.map((c, p): Ball => {
    if (parity !== undefined && (p % 2 === 1) !== (parity === "odd")) return { mid: 0n, rad: 0 };
    const root = enclosureOfScalar(inverseRootFactorial(p), workingBits);
    const value = multiplyBalls(scaleBall(c, half), root, workingBits);
    return { mid: value.mid, rad: value.rad + tailOf(tape, reach, p) };
  });
  return {
    coefficients,
    squaredNorm: addBalls(scaleBall(squaredNorm, half), {
      mid: 0n,
      rad: squareTail(tape, reach),
    }),
    converged,
    points,
    tape,
  };
}

function piecesBetween(points: readonly CriticalPoint[]): readonly AnalyticPiece[] {
  const ends = points.map((p) => p.at);
  return Array.from({ length: ends.length + 1 }, (_, i) => ({ from: ends[i - 1], to: ends[i] }));
}

/** For an even or odd link with breaks, the pieces right of 0; 0 becomes an end. */
function halved(
  pieces: readonly AnalyticPiece[],
  parity: Parity | undefined,
): readonly AnalyticPiece[] {
  if (parity === undefined || pieces.length === 1) return pieces;
  const origin: Ball = { mid: 0n, rad: 0 };
  return pieces
    .filter(({ to }) => to === undefined || middle(to, workingBits) > 1e-30)
    .map(({ from, to }) => ({ from: from && from.mid > 0n ? from : origin, to }));
}

/**
 * A reach R beyond which f phi h_order is below 10^-40 of its size, by the growth of the link.
 *
 * With |f| <= C e^(q z^2 + l |z|) the exponent (1/2 - q) R^2 - l R - order log R has to be 100.
 */
function reachOf(tree: LinkTree, tape: Tape, order: number, side: Side): number {
  const bound = exponentialBound(growthOf(tree, side));
  const seen = seenExponent(tape, side);
  if (bound?.q === Number.POSITIVE_INFINITY) throw notSquareIntegrable(bound.q, side);
  if (bound === undefined || bound.q >= 0.25) {
    if (seen !== undefined && seen > 0.25) throw notSquareIntegrable(seen, side);
    throw new LinkError("growth-unknown", {
      expected: "a link whose growth at infinity can be bounded by exp(q z^2) with q < 1/4",
      got: bound === undefined ? "one for which no bound was found" : `the bound q = ${bound.q}`,
      cure: "Write it as a sum or product of functions with known growth.",
    });
  }
  const rate = 0.5 - Math.max(0, bound.q);
  const decay = (R: number): number =>
    rate * R * R - Math.max(0, bound.l) * R - order * Math.log(R) + logRootFactorial(order);
  let R = 12;
  while (decay(R) < 100 && R < farthest) R += 0.5;
  if (decay(R) < 60) {
    throw new LinkError("growth-unknown", {
      expected: "a link of moderate growth",
      got: `one bounded only by exp(${bound.q} z^2 + ${bound.l} |z|)`,
      cure: "Scale its argument down.",
    });
  }
  // The square decays more slowly; where the farthest reach is too short its tail is stated.
  const squareRate = 0.5 - 2 * Math.max(0, bound.q);
  while (squareRate * R * R - 2 * Math.max(0, bound.l) * R < 80 && R < farthest) R += 0.5;
  return R;
}

/** log |f(z)| / z^2 far out, as seen at two points, if it is settled. */
function seenExponent(tape: Tape, side: Side): number | undefined {
  const bits = 512;
  const rates = [25.3, 36.1].map((z) => {
    const value = tape.value(
      { mid: BigInt(Math.round(side * z * 16)) << BigInt(bits - 4), rad: 0 },
      bits,
    );
    const size = magnitude(value.mid, bits);
    return value.rad > size ? Number.NaN : Math.log(size) / (z * z);
  });
  return Number.isFinite(rates[1]) ? rates[1] : rates[0];
}

const notSquareIntegrable = (rate: number, side: Side): LinkError =>
  new LinkError("not-square-integrable", {
    expected: "a link with E f(z)^2 < oo",
    got: `one that grows ${
      Number.isFinite(rate)
        ? `like exp(${rate.toPrecision(3)} z^2)`
        : "faster than every exp(c z^2)"
    } as z -> ${side > 0 ? "" : "-"}oo`,
    cure: "The Gaussian allows less than exp(z^2/4).",
  });

/** |f phi h_p| at the reach times 1/R at both ends: the size of what lies beyond. */
function tailOf(tape: Tape, reach: number, p: number): number {
  let hermite = 1;
  for (let k = 1; k <= p; k++) hermite *= reach / Math.sqrt(k);
  return endSize(tape, reach, 1) * hermite;
}

const squareTail = (tape: Tape, reach: number): number => endSize(tape, reach, 2);

function endSize(tape: Tape, reach: number, power: number): number {
  const mid = BigInt(Math.round(reach * 16)) << BigInt(workingBits - 4);
  const density = Math.exp((-reach * reach) / 2) / Math.sqrt(2 * Math.PI);
  return [mid, -mid].reduce((sum, at) => {
    const value = tape.value({ mid: at, rad: 0 }, workingBits);
    const size = magnitude(value.mid, workingBits);
    return sum + (Number.isFinite(size) ? size ** power : 0) * density;
  }, 0);
}

/** A pole is refused: |z - c|^s is square-integrable for s > -1/2 only. */
function refuseSingular(tape: Tape, points: readonly CriticalPoint[]): void {
  for (const point of points) {
    const exponent = localExponent(tape, point.at);
    if (exponent !== undefined && exponent <= -0.499) {
      const at = point.text ?? middle(point.at, workingBits).toPrecision(8);
      throw new LinkError("not-square-integrable", {
        expected: "a link with E f(z)^2 < oo",
        got: `one that is undefined at ${at} and grows like distance^(${exponent.toFixed(2)}) there`,
        cure: "Powers above -1/2 are square-integrable.",
      });
    }
  }
}

function logRootFactorial(n: number): number {
  let sum = 0;
  for (let k = 2; k <= n; k++) sum += Math.log(k) / 2;
  return sum;
}
