/**
 * Claims about trajectories: limits, rates, solutions, first times, scaling, probabilities,
 * invariants and bounds, on flows whose answers are known in closed form.
 *
 * One direction and the link h_2: (m^2)' = 4 m^2 (1 - m^2), a logistic curve; h_p near 0 escapes
 * after d^(p/2 - 1)/(p (p - 2)), h_2 after log(d)/4. On orthonormal frames an odd link with positive
 * starts leads to the largest overlap, an even one up to sign; ties stay ties.
 */
import { afterAll, describe, expect, test } from "vitest";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";
import { type Lines, reportOf } from "../specs.ts";

afterAll(() => closeSolver());

type Row = readonly [name: string, claim: string];

const several: Omit<Lines, "claims"> = {
  parameters: ["p: 3", "k: 2", "d: 4"],
  teacher: '{ sum-of: k, link: "h(p, z)", frame: orthonormal }',
  more: ["assumptions:", "  positive: all(j in 1..k, u[j](0) > 0)"],
};
const single: Omit<Lines, "claims"> = {
  parameters: [
    "p: { in: 2..oo, sampled: [2, 3] }",
    "d: 3",
    "x: { in: 0 < real < 1, sampled: [1/4] }",
  ],
  teacher: '{ link: "h(p, z)" }',
  more: ["start:", "  m: x"],
};
const escaping: Omit<Lines, "claims"> = {
  parameters: ["p: { in: 2..oo, sampled: [3, 4] }", "d: { in: 2..oo, sampled: 10^2..10^7 }"],
  teacher: '{ link: "h(p, z)" }',
  more: ["start:", "  m: 1/sqrt(d)"],
};

const tried = (lines: Omit<Lines, "claims">, kind: string, verdict: string, rows: readonly Row[]) =>
  test.each(rows)(`${kind}: %s is ${verdict}`, async (_, claim) => {
    const report = await reportOf({ ...lines, claims: [`c: { kind: ${kind}, ${claim} }`] });
    expect([report.verdict, report.reason]).toContain(verdict);
  });

const largest = 'when: "all(i in 1..k, i = j or u[j](0) > u[i](0))"';
const even =
  'for: { p: 4, j: 1..k }, assume: [], when: "all(i in 1..k, i = j or abs(u[j](0)) > abs(u[i](0)))"';
const ties =
  'for: { l: 1..k, x: 0 < real < 1/sqrt(k), y: 0 < real < x }, start: { "u[j]": "if(j <= l, x, y)" }';
const mixed =
  'for: { k: 3, j: 1..k }, assume: [], when: "all(i in 1..k, i = j or u[j](0) > u[i](0)) and u[j](0) > 0", model: { teacher: { sum-of: k, link: "h(3, z)/5 + h(4, z)", frame: orthonormal } }';

describe("where flows come to rest", () => {
  tried(several, "limit", "proved", [
    ["the nearest direction", `for: { j: 1..k }, ${largest}, of: w, equals: pure(j)`],
  ]);
  tried(several, "limit", "supported", [
    ["the loss there", "of: loss, equals: -1"],
    [
      "a quantity of the limit by one of the start",
      'of: "max(u) + max(u(0))", equals: "1 + max(u(0))"',
    ],
    ["ties that stay", `${ties}, of: w, equals: mixed(1..l)`],
    ["an even link, squared", `${even}, of: "u[j]^2", equals: 1`],
  ]);
  tried(several, "limit", "refuted", [
    ["the average", "of: w, equals: average"],
    [
      "the smaller overlap",
      `for: { j: 1..k }, when: "all(i in 1..k, i = j or u[j](0) < u[i](0))", of: w, equals: pure(j)`,
    ],
    ["a loss off by 10^-9", 'of: loss, equals: "-1 + 10^(-9)"'],
    ["one of the tied", `${ties}, when: l >= 2, of: w, equals: pure(1)`],
    ["an even link, with its sign", `${even}, of: w, equals: pure(j)`],
    ["a positive lead where parities mix", `${mixed}, of: w, equals: pure(j)`],
  ]);
});

