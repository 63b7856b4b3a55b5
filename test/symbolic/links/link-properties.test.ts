import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expansionOf } from "./expand.ts";

const seed = 20240717;
const settings = { seed, numRuns: 25 };

/** A rational in [-2, 2] as text, never 0. */
const ratio = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 4, max: 9 }), fc.boolean())
  .map(([n, d, minus]) => `${minus ? "(0-" : "("}${n}/${d})`);
/** A link of the exact families, with derivatives and squares that stay in them. */
const exactLink = fc.oneof(
  fc.tuple(ratio, ratio).map(([a, b]) => `${a}*x^3+${b}*x`),
  fc.tuple(ratio, ratio).map(([a, b]) => `relu(x-${a})*(x+${b})`),
  fc.tuple(ratio, ratio).map(([a, b]) => `abs(${a}*x+${b})`),
  fc.tuple(ratio, ratio).map(([a, b]) => `exp(${a}*x)*(x-${b})`),
  fc.tuple(ratio, ratio).map(([a, b]) => `x*sin(${a}*x+${b})`),
  fc.tuple(ratio, ratio).map(([a, b]) => `(x+${a})*erf(${b}*x-${a})`),
  fc.tuple(ratio, ratio).map(([a, b]) => `exp(-x^2/3+${a}*x)*cos(${b}*x)`),
  ratio.map((a) => `max(${a},min(x^2-1,3))`),
);
const order = 12;

const valuesOf = (link: string, to = order): readonly number[] =>
  expansionOf(link, to).coefficients.map((c) => Number(c.value));

describe("Hermite coefficients", () => {
  test("the two routes agree within the sum of their stated errors on every exact family", () => {
    fc.assert(
      fc.property(exactLink, (link) => {
        const exact = expansionOf(link, order, "exact");
        const numeric = expansionOf(link, order, "numeric");
        exact.coefficients.forEach((a, p) => {
          const b = numeric.coefficients[p]!;
          // Doubles of 40 digits differ by one rounding each.
          const rounding = 2 ** -52 * Math.abs(Number(a.value));
          const gap = Math.abs(Number(a.value) - Number(b.value));
          expect(gap, `${link}: a_${p}`).toBeLessThanOrEqual(a.error + b.error + rounding);
          expect(b.error).toBeLessThanOrEqual(1e-13 * Math.max(1e-10, Math.abs(Number(a.value))));
        });
      }),
      settings,
    );
  });

  test("partial sums of squares stay below E f^2 (Bessel), and the tail holds the rest", () => {
    fc.assert(
      fc.property(exactLink, (link) => {
        const { squaredNorm, parsevalTail } = expansionOf(link, order);
        const squares = valuesOf(link).map((a) => a * a);
        const sum = squares.reduce((total, a) => total + a, 0);
        const norm = Number(squaredNorm.value);
        const rounding = 2 ** -48 * norm;
        expect(sum).toBeLessThanOrEqual(norm + rounding);
        expect(Math.abs(norm - sum - Number(parsevalTail.value))).toBeLessThanOrEqual(rounding);
      }),
      settings,
    );
  });

  test("they are linear in the link", () => {
    fc.assert(
      fc.property(exactLink, exactLink, ratio, (f, g, c) => {
        const [a, b, both] = [f, g, `(${f})+${c}*(${g})`].map((link) => valuesOf(link));
        const [n, d] = c.match(/\d+/g)!.slice(-2).map(Number);
        const factor = ((c.startsWith("(0") ? -1 : 1) * n!) / d!;
        both!.forEach((sum, p) => {
          const size = Math.abs(a![p]!) + Math.abs(factor * b![p]!);
          expect(Math.abs(sum - a![p]! - factor * b![p]!)).toBeLessThanOrEqual(2 ** -50 * size);
        });
      }),
      { seed, numRuns: 15 },
    );
  });

  test.each([
    ["relu(x)", "step(x)"],
    ["erf(2*x/3)", "4/3*exp(-4*x^2/9)/sqrt(pi)"],
    ["x*Phi(x)", "Phi(x)+x*exp(-x^2/2)/sqrt(2*pi)"],
    ["exp(x/3)*sin(x)", "exp(x/3)*(sin(x)/3+cos(x))"],
    ["log(cosh(x))", "tanh(x)"],
    ["log(1+exp(x))", "sigmoid(x)"],
    ["sqrt(1+x^2)", "x/sqrt(1+x^2)"],
    ["max(x^3-x-1,0)", "if(x^3-x-1>0,3*x^2-1,0)"],
  ])("E[f' h_p] = sqrt(p + 1) a_{p+1} for f = %s", (f, derivative) => {
    const [a, b] = [expansionOf(f, 16), expansionOf(derivative, 15)];
    b.coefficients.forEach((c, p) => {
      const up = a.coefficients[p + 1]!;
      const expected = Math.sqrt(p + 1) * Number(up.value);
      const rounding = 2 ** -51 * Math.abs(expected);
      const error = c.error + Math.sqrt(p + 1) * up.error;
      expect(Math.abs(Number(c.value) - expected)).toBeLessThanOrEqual(error + rounding);
    });
  });

  test("f(-x) has the coefficients (-1)^p a_p", () => {
    fc.assert(
      fc.property(exactLink, (link) => {
        const mirrored = valuesOf(
          link
            .replaceAll("exp", "E")
            .replaceAll("x", "(0-x)")
            .replaceAll("E", "exp")
            .replaceAll("ma(0-x)", "max"),
        );
        valuesOf(link).forEach((a, p) => {
          const expected = p % 2 === 0 ? a : -a;
          expect(Math.abs(mirrored[p]! - expected)).toBeLessThanOrEqual(2 ** -50 * Math.abs(a));
        });
      }),
      settings,
    );
  });
});

describe("negative controls: a wrong coefficient is noticed by the other route", () => {
  test.each([
    ["relu(x)", "relu(x-1/1000000)"],
    ["erf(x)", "erf(1000001*x/1000000)"],
    ["exp(x/2)", "exp(x/2+1/1000000000)"],
  ])("the numeric %s is not the exact %s", (f, twin) => {
    const [a, b] = [expansionOf(f, 1, "numeric"), expansionOf(twin, 1, "exact")];
    const gap = Math.abs(Number(a.coefficients[1]!.value) - Number(b.coefficients[1]!.value));
    expect(gap).toBeGreaterThan(a.coefficients[1]!.error + b.coefficients[1]!.error + 1e-15);
  });
});
