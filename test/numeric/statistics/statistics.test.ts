import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/numeric/random/stream.ts";
import {
  betaQuantile,
  incompleteBeta,
  logGamma,
  studentQuantile,
} from "../../../src/numeric/special/incomplete-beta.ts";
import {
  type ConfidenceInterval,
  clopperPearson,
  normalQuantile,
  wilson,
} from "../../../src/numeric/statistics/proportion.ts";
import { medianInterval, quantileInterval } from "../../../src/numeric/statistics/quantile.ts";
import { lineThrough, regression } from "../../../src/numeric/statistics/regression.ts";
import { anytimeInterval, sequentialTest } from "../../../src/numeric/statistics/sequential.ts";
import { count } from "../../full.ts";

interface Oracle {
  readonly beta: readonly [number, number, number, number][];
  readonly betaQuantiles: readonly [number, number, number, number][];
  readonly logGamma: readonly [number, number][];
  readonly student: readonly [number, number, number][];
  readonly normal: readonly [number, number][];
  readonly intervals: readonly [number, number, number, number, number, number][];
  readonly line: {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly slope: readonly [number, number];
    readonly intercept: readonly [number, number];
  };
}
const oracle: Oracle = JSON.parse(
  readFileSync(new URL("../../oracles/statistics/scipy-values.json", import.meta.url), "utf8"),
);

const expectNear = (value: number, expected: number, relative: number, what: string): void => {
  const scale = Math.max(Math.abs(expected), 1e-290);
  expect(Math.abs(value - expected) / scale, what).toBeLessThan(relative);
};

test("incomplete beta, its inverse, log Gamma, Student's and normal quantiles are scipy's", () => {
  for (const [x, expected] of oracle.logGamma) expectNear(logGamma(x), expected, 1e-13, `${x}`);
  for (const [a, b, x, expected] of oracle.beta) {
    // x^a (1 - x)^b is an exponential of terms of the size of a + b.
    const relative = (1e-12 + 4e-15 * (a + b)) * Math.max(1, -Math.log(expected));
    expectNear(incompleteBeta(x, a, b), expected, relative, `${a} ${b} ${x}`);
  }
  for (const [a, b, p, expected] of oracle.betaQuantiles) {
    expectNear(betaQuantile(p, a, b), expected, 1e-9, `${a} ${b} ${p}`);
  }
  for (const [p, n, expected] of oracle.student) {
    expectNear(studentQuantile(p, n), expected, 1e-10, `${p} ${n}`);
  }
  for (const [p, expected] of oracle.normal) {
    expect(Math.abs(normalQuantile(p) - expected)).toBeLessThan(1e-12);
  }
});

test("intervals of Clopper-Pearson and Wilson are scipy's", () => {
  for (const [s, n, low, high, wilsonLow, wilsonHigh] of oracle.intervals) {
    const [exact, score] = [clopperPearson(s, n, 0.95), wilson(s, n, 0.95)];
    expect(Math.abs(exact.from - low)).toBeLessThan(1e-9);
    expect(Math.abs(exact.to - high)).toBeLessThan(1e-9);
    expect(Math.abs(score.from - wilsonLow)).toBeLessThan(1e-12);
    expect(Math.abs(score.to - wilsonHigh)).toBeLessThan(1e-12);
  }
});

test("a line has the intervals of scipy's linregress; dependent columns have none", () => {
  const { x, y, slope, intercept } = oracle.line;
  const fit = lineThrough(x, y, 0.95)!;
  for (const [interval, [value, half]] of [
    [fit.slope, slope],
    [fit.intercept, intercept],
  ] as const) {
    expectNear(interval.estimate, value, 1e-12, "estimate");
    expectNear(interval.to - interval.estimate, half, 1e-9, "half-width");
  }
  expect(regression([x, x.map((a) => 2 * a)], y, 0.95)).toBeUndefined();
  expect(lineThrough([1, 2], [1, 2], 0.95)).toBeUndefined();
});

const covers = ({ from, to }: ConfidenceInterval, truth: number): boolean =>
  from <= truth && truth <= to;

/** The exact coverage of an interval for a binomial proportion: a finite sum. */
function coverage(interval: typeof wilson, n: number, p: number): number {
  let [sum, weight] = [0, (1 - p) ** n];
  for (let s = 0; s <= n; s++) {
    if (covers(interval(s, n, 0.95), p)) sum += weight;
    weight *= ((n - s) / (s + 1)) * (p / (1 - p));
  }
  return sum;
}