describe("runs and their speed", () => {
  const logistic = "1/(1 + (1/x^2 - 1)*exp(-4*t))";
  tried(single, "trajectory", "supported", [
    ["the logistic curve", `for: { p: 2 }, of: m^2, equals: "${logistic}"`],
    [
      "the same until a first time",
      `for: { p: 2 }, of: m^2, until: m >= 9/10, equals: "${logistic}"`,
    ],
    ["the squared loss at norm one", "of: m, follows: { loss: squared }"],
  ]);
  tried(single, "trajectory", "refuted", [
    [
      "a rate off by 10^-5",
      `for: { p: 2 }, of: m^2, equals: "1/(1 + (1/x^2 - 1)*exp(-(4 + 10^(-5))*t))"`,
    ],
    ["another start", 'for: { p: 2 }, of: m^2, equals: "1/(1 + (1/x^3 - 1)*exp(-4*t))"'],
    ["another teacher", 'of: m, follows: { teacher: { link: "2*h(p, z)" } }'],
  ]);
  tried(single, "rate", "supported", [["2 p at the end", "of: 1 - m, equals: 2*p"]]);
  tried(single, "rate", "refuted", [["3 p", "of: 1 - m, equals: 3*p"]]);
  tried(single, "identity", "refuted", [
    [
      "a first time off by 10^-6",
      'for: { p: 2 }, of: "hitting(m^2 >= 1/2)", equals: "log(1/x^2 - 1)/4 + 10^(-6)"',
    ],
  ]);

  test("a first time agrees with its logarithm to eight digits", async () => {
    const claim =
      'c: { kind: identity, for: { p: 2 }, of: "hitting(m^2 >= 1/2)", equals: "log(1/x^2 - 1)/4" }';
    const { verdict, observed } = await reportOf({ ...single, claims: [claim] });
    expect(verdict).not.toBe("refuted");
    const { claimed = 0, gap, uncertainty } = observed[0]!;
    expect(claimed).toBeCloseTo(Math.log(15) / 4, 12);
    expect(gap).toBeLessThanOrEqual(uncertainty);
    expect(uncertainty).toBeLessThan(2e-8);
  });
});

describe("what stays and what does not", () => {
  tried(several, "invariant", "proved", [
    ["a quadrant", 'assume: [], holds: "min(u) >= 0"'],
    ["an order within it", 'holds: "u[1] >= u[2] and min(u) >= 0"'],
  ]);
  tried(several, "invariant", "refuted", [
    ["a ball", 'holds: "norm(u) <= 1/2"'],
    ["a level of one overlap", 'holds: "u[1] >= 1/4"'],
  ]);
  tried(several, "bound", "supported", [
    ["the loss falls", 'holds: "loss <= loss(0)"'],
    ["positive overlaps always", 'when: "max(u(0)) > 1/2", holds: "hitting(max(u) >= 3/4) <= 4"'],
  ]);
  tried(several, "bound", "refuted", [
    ["an overlap that falls", 'holds: "u[2] >= u[2](0)"'],
    ["what always holds at first only", 'holds: "always(max(u) < 99/100)"'],
    [
      "a level that is never reached",
      'when: "max(u(0)) > 1/2", holds: "hitting(norm(u) >= 2) <= 4"',
    ],
    ["what eventually fails", 'holds: "eventually(max(u) < 1/2)"'],
  ]);
});

describe("growth with the dimension", () => {
  const time = (p: string): string => `${p}, of: "hitting(m >= 1/2)", as: d -> oo`;
  tried(escaping, "scaling", "supported", [
    ["the power d^(p/2 - 1)", `${time("when: p >= 3")}, exponent: p/2 - 1`],
    ["with its constant", `${time("when: p >= 3")}, exponent: p/2 - 1, constant: "1/(p*(p - 2))"`],
    [
      "a logarithm with its constant",
      `${time("for: { p: 2 }")}, exponent: 0, log: 1, constant: 1/4`,
    ],
  ]);
  tried(escaping, "scaling", "refuted", [
    ["the next power", `${time("when: p >= 3")}, exponent: (p - 1)/2`],
    [
      "a constant off by a twentieth",
      `${time("when: p >= 3")}, exponent: p/2 - 1, constant: "21/20/(p*(p - 2))"`,
    ],
    ["a false logarithm", `${time("when: p >= 3")}, exponent: p/2 - 1, log: 1`],
    ["a logarithm left out", `${time("for: { p: 2 }")}, exponent: 0`],
    ["an upper side that is too low", `${time("when: p >= 3")}, exponent: p/2 - 3/2, side: upper`],
    ["a lower side that is too high", `${time("when: p >= 3")}, exponent: p/2, side: lower`],
  ]);
  test.each([
    ["upper", "p/2"],
    ["upper", "p/2 - 1"],
    ["lower", "p/2 - 3/2"],
  ])(
    "scaling: the %s side %s is supported, and refuted past what is seen",
    async (side, exponent) => {
      const claim = `c: { kind: scaling, ${time("when: p >= 3")}, exponent: "${exponent}", side: ${side} }`;
      const { verdict, twins } = await reportOf({ ...escaping, claims: [claim] });
      expect(verdict).toBe("supported");
      expect(twins.map(({ label }) => label)).toContain("strengthened past the exponent");
    },
  );
});

