/** Parity by rewriting f(-z), against the values of the link, and against links without a parity. */
import { expect, test } from "vitest";
import { parseExpression } from "../../../src/model/expression/parse.ts";
import { expandLink } from "../../../src/symbolic/links/expand-link.ts";

function expansionOf(text: string) {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(text);
  const found = expandLink(parsed.value, "x", 6, "numeric");
  if (found.kind === "issue") throw new Error(found.reason);
  return found;
}

test.each([
  ["sigmoid(5*x)*(1-sigmoid(5*x))", "even"],
  ["sigmoid(x)-1/2", "odd"],
  ["exp(x)/(1+exp(x))^2", "even"],
  ["log(1+exp(x))-x/2", "even"],
  ["x*sigmoid(x)-x/2", "even"],
  ["tanh(sigmoid(x)-1/2)", "odd"],
  ["Phi(x)*Phi(-x)", "even"],
  ["max(tanh(x),-tanh(x))", "even"],
  ["floor(x)+1/2", "odd"],
  ["tanh(x)*if(x>0,1,-1)", "even"],
  ["if(x>0,tanh(x)^2,-tanh(x)^2)", "odd"],
] as const)("%s is %s", (text, parity) => {
  const { parity: found, coefficients } = expansionOf(text);
  expect(found).toBe(parity);
  // Those of the other parity are zero exactly.
  const others = coefficients.filter(({ degree }) => degree % 2 === (parity === "even" ? 1 : 0));
  expect(others.map(({ value, error }) => [value, error])).toEqual(others.map(() => ["0", 0]));
});

test.each([
  "x*sigmoid(x)",
  "log(1+exp(x))",
  "sigmoid(x)^2",
  "sigmoid(x)-1/3",
  "floor(x)",
  "exp(tanh(x))",
])("%s has none", (text) => {
  expect(expansionOf(text).parity).toBe("neither");
});

test("coefficients in which pieces cancel are as certain as others", () => {
  // floor(2 x) = 2 x - 1/2 + sum_k sin(4 pi k x)/(pi k); E sin(w x) h_p = +-exp(-w^2/2) w^p/sqrt(p!).
  const { coefficients } = expansionOf("floor(2*x)");
  const w = 4 * Math.PI;
  for (const [p, sign] of [
    [3, -1],
    [5, 1],
  ] as const) {
    const root = Math.sqrt([6, 120][(p - 3) / 2]!);
    const expected = (sign * Math.exp((-w * w) / 2) * w ** p) / root / Math.PI;
    const { value, error } = coefficients[p]!;
    expect(Number(value) / expected).toBeCloseTo(1, 10);
    expect(error / Math.abs(expected)).toBeLessThan(1e-13);
  }
});
