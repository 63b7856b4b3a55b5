import { describe, expect, test } from "vitest";
import type { Setting } from "../../../src/model/claim.ts";
import * as Q from "../../../src/model/rational.ts";
import { indexAt } from "../../../src/symbolic/decide/at-case.ts";
import * as P from "../../../src/symbolic/exact/polynomial.ts";
import { averagePoint } from "../../../src/symbolic/families/ridge-sum/average.ts";
import { overlapRate } from "../../../src/symbolic/families/ridge-sum/flow.ts";
import { hessianAtAverage } from "../../../src/symbolic/families/ridge-sum/hessian.ts";
import { populationLoss } from "../../../src/symbolic/families/ridge-sum/loss.ts";
import { ridgeSum } from "../../../src/symbolic/families/ridge-sum/model.ts";
import { predict } from "../../../src/symbolic/predict.ts";
import { evaluateTerm } from "../../../src/symbolic/term/evaluate.ts";
import { formatTerm } from "../../../src/symbolic/term/format.ts";
import { NotDerivable } from "../../../src/symbolic/term/not-derivable.ts";
import type * as T from "../../../src/symbolic/term/term.ts";
import { type Lines, specOf } from "../../specs.ts";
import {
  curvature,
  differenceError,
  dot,
  equiangular,
  type Link,
  loss,
  orthonormalHermite,
  type PlainModel,
  tangentBasis,
  unit,
  velocity,
} from "./independent-model.ts";

/** A parsed setting at one value of its parameters, and the same model in plain numbers. */
interface Example {
  readonly what: string;
  readonly lines: Omit<Lines, "claims">;
  readonly parameters: Readonly<Record<string, Q.Rational>>;
  readonly families?: Readonly<Record<string, readonly Q.Rational[]>>;
  readonly plain: PlainModel;
  readonly d: number;
}

const half = Q.rational(1n, 2n);
const third = Q.rational(1n, 3n);
const summed = (...parts: readonly (readonly [number, Link])[]): Link =>
  Array.from({ length: 9 }, (_, i) =>
    parts.reduce((sum, [c, link]) => sum + c * (link[i] ?? 0), 0),
  );
const h = orthonormalHermite;
const generic = [
  [1, 0.5, 0, 0.1, 0],
  [0.3, 1, -0.2, 0, 0.4],
  [0, 0.2, 1, 0.6, 0],
].map(unit);

const examples: readonly Example[] = [
  {
    what: "h_3 on an equiangular frame",
    lines: {},
    parameters: { p: Q.integer(3), k: Q.integer(3), d: Q.integer(5), beta: third },
    plain: { link: h(3), frame: equiangular(3, 5, 1 / 3), weights: [1, 1, 1] },
    d: 5,
  },
  {
    what: "h_6 on an equiangular frame",
    lines: {},
    parameters: { p: Q.integer(6), k: Q.integer(2), d: Q.integer(4), beta: half },
    plain: { link: h(6), frame: equiangular(2, 4, 1 / 2), weights: [1, 1] },
    d: 4,
  },
  {
    what: "a polynomial in z on an orthonormal frame",
    lines: { teacher: '{ sum-of: k, link: "z^4 - 2*z^3 + z", frame: orthonormal }' },
    parameters: { p: Q.integer(3), k: Q.integer(2), d: Q.integer(4), beta: Q.zero },
    plain: { link: [0, 1, 0, -2, 1], frame: equiangular(2, 4, 0), weights: [1, 1] },
    d: 4,
  },
  {
    what: "monic Hermite polynomials, and a student of another link",
    lines: {
      teacher: '{ sum-of: k, link: "He(3, z) + h(4, z)/5", frame: { equiangular: beta } }',
      student: '{ link: "z^3" }',
    },
    parameters: { p: Q.integer(3), k: Q.integer(3), d: Q.integer(4), beta: half },
    plain: {
      link: summed([1, [0, -3, 0, 1]], [0.2, h(4)]),
      studentLink: [0, 0, 0, 1],
      frame: equiangular(3, 4, 1 / 2),
      weights: [1, 1, 1],
    },
    d: 4,
  },
  {
    what: "a sum over degrees with coefficients that are symbols, on any frame",
    lines: {
      parameters: ["k: 3", "d: 5", "P: 4", "y: { in: real, index: 1..P, sampled: [1] }"],
      teacher: '{ sum-of: k, link: "sum(q in 1..P, y[q]*h(q, z))", frame: any }',
    },
    parameters: { k: Q.integer(3), d: Q.integer(5), P: Q.integer(4) },
    families: { y: [half, Q.integer(-1), third, Q.integer(2)] },
    plain: {
      link: summed([0.5, h(1)], [-1, h(2)], [1 / 3, h(3)], [2, h(4)]),
      frame: generic,
      weights: [1, 1, 1],
    },
    d: 5,
  },
  {
    what: "weights that differ from term to term",
    lines: {
      teacher: '{ sum-of: k, link: "h(p, z)", frame: { equiangular: beta }, weights: 1/j }',
    },
    parameters: { p: Q.integer(4), k: Q.integer(3), d: Q.integer(4), beta: third },
    plain: { link: h(4), frame: equiangular(3, 4, 1 / 3), weights: [1, 1 / 2, 1 / 3] },
    d: 4,
  },
];

