import fc from "fast-check";
import { expect, test } from "vitest";
import type { Expression } from "../../src/model/expression/expression.ts";
import { evaluateNumber } from "../../src/numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../src/numeric/failure.ts";
import { type Link, link } from "../../src/numeric/link.ts";
import { erf, erfc, normalDistribution } from "../../src/numeric/special/erf.ts";
import { binary, call, h, less, name, num, plus, times, z } from "./trees.ts";

fc.configureGlobal({ seed: 20251 });

function made(expression: Expression): Link {
  const result = link(expression);
  if (isFailure(result)) throw new Error(`${result.code}: ${result.detail}`);
  return result;
}

// Values: [Abramowitz1964, Table 7.1], continued to double precision with mpmath.
test.each([
  [0.5, 0.5204998778130465],
  [1, 0.8427007929497149],
  [2, 0.9953222650189527],
  [2.5, 0.999593047982555],
  [3, 0.9999779095030014],
])("erf(%d) is right to 1e-15 and odd", (x, value) => {
  expect(Math.abs(erf(x) - value)).toBeLessThan(1e-15);
  expect(erf(-x)).toBe(-erf(x));
});

test("erfc and the normal distribution keep relative accuracy in the tail", () => {
  // erfc(5) and erfc(10), by mpmath.
  expect(erfc(5) / 1.537459794428035e-12 - 1).toBeLessThan(1e-14);
  expect(Math.abs(erfc(10) / 2.088487583762545e-45 - 1)).toBeLessThan(1e-14);
  expect(normalDistribution(0)).toBe(0.5);
  expect(Math.abs(normalDistribution(-6) / 9.86587645037698e-10 - 1)).toBeLessThan(1e-13);
});

test("both expansions of erf agree where they meet", () => {
  for (const x of [2.499999999999, 2.5, 2.500000000001]) {
    expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThan(2e-16);
  }
});

const smoothLinks: readonly (readonly [string, Expression])[] = [
  ["h(5, z)", h(5)],
  ["He(4, z)", call("He", num(4), z)],
  ["tanh", call("tanh", z)],
  ["sigmoid", call("sigmoid", z)],
  ["z Phi(z)", times(z, call("Phi", z))],
  [
    "exp(-z^2/2) sin(3 z)",
    times(call("exp", binary("/", binary("^", z, 2), -2)), call("sin", times(3, z))),
  ],
  ["erf(z)/(1 + z^2)", binary("/", call("erf", z), plus(1, binary("^", z, 2)))],
  ["sqrt(1 + z^2)", call("sqrt", plus(1, times(z, z)))],
  ["log(cosh z)", call("log", call("cosh", z))],
  ["atan(z)^3", binary("^", call("atan", z), 3)],
  ["(1 + z^2)^z", binary("^", plus(1, times(z, z)), z)],
  ["tan(z/4) + sinh(z/2)", plus(call("tan", binary("/", z, 4)), call("sinh", binary("/", z, 2)))],
  ["artanh(tanh(z)/2)", call("artanh", binary("/", call("tanh", z), 2))],
  [
    "asin(tanh(z)/2) acos(z/9)",
    times(call("asin", binary("/", call("tanh", z), 2)), call("acos", binary("/", z, 9))),
  ],
];

test.each(smoothLinks)(
  "jets of %s are the derivatives that central differences see",
  (_, expression) => {
    const { value, jet, breakpoints } = made(expression);
    expect(breakpoints).toEqual([]);
    const step = 1e-4;
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (x) => {
        const [f, first, second] = jet(x);
        const [up, down] = [value(x + step), value(x - step)];
        expect(Math.abs(f - value(x))).toBeLessThanOrEqual(1e-13 * (1 + Math.abs(f)));
        // Truncation h^2 f'''/6 and rounding eps f/h; f''' stays below 1e4 (1 + |f|) here.
        const scale = 1 + Math.abs(f);
        expect(Math.abs((up - down) / (2 * step) - first)).toBeLessThan(3e-5 * scale);
        expect(Math.abs((up - 2 * value(x) + down) / step ** 2 - second)).toBeLessThan(
          3e-4 + 1e-6 * Math.abs(f),
        );
      }),
      { numRuns: 40 },
    );
  },
);

