/**
 * Folds of links of any kind on symmetric slices: against mpmath, elimination, and counts of the
 * stationary points from their definition.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseExpression } from "../../../src/model/expression/parse.ts";
import * as Q from "../../../src/model/rational.ts";
import * as I from "../../../src/symbolic/exact/fixed-interval.ts";
import { zerosInBox } from "../../../src/symbolic/exact/zeros-in-box.ts";
import { deepExpansion, slopeNorm } from "../../../src/symbolic/phase/average-diagram.ts";
import { type ConeFolds, coneFolds } from "../../../src/symbolic/phase/cone/cone-folds.ts";
import { coneBox, foldSystem, onBox } from "../../../src/symbolic/phase/cone/cone-slice.ts";
import { positiveSeries } from "../../../src/symbolic/phase/cone/positive-series.ts";
import { enclosureOf, linkWeights } from "../../../src/symbolic/phase/link-weights.ts";
import { phaseDiagram } from "../../../src/symbolic/phase/phase-diagram.ts";
import { isFull } from "../../full.ts";

interface Row {
  readonly link?: string;
  readonly weights?: Readonly<Record<string, number>>;
  readonly k: number;
  readonly l: number;
  readonly folds: readonly string[];
}

const rows = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../oracles/phase/mpmath-folds.json"), "utf8"),
) as readonly Row[];

const textOf = ({ link, weights }: Row): string =>
  link ??
  Object.entries(weights!)
    .map(([q, c]) => `sqrt(${c})*h(${q}, x)`)
    .join(" + ");

function seriesOf(link: string) {
  const parsed = parseExpression(link);
  if (!parsed.ok) throw new Error(link);
  const expansion = deepExpansion(parsed.value, "x", 20);
  if (expansion.kind === "issue") throw new Error(expansion.reason);
  const slope = slopeNorm({ expression: parsed.value, variable: "x" }, expansion);
  return positiveSeries(linkWeights(expansion), slope && enclosureOf(slope).upper);
}

const foldsIn = ({ events }: ConeFolds) => events.filter(({ kind }) => kind === "fold");

test.each(isFull ? rows : rows.slice(4, 11))("folds of %o are those of mpmath", (row) => {
  const slice = { series: seriesOf(textOf(row)), k: BigInt(row.k), l: BigInt(row.l) };
  const found = foldsIn(coneFolds(slice, []));
  expect(found).toHaveLength(row.folds.length);
  for (const [i, { from, to }] of found.entries()) {
    const oracle = Q.rationalOfDecimal(row.folds[i]!)!;
    const room = Q.rational(1n, 10n ** 28n);
    expect(Q.compare(Q.subtract(from, room), oracle)).toBe(-1);
    expect(Q.compare(oracle, Q.add(to, room))).toBe(-1);
    expect(Q.compare(Q.subtract(to, from), Q.rational(1n, 10n ** 28n))).toBe(-1);
  }
});

test("the law of h_3 on its slice: 1/(1 + 2 sqrt(k - 1)), here 1/7 and 1/9", () => {
  for (const [k, size] of [
    [10n, 7n],
    [17n, 9n],
  ] as const) {
    const [fold] = foldsIn(coneFolds({ series: seriesOf("h(3, x)"), k, l: 1n }, []));
    const law = Q.rational(1n, size);
    expect(Q.compare(fold!.from, law) <= 0 && Q.compare(law, fold!.to) <= 0).toBe(true);
  }
});

/** Stationary points a > b of the slice at one angle, from the gradient itself. */
function pointsSeen(phi: (u: number) => number, k: number, l: number, beta: number): number {
  let [count, last] = [0, 0];
  for (let i = 1; i < 20_000; i++) {
    const z = 1 / (i / 20_000);
    const [sum, squares] = [l * z + k - l, l * z * z + k - l];
    const norm = (squares - (beta * sum * sum) / (1 + (k - 1) * beta)) / (1 - beta);
    const t = 1 / Math.sqrt(norm);
    const [one, two] = [phi(z * t), phi(t)];
    const rest = l * one + (k - l) * two;
    const rate = (1 - beta) * one + beta * rest - z * ((1 - beta) * two + beta * rest);
    if (last !== 0 && Math.sign(rate) === -last) count += 1;
    last = Math.sign(rate) || last;
  }
  return count;
}