const settingOf = ({ lines }: Pick<Example, "lines">): Setting =>
  specOf({ ...lines, claims: ["c: { kind: identity, of: loss }"] }).claims[0]!.setting;

/** A term at the state w, as a number. */
function valueAt(
  term: T.Term,
  { parameters, families, plain }: Example,
  w: readonly number[],
  i = 1,
) {
  const exactly = (x: Q.Rational) => ({ lower: x, upper: x });
  const value = evaluateTerm(term, {
    parameters: new Map([...Object.entries(parameters), ["#i", Q.integer(i)]]),
    symbol: (name, [first = 0, second]) => {
      if (name === "u") return exactly(Q.rationalOfNumber(dot(w, plain.frame[first - 1]!)));
      if (name === "A" && second !== undefined) {
        return exactly(Q.rationalOfNumber(dot(plain.frame[first - 1]!, plain.frame[second - 1]!)));
      }
      const member = families?.[name]?.[first - 1];
      return member && exactly(member);
    },
  });
  if (value === undefined) throw new Error(`no value for ${formatTerm(term)}`);
  return (Q.toNumber(value.lower) + Q.toNumber(value.upper)) / 2;
}

/** States in general position, the same in every run. */
const statesIn = (d: number): readonly number[][] =>
  [1, 2, 3].map((n) => unit(Array.from({ length: d }, (_, i) => Math.sin(7 * n + 3 * i + 1))));

const cases = examples.map((example) => [example.what, example] as const);