test("kinks and jumps are found where they are, with their sizes", () => {
  const at = (e: Expression) => made(e).breakpoints;
  expect(at(call("relu", z))).toEqual([{ at: 0, jump: 0, slopeJump: 1 }]);
  expect(at(call("step", z))).toEqual([{ at: 0, jump: 1, slopeJump: 0 }]);
  expect(at(call("abs", z))).toEqual([{ at: 0, jump: 0, slopeJump: 2 }]);
  const shifted = at(call("relu", plus(z, times(-1, binary("/", 1, 3)))));
  expect(shifted).toHaveLength(1);
  expect(Math.abs(shifted[0]!.at - 1 / 3)).toBeLessThan(1e-15);
  const clipped = at(call("max", num(-1), call("min", num(1), z)));
  expect(clipped.map((b) => b.at)).toEqual([-1, 1]);
  const piecewise = at(call("if", less(z, 0.7), num(0), times(z, z)));
  expect(Math.abs(piecewise[0]!.at - 0.7)).toBeLessThan(1e-15);
  expect(Math.abs(piecewise[0]!.jump - 0.49)).toBeLessThan(1e-12);
  expect(at(call("floor", z)).length).toBe(27);
});

test("polynomials know their degree by their form", () => {
  expect(made(plus(h(3), times(2, h(7)))).degree).toBe(7);
  expect(made(binary("^", h(2), 3)).degree).toBe(6);
  expect(made(call("tanh", z)).degree).toBeUndefined();
  const series: Expression = {
    kind: "over",
    operator: "sum",
    variable: "p",
    domain: { kind: "integers", from: num(2), to: num(4) },
    body: binary("/", { kind: "call", name: "h", args: [name("p"), z] }, name("p")),
  };
  const summed = made(series);
  expect(summed.degree).toBe(4);
  const x = 0.83;
  const expected = [2, 3, 4].reduce((s, p) => s + made(h(p)).value(x) / p, 0);
  expect(Math.abs(summed.value(x) - expected)).toBeLessThan(1e-15);
});

test("an unknown function or name is a failure that names it", () => {
  expect(link(call("frob", z))).toEqual({
    kind: "failure",
    code: "unknown-function",
    detail: "frob",
  });
  expect(link(times(name("beta"), z))).toMatchObject({ code: "unknown-name", detail: "beta" });
});

test("hermite(f, p) is a number wherever it stands: in an expression, in a link, in itself", () => {
  const coefficient = (f: Expression, p: number): Expression => call("hermite", f, num(p));
  const relu = call("relu", z);
  // E[relu(z) z] = 1/2 and E[relu(z) h_2(z)] = 1/(2 sqrt(pi)).
  for (const [p, value] of [
    [1, 0.5],
    [2, 1 / (2 * Math.sqrt(Math.PI))],
  ] as const) {
    const measured = evaluateNumber(coefficient(relu, p));
    if (isFailure(measured)) throw new Error(measured.detail);
    expect(Math.abs(measured.value - value)).toBeLessThanOrEqual(measured.error);
    expect(measured.error).toBeLessThan(1e-13);
  }
  const centred = binary("-", relu, times(coefficient(relu, 1), z));
  expect(made(centred).value(2)).toBeCloseTo(1, 14);
  expect(made(centred).value(-2)).toBeCloseTo(1, 14);
  const none = evaluateNumber(coefficient(centred, 1));
  expect(isFailure(none) ? none : Math.abs(none.value) <= none.error).toBe(true);
  expect(isFailure(evaluateNumber(coefficient(relu, 1.5)))).toBe(true);
});