describe("chances", () => {
  const of = (event: string, value: string): string =>
    `for: { d: 3 }, assume: [], of: "${event}", equals: ${value}`;
  // On the sphere in R^3 an overlap is uniform on [-1, 1].
  tried(several, "probability", "supported", [
    ["a cap", of("u[1](0) >= 1/2", "1/4")],
    ["a cap, by its complement", of("u[1](0) < 1/2", "1 - 1/4")],
  ]);
  tried(several, "probability", "refuted", [["another cap", of("u[1](0) >= 1/2", "3/10")]]);
  // True, but as many starts as are drawn do not tell it from the bound past its slack.
  tried(several, "bound", "undecided", [
    ["at least 6/25", 'for: { d: 3 }, assume: [], holds: "probability(u[1](0) >= 1/2) >= 6/25"'],
  ]);
  tried(several, "bound", "supported", [
    [
      "at least an eighth",
      'for: { d: 3 }, assume: [], holds: "probability(u[1](0) >= 1/2) >= 1/8"',
    ],
  ]);
  tried(several, "bound", "refuted", [
    ["at least a half", 'for: { d: 3 }, assume: [], holds: "probability(u[1](0) >= 1/2) >= 1/2"'],
  ]);
  test("an event in the limit is told apart from its opposite at every start", async () => {
    const claim =
      'c: { kind: probability, for: { p: 4, d: 3 }, assume: [], of: "abs(u[1](oo)) = 1", equals: 1/2 }';
    const { observed } = await reportOf({ ...several, claims: [claim] });
    // Nothing but sampling is left: 5.3 standard errors of 400 starts are .13.
    expect(observed[0]?.uncertainty).toBeLessThan(0.14);
    expect(observed[0]?.gap).toBeLessThan(0.14);
  });
});

test("an end that rounding chose refutes nothing", async () => {
  // The rounding grows at the rate 4 while the saddle is approached at the rate 2.
  const { verdict } = await reportOf({
    parameters: ["p: 4", "k: 2", "d: 3"],
    teacher: '{ sum-of: k, link: "h(p, z)", frame: orthonormal }',
    more: ["start:", "  u[j]: (-1)^j/2"],
    claims: ['c: { kind: limit, for: { j: 1..k }, of: "u[j]", equals: "(-1)^j/sqrt(k)" }'],
  });
  expect(verdict).not.toBe("refuted");
});

describe("a wrong value is refuted from where the report says", () => {
  test.each([
    ["limit", "of: loss, equals", "-1", several],
    ["rate", "for: { p: 2 }, of: 1 - m, equals", "4", single],
    ["scaling", 'for: { p: 3 }, of: "hitting(m >= 1/2)", as: d -> oo, exponent', "1/2", escaping],
    ["probability", 'for: { d: 3 }, assume: [], of: "u[1](0) >= 1/2", equals', "1/4", several],
  ])(
    "%s: three resolutions off is refuted, a tenth is not supported wrongly",
    async (kind, rest, value, lines) => {
      const claim = (offset: number): Lines => ({
        ...lines,
        claims: [`c: { kind: ${kind}, ${rest}: "${value} + (${offset.toFixed(18)})" }`],
      });
      const { resolution } = await reportOf(claim(0));
      for (const sign of [1, -1]) {
        const size = sign > 0 ? resolution!.above : resolution!.below;
        expect((await reportOf(claim(sign * 3 * size))).verdict).toBe("refuted");
      }
    },
  );
});