describe("what is derived, against quadrature and difference quotients of the definition", () => {
  test.each(cases)("the loss: %s", (_, example) => {
    const derived = populationLoss(ridgeSum(settingOf(example)));
    for (const w of statesIn(example.d)) {
      const defined = loss(example.plain, w);
      // 144 nodes of degree up to 8: rounding far below 1e-10 of the sizes that occur.
      expect(Math.abs(valueAt(derived, example, w) - defined)).toBeLessThan(
        1e-10 * (1 + Math.abs(defined)),
      );
    }
  });

  test.each(cases)("the flow of the overlaps: %s", (_, example) => {
    const model = ridgeSum(settingOf(example));
    const rate = overlapRate(model, populationLoss(model), "#i");
    for (const w of statesIn(example.d)) {
      const moving = velocity(example.plain, w);
      const size = 1 + Math.sqrt(dot(moving, moving));
      example.plain.frame.forEach((v, i) => {
        const derived = valueAt(rate, example, w, i + 1);
        expect(Math.abs(derived - dot(v, moving))).toBeLessThan(differenceError * size);
      });
    }
  });

  const symmetric = cases.filter(
    ([, { plain }]) => plain.frame !== generic && plain.weights.every((x) => x === 1),
  );

  test.each(symmetric)("the spectrum at the average: %s", (_, example) => {
    const { frame } = example.plain;
    const model = ridgeSum(settingOf(example));
    const point = averagePoint(model);
    const blocks = hessianAtAverage(model, populationLoss(model), point);
    const average = unit(frame.reduce((sum, v) => sum.map((x, i) => x + v[i]!)));
    for (const v of frame) {
      expect(dot(v, average)).toBeCloseTo(valueAt(point.overlap, example, average), 12);
    }
    const outside = tangentBasis(average).find((xi) =>
      frame.every((v) => Math.abs(dot(v, xi)) < 1e-9),
    );
    const directions = { within: frame[0]!.map((x, i) => x - frame[1]![i]!), across: outside! };
    for (const { block, eigenvalue } of blocks) {
      const observed = curvature(example.plain, average, directions[block]);
      const derived = valueAt(eigenvalue, example, average);
      // Second differences lose more to rounding: 1e-16 / h^2 of the size of the loss.
      expect(Math.abs(derived - observed)).toBeLessThan(
        10 * differenceError * (1 + Math.abs(derived)),
      );
    }
  });

  test.each(symmetric)(
    "the multiplicities add up to d - 1, and the index counts: %s",
    (_, example) => {
      const model = ridgeSum(settingOf(example));
      const blocks = hessianAtAverage(model, populationLoss(model), averagePoint(model));
      const total = P.sum(blocks.map(({ multiplicity }) => multiplicity));
      expect(P.equal(total, P.subtract(P.variable("d"), P.one))).toBe(true);
      const average = unit(example.plain.frame.reduce((sum, v) => sum.map((x, i) => x + v[i]!)));
      const negative = blocks.filter(({ eigenvalue }) => valueAt(eigenvalue, example, average) < 0);
      const index = negative.reduce((n, { block }) => {
        const { k, d } = example.parameters;
        return n + Number(block === "within" ? k!.num - 1n : d!.num - k!.num);
      }, 0);
      expect(indexAt(blocks, new Map(Object.entries(example.parameters)))).toBe(index);
    },
  );
});

describe("the average is stationary for every symmetric frame, with everything symbolic", () => {
  test.each([
    "{ equiangular: beta }",
    "orthonormal",
    "{ equiangular: 1/2 }",
    "{ equiangular: 1/(k + 1) }",
  ])("%s", (frame) => {
    const teacher = `{ sum-of: k, link: "h(p, z)", frame: ${frame} }`;
    const { setting, question } = specOf({
      teacher,
      claims: ["c: { kind: stationary, at: average }"],
    }).claims[0]!;
    const prediction = predict(setting, question);
    expect(prediction.status === "derived" && prediction.derived).toEqual({
      kind: "stationary",
      gradient: { monomials: [] },
    });
  });
});

describe("what has no rule says so, and is never guessed", () => {
  test.each<[string, Omit<Lines, "claims">, RegExp]>([
    [
      "a link that is no polynomial",
      { teacher: '{ sum-of: k, link: "relu(z)" }' },
      /no finite combination/,
    ],
    [
      "a product of links",
      { teacher: '{ sum-of: k, link: "h(2, z)*h(3, z)" }' },
      /no finite combination/,
    ],
    [
      "a student of several neurons",
      { student: "{ neurons: 2, link: same }" },
      /more than one neuron/,
    ],
    [
      "a random frame",
      { teacher: '{ sum-of: k, link: "h(p, z)", frame: random }' },
      /random frame/,
    ],
  ])("%s", (_, lines, reason) => {
    const setting = settingOf({ lines });
    expect(() => ridgeSum(setting)).toThrow(NotDerivable);
    expect(() => ridgeSum(setting)).toThrow(reason);
  });

  test("the average of unequal weights is not stationary, so it has no Hessian rule", () => {
    const lines = {
      ...examples[5]!.lines,
      claims: ["c: { kind: morse-index, at: average, equals: 0 }"],
    };
    const { setting, question } = specOf(lines).claims[0]!;
    expect(predict(setting, question).status).toBe("none");
  });

  test("two symbolic degrees that may or may not be equal", () => {
    const model = ridgeSum(settingOf({ lines: { student: '{ link: "h(k, z)" }' } }));
    expect(() => populationLoss(model)).toThrow(/may or may not be equal/);
  });
});