test.each([
  ["h(3,x) + sqrt(2)*h(20,x)", (u: number) => 3 * u ** 2 + 40 * u ** 19, 4, 1],
  ["h(3,x) + sqrt(2)*h(20,x)", (u: number) => 3 * u ** 2 + 40 * u ** 19, 4, 2],
  ["sin(2*x)", (u: number) => Math.cosh(4 * u), 3, 1],
] as const)("numbers of points of %s are those of the gradient", async (link, phi, k, l) => {
  const parsed = parseExpression(link);
  const diagram = await phaseDiagram(parsed.ok ? parsed.value : expect.fail(), "x", {
    frame: "equiangular",
    k: BigInt(k),
    order: 20,
  });
  if (!("cone" in diagram) || diagram.cone?.kind !== "derived") throw new Error("no folds");
  const slice = diagram.cone.value.slices[l - 1]!;
  const decided = slice.cells.filter(({ points }) => points !== undefined);
  expect(decided.length).toBeGreaterThan(1);
  for (const { sample, points } of decided) {
    expect([sample, points!.length]).toEqual([sample, pointsSeen(phi, k, l, Q.toNumber(sample))]);
  }
});

test("what is not known of a link is said: no fold is dropped near the end of what is bounded", () => {
  const { events } = coneFolds({ series: seriesOf("abs(x)"), k: 4n, l: 1n }, []);
  expect(events.map(({ kind }) => kind)).toEqual(["not decided", "fold"]);
  expect(Q.toNumber(events[0]!.to)).toBeLessThan(1e-5);
  expect(Q.toNumber(events[1]!.from)).toBeCloseTo(0.049097, 5);
});

test("bounds hold what lies beyond the last degree: g' of abs(x) is (2/pi) arcsin", () => {
  const { values, first } = seriesOf("abs(x)");
  const phi = (u: number): number => (2 / Math.PI) * Math.asin(u);
  for (const [x, y] of [
    [1, 0.5],
    [0.999, 0.99],
    [0.9, 0.2],
    [0.3, 0.7],
  ] as const) {
    const [a, b] = [x, y].map((u) => I.ofRational(Q.rationalOfNumber(u))) as [
      I.Interval,
      I.Interval,
    ];
    const slope = (phi(x) - phi(y)) / (x - y);
    const found = { ...values(a, b), ...first(a, b) };
    const truth = {
      a: phi(x),
      b: phi(y),
      oab: (phi(x) / x - phi(y) / y) / (x - y),
      aab: (2 / Math.PI / Math.sqrt(1 - x * x) - slope) / (x - y),
      abb: (slope - 2 / Math.PI / Math.sqrt(1 - y * y)) / (x - y),
    };
    for (const [name, value] of Object.entries(truth)) {
      const range = found[name as keyof typeof truth];
      if (range === undefined) continue;
      expect(Q.toNumber(I.lowerEnd(range))).toBeLessThan(value * (1 + 1e-12));
      expect(Q.toNumber(I.upperEnd(range))).toBeGreaterThan(value * (1 - 1e-12));
    }
  }
});

test("derivatives of the two equations are those of differences", () => {
  const slice = { series: seriesOf("h(3,x) + h(6,x)"), k: 4n, l: 1n };
  const { values, jacobian } = foldSystem(slice);
  const at = (s: bigint, b: bigint) => [
    I.ofRational(Q.rational(s, 100n)),
    I.ofRational(Q.rational(b, 100n)),
  ];
  const h = I.ofRational(Q.rational(1n, 10n ** 20n));
  const point = at(45n, 37n);
  const slopes = jacobian(point)!;
  for (const j of [0, 1]) {
    const moved = values(point.map((x, i) => (i === j ? I.add(x, h) : x)))!;
    const here = values(point)!;
    for (const i of [0, 1]) {
      const slope = Q.divide(I.lowerEnd(I.subtract(moved[i]!, here[i]!)), I.lowerEnd(h));
      const gap = Q.subtract(slope, I.lowerEnd(slopes[i]![j]!));
      expect(Math.abs(Q.toNumber(gap))).toBeLessThan(1e-17);
    }
  }
  const { zeros } = zerosInBox(foldSystem(slice), coneBox(slice));
  expect(zeros).toHaveLength(1);
  expect(onBox(slice, zeros[0]!)).toBeDefined();
});

test("indices on the slices of h_3: l - 1, and one more between the average and the fold", () => {
  const series = seriesOf("h(3, x)");
  const sixth = Q.rational(1n, 6n);
  const indices = [1n, 2n, 3n].map((l) =>
    coneFolds({ series, k: 5n, l }, [{ kind: "average", from: sixth, to: sixth }]).cells.map(
      ({ points }) => points?.map(({ index }) => index),
    ),
  );
  // beta_l turns at z = sqrt((k - l)/l), above 1 for l = 1 and 2; 1/6 is the threshold.
  expect(indices).toEqual([
    [[0], [1, 0], []],
    [[1], [2, 1], []],
    [[2], []],
  ]);
});
