/**
 * The loss along the circle of a slice: twice its second coefficient is the Hessian eigenvalue (two
 * routes), the third and fourth tell the kind of bifurcation; counts, escape, the format of sums.
 */
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import * as Q from "../../../src/model/rational.ts";
import { closeCas } from "../../../src/symbolic/cas/nerdamer.ts";
import * as P from "../../../src/symbolic/exact/polynomial.ts";
import * as R from "../../../src/symbolic/exact/rational-function.ts";
import {
  averageCurvature,
  weightedCurvature,
} from "../../../src/symbolic/phase/average-curvature.ts";
import { sliceExpansion } from "../../../src/symbolic/phase/bifurcation.ts";
import { orthonormalPoints } from "../../../src/symbolic/phase/orthonormal-points.ts";
import { pureLinkRules } from "../../../src/symbolic/phase/pure-link-rules.ts";
import { closeSolver } from "../../../src/symbolic/prove/z3.ts";
import { formatTerm } from "../../../src/symbolic/term/format.ts";
import * as T from "../../../src/symbolic/term/term.ts";
import { diagramOf } from "./diagram.ts";

const rules = pureLinkRules();
const curvature = await averageCurvature(rules);

afterAll(async () => {
  await closeCas();
  await closeSolver();
});

test("for any weights, k and slice the eigenvalue is twice the second coefficient", () => {
  const weights = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  fc.assert(
    fc.property(weights, fc.integer({ min: 2, max: 9 }), fc.nat(), (pairs, k, slice) => {
      const c = new Map(pairs.map(([q, w]) => [q, Q.integer(w)]));
      const l = BigInt(1 + (slice % (k - 1)));
      const { second } = sliceExpansion(c, BigInt(k), l);
      const eigenvalue = weightedCurvature(curvature.within, c, BigInt(k));
      expect(P.equal(P.scale(second, Q.integer(2)), eigenvalue)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("the third coefficient vanishes on slices of half the vectors and on no other", () => {
  for (const k of [2n, 3n, 4n, 7n]) {
    for (let l = 1n; l < k; l++) {
      const { third } = sliceExpansion(new Map([[3, Q.one]]), k, l);
      expect(P.isZero(third)).toBe(2n * l === k);
    }
  }
});

test("h3 + h41/sqrt(8) at k = 2: subcritical, supercritical, supercritical; h3 + h5: as printed", async () => {
  const bumpy = await diagramOf("h(3,x)+h(41,x)/sqrt(8)", 2);
  expect(bumpy.bifurcations.map((type) => type.split(" ")[0])).toEqual([
    "subcritical",
    "supercritical",
    "supercritical",
  ]);
  expect((await diagramOf("h(3,x)+h(5,x)", 4)).bifurcations).toEqual(["transcritical"]);
});

test("over an orthonormal frame there are 2(2^k - 1) points for odd p and 3^k - 1 for even p", () => {
  for (const k of [2, 3, 5, 10]) {
    expect(orthonormalPoints(curvature, 3, BigInt(k)).total).toBe(2n * (2n ** BigInt(k) - 1n));
    expect(orthonormalPoints(curvature, 5, BigInt(k)).total).toBe(2n * (2n ** BigInt(k) - 1n));
    expect(orthonormalPoints(curvature, 4, BigInt(k)).total).toBe(3n ** BigInt(k) - 1n);
  }
  const { types } = orthonormalPoints(curvature, 4, 4n);
  expect(types.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
  expect(types.filter(({ isMinimum }) => isMinimum).map(({ l }) => l)).toEqual([1]);
});

test("escape: log d/(4 c_2), d^(s/2-1)/(s (s-2) gamma^(s-2) c_s), bounded for s = 1", async () => {
  const law = async (link: string) => {
    const { escapeTime } = await diagramOf(link, 2);
    if (escapeTime.kind === "not-derived") throw new Error(escapeTime.reason);
    const { kind, exponent, divisor } = escapeTime.value;
    return [kind, Q.formatRational(exponent), Q.formatRational(divisor)];
  };
  expect(await law("relu(x)")).toEqual(["bounded", "0", "1"]);
  expect(await law("abs(x)")).toEqual(["logarithm", "0", "4"]);
  expect(await law("h(3,x)+h(4,x)")).toEqual(["power", "1/2", "3"]);
  expect(await law("h(4,x)")).toEqual(["power", "1", "8"]);
  expect(await law("h(5,x)")).toEqual(["power", "3/2", "15"]);
});

test("a sum with a negative leading coefficient is written with its own signs", () => {
  const sum = R.subtract(R.variable("k"), R.multiply(R.variable("beta"), R.variable("z")));
  expect(formatTerm(T.ofRationalFunction(sum))).toBe("-beta*z + k");
  const quotient = R.divide(sum, R.variable("z"));
  expect(formatTerm(T.ofRationalFunction(quotient))).toBe("-(beta*z - k)/z");
});