test("Clopper-Pearson covers at least at its level for every truth, Wilson on average", () => {
  const truths = Array.from({ length: 49 }, (_, i) => (i + 1) / 50);
  for (const n of [5, 20, 100]) {
    const exact = truths.map((p) => coverage(clopperPearson, n, p));
    expect(Math.min(...exact)).toBeGreaterThanOrEqual(0.95 - 1e-9);
    const score = truths.map((p) => coverage(wilson, n, p));
    const mean = score.reduce((a, b) => a + b, 0) / score.length;
    expect(Math.abs(mean - 0.95)).toBeLessThan(0.02);
  }
});

/** Asserts that hits in n trials are as many as the confidence allows, at five standard errors. */
function expectCoverage(hits: number, n: number, least: number): void {
  expect(hits / n).toBeGreaterThan(least - 5 * Math.sqrt((least * (1 - least)) / n));
}

test("quantile intervals cover, for a law with heavy tails and one with atoms at infinity", () => {
  const random = randomStream(4, "statistics", "quantiles");
  const runs = count(2000, 40_000);
  for (const [p, n] of [
    [0.5, 20],
    [0.5, 101],
    [0.9, 60],
  ] as const) {
    let [cauchy, censored] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const u = Array.from({ length: n }, random.uniform);
      const heavy = u.map((x) => Math.tan(Math.PI * (x - 0.5)));
      if (covers(quantileInterval(heavy, p, 0.9), Math.tan(Math.PI * (p - 0.5)))) cauchy += 1;
      const never = u.map((x) => (x > 0.95 ? Number.POSITIVE_INFINITY : x));
      if (covers(quantileInterval(never, p, 0.9), p)) censored += 1;
    }
    expectCoverage(cauchy, runs, 0.9);
    expectCoverage(censored, runs, 0.9);
    // Not by being useless: the average coverage stays near the level.
    expect(cauchy / runs).toBeLessThan(0.98);
  }
});

test("too few samples leave an end of the interval open", () => {
  const { from, to, estimate } = medianInterval([3, 1, 2], 0.95);
  expect(estimate).toBe(2);
  expect(from).toBe(Number.NEGATIVE_INFINITY);
  expect(to).toBe(Number.POSITIVE_INFINITY);
});

test("regression intervals cover the true slope", () => {
  const random = randomStream(5, "statistics", "regression");
  const runs = count(2000, 20_000);
  const x = [0, 1, 2, 4, 7, 11, 12];
  let hits = 0;
  for (let run = 0; run < runs; run++) {
    const y = x.map((a) => 3 - 0.5 * a + 0.7 * random.normal());
    if (covers(lineThrough(x, y, 0.95)!.slope, -0.5)) hits += 1;
  }
  expectCoverage(hits, runs, 0.95);
  expect(hits / runs).toBeLessThan(0.97);
});

test("a confidence sequence contains the truth at all times at once", () => {
  const random = randomStream(7, "statistics", "sequence");
  const runs = count(400, 4000);
  for (const p of [0.03, 0.5]) {
    let hits = 0;
    for (let run = 0; run < runs; run++) {
      let [s, always] = [0, true];
      for (let n = 1; n <= 600 && always; n++) {
        if (random.uniform() < p) s += 1;
        // The first looks one by one, later ones at every tenth: all of them are allowed.
        if (n < 60 || n % 10 === 0) always = covers(anytimeInterval(s, n, 0.9), p);
      }
      if (always) hits += 1;
    }
    expectCoverage(hits, runs, 0.9);
  }
});

test("a fixed-sample interval looked at again and again does not: the control", () => {
  const random = randomStream(8, "statistics", "control");
  let hits = 0;
  for (let run = 0; run < 200; run++) {
    let [s, always] = [0, true];
    for (let n = 1; n <= 600 && always; n++) {
      if (random.uniform() < 0.5) s += 1;
      if (n % 10 === 0) always = covers(wilson(s, n, 0.9), 0.5);
    }
    if (always) hits += 1;
  }
  expect(hits / 200).toBeLessThan(0.7);
});

test("a sequential test decides what is clear, and says undecided at its cap", () => {
  const random = randomStream(9, "statistics", "test");
  const trial = (p: number) => () => random.uniform() < p;
  expect(sequentialTest(trial(0.8), 0.5, 0.99, 1000).decision).toBe("above");
  expect(sequentialTest(trial(0.1), 0.5, 0.99, 1000).decision).toBe("below");
  const even = sequentialTest(trial(0.5), 0.5, 0.9999, 300);
  expect(even.decision).toBe("undecided");
  expect(even.trials).toBe(300);
  let wrong = 0;
  const runs = count(300, 3000);
  for (let run = 0; run < runs; run++) {
    if (sequentialTest(trial(0.55), 0.5, 0.9, 400).decision === "below") wrong += 1;
  }
  expect(wrong / runs).toBeLessThan(0.1);
});
