import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateExact } from "../../../src/model/bind/evaluate.ts";
import type { Binding, Value } from "../../../src/model/bind/instance.ts";
import { parseExpression } from "../../../src/model/expression/parse.ts";
import { formatRational, integer, rational, toNumber } from "../../../src/model/rational.ts";
import { cpuSeconds } from "../../cpu-seconds.ts";

function exact(text: string, binding: Binding = new Map()): string {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.problem.expected);
  const value = evaluateExact(parsed.value, binding);
  return typeof value === "object" ? formatRational(value) : String(value);
}

const whole = (n: number): Value => ({ kind: "exact", value: integer(n) });

describe("exact values", () => {
  test.each([
    ["0.1 + 0.2", "3/10"],
    ["2^-3", "1/8"],
    ["-2^2", "-4"],
    ["2^3^2", "512"],
    ["7/2 - 1/2*3", "2"],
    ["floor(-7/2)", "-4"],
    ["ceil(-7/2)", "-3"],
    ["floor(100^(1/4))", "3"],
    ["ceil(100^(1/4))", "4"],
    ["floor(10000^(1/4))", "10"],
    ["floor((1/7)^(-1/2))", "2"],
    ["floor((10^30 - 1)^(1/3))", "9999999999"],
    ["sqrt(9/4)", "3/2"],
    ["8^(2/3)", "4"],
    ["factorial(6)", "720"],
    ["binomial(6, 2)", "15"],
    ["binomial(2, 6)", "0"],
    ["min(3, 1, 2)", "1"],
    ["sign(-1/2)", "-1"],
    ["sum(j in 1..4, j^2)", "30"],
    ["sum(j in 3..2, j)", "0"],
    ["product(j in 1..5, j)", "120"],
    ["max(i in 1..4, i*(5 - i))", "6"],
    ["count(i in 1..10, odd(i))", "5"],
    ["least(x in 1..10, x^2 > 10)", "4"],
    ["if(2 < 3, 1, 1/0)", "1"],
    ["1 < 2 <= 2", "true"],
    ["1 < 2 < 2", "false"],
    ["1/0 = 1 or 2 = 2", "true"],
    ["5 < oo", "true"],
    ["not (1 = 2) implies 1 = 2", "false"],
    ["odd(3) iff even(2)", "true"],
  ])("%s is %s", (text, value) => {
    expect(exact(text)).toBe(value);
  });

  test.each(["1/0", "0^-1", "sqrt(2)", "pi", "x", "m(0)", "9^9^9^9", "factorial(10^9)"])(
    "%s has none",
    (text) => {
      expect(exact(text)).toBe("undefined");
    },
  );

  test("parameters and families are looked up", () => {
    const family: Value = { kind: "family", from: 2, values: [whole(5), whole(7)] };
    const binding = new Map([
      ["k", whole(3)],
      ["x", family],
    ]);
    expect(exact("k*x[3] - x[2]", binding)).toBe("16");
    expect(exact("x[4]", binding)).toBe("undefined");
    expect(exact("sum(k in 1..2, k)", binding)).toBe("3");
  });

  test("work without end has no value, soon", () => {
    const started = cpuSeconds();
    expect(exact("sum(i in 1..10^5, sum(j in 1..10^5, 1/(i + j)))")).toBe("undefined");
    expect(exact("sum(j in 1..10^5, 1/j)")).toBe("undefined");
    expect(exact("product(j in 1..10^5, 10^4000)")).toBe("undefined");
    expect(cpuSeconds() - started).toBeLessThan(2);
  });

  test("agree with the same text evaluated by JavaScript", () => {
    const digit = fc.integer({ min: 1, max: 9 }).map(String);
    const { text } = fc.letrec<{ text: string }>((tie) => ({
      text: fc.oneof(
        { depthSize: "small" },
        digit,
        fc
          .tuple(tie("text"), fc.constantFrom("+", "-", "*", "/"), tie("text"))
          .map(([a, operator, b]) => `${a} ${operator} ${b}`),
        fc.tuple(tie("text"), digit).map(([a, n]) => `(${a})^${Number(n) % 4}`),
        tie("text").map((a) => `(${a})`),
        tie("text").map((a) => `(-(${a}))`),
      ),
    }));
    fc.assert(
      fc.property(text, (expression) => {
        // JavaScript refuses -a**b, so a sign stands before brackets in its own brackets.
        const outside: unknown = new Function(`return (${expression.replaceAll("^", "**")})`)();
        const parsed = parseExpression(expression);
        const value = parsed.ok ? evaluateExact(parsed.value) : undefined;
        if (typeof value !== "object" || typeof outside !== "number") return;
        const own = toNumber(value);
        const scale = Math.max(1, Math.abs(own), Math.abs(outside));
        // Doubles cancel: only results that JavaScript holds to ten digits are compared.
        if (Math.abs(own) < 1e-3 || scale > 1e12) return;
        expect(Math.abs(own - outside) / scale).toBeLessThan(1e-7);
      }),
      { numRuns: 1000, seed: 11 },
    );
  });

  test("rationals are in lowest terms", () => {
    expect(rational(6n, -4n)).toEqual({ num: -3n, den: 2n });
  });
});
