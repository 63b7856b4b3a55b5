import fc from "fast-check";
import { expect, test } from "vitest";
import { exactly, measured } from "../../../src/numeric/measured.ts";
import { grid, signChanges, truthChanges } from "../../../src/numeric/root/sign-changes.ts";

fc.configureGlobal({ seed: 20253 });

test("the roots of a cubic are enclosed, with their directions", () => {
  const f = (x: number) => measured((x - 0.2) * (x - 0.5) * (x - 0.9), 1e-14);
  const { crossings, undecided } = signChanges(f, { from: 0, to: 1 });
  expect(crossings.map((c) => c.direction)).toEqual(["- to +", "+ to -", "- to +"]);
  for (const [i, root] of [0.2, 0.5, 0.9].entries()) {
    const { value, error } = crossings[i]!.at;
    expect(Math.abs(value - root)).toBeLessThanOrEqual(error);
    expect(error).toBeLessThan(1e-12);
  }
  expect(undecided).toEqual([]);
});

test("the enclosure is as wide as the error of f makes it, and contains the root", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: -12, max: -3, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      (root, exponent, bias) => {
        const error = 10 ** exponent;
        const f = (x: number) => measured(x - root + bias * error, error);
        const { crossings } = signChanges(f, { from: 0, to: 1 }, { points: 9 });
        expect(crossings).toHaveLength(1);
        expect(Math.abs(crossings[0]!.at.value - root)).toBeLessThanOrEqual(crossings[0]!.at.error);
        expect(crossings[0]!.at.error).toBeLessThan(4 * error + 1e-15);
      },
    ),
  );
});

test("a half-line is scanned to its far end, and open ends are not touched", () => {
  const xs = grid({ from: 0, to: Number.POSITIVE_INFINITY, fromOpen: true }, 16);
  expect(xs[0]).toBeGreaterThan(0);
  expect(xs.at(-1)).toBeGreaterThan(10);
  expect(xs.every(Number.isFinite)).toBe(true);
  expect(grid({ from: 0, to: 1, toOpen: true }, 4)).toEqual([0, 0.25, 0.5, 0.75]);
  const { crossings } = signChanges((x) => exactly(7 - x), {
    from: 0,
    to: Number.POSITIVE_INFINITY,
  });
  expect(Math.abs(crossings[0]!.at.value - 7)).toBeLessThan(1e-14);
  const line = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  expect(signChanges((x) => exactly(x + 3.3), line).crossings).toHaveLength(1);
});

test("what is never decided has no crossing, and NaN is not a sign", () => {
  const scan = signChanges(() => measured(0, 1), { from: 0, to: 1 });
  expect(scan.crossings).toEqual([]);
  expect(scan.undecided).toHaveLength(64);
  const nan = signChanges(() => measured(Number.NaN, 0), { from: 0, to: 1 });
  expect([nan.crossings.length, nan.undecided.length]).toEqual([0, 64]);
});

test("a predicate that is undecided around its threshold is enclosed all the same", () => {
  const predicate = (x: number) => (Math.abs(x - 0.375) < 1e-6 ? undefined : x > 0.375);
  const { flips, first, last } = truthChanges(predicate, { from: 0, to: 1, toOpen: true });
  expect([first, last, flips.length, flips[0]!.to]).toEqual([false, true, 1, true]);
  expect(Math.abs(flips[0]!.at.value - 0.375)).toBeLessThanOrEqual(flips[0]!.at.error);
  expect(flips[0]!.at.error).toBeLessThan(1.1e-6);
});
