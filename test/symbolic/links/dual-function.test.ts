import { describe, expect, test } from "vitest";
import { middle } from "../../../src/symbolic/links/ball.ts";
import { linkTreeOfExpression } from "../../../src/symbolic/links/link-tree-of-expression.ts";
import { tapeOfLink } from "../../../src/symbolic/links/tape.ts";
import { expansionOf } from "./expand.ts";
import { parseLink } from "./parse-link.ts";

/** The value of a text in u. */
function valueAt(text: string, u: number): number {
  const tape = tapeOfLink(linkTreeOfExpression(parseLink(text), "u"));
  return middle(tape.value({ mid: BigInt(Math.round(u * 2 ** 40)) << 88n, rad: 0 }, 128), 128);
}

describe("g(u) = E[f(x) f(y)] is the sum of a_p^2 u^p (Mehler)", () => {
  test.each([
    "relu(x)",
    "max(0,x)^2",
    "abs(x)",
    "sign(x)",
    "step(x)",
    "max(x,x/10)",
    "3*relu(x)^2-abs(x)*x",
    "erf(x)",
    "erf(2*x/3)",
    "Phi(x)",
    "x*Phi(x)",
    "x*erf(2*x)",
    "x*(2-erf(x/3))",
    "exp(x/2)",
    "sin(2*x)",
    "3*cos(x)",
    "x^3-x+2",
  ])("for %s, within the tail", (link) => {
    const { dual, coefficients, parsevalTail } = expansionOf(link, 40);
    for (const u of [-0.75, -0.25, 0, 0.5, 0.625]) {
      const series = coefficients.reduce((sum, c, p) => sum + Number(c.value) ** 2 * u ** p, 0);
      const tail = Math.abs(u) ** 41 * Number(parsevalTail.value);
      const gap = Math.abs(valueAt(dual!.text, u) - series);
      expect(gap, `u = ${u}`).toBeLessThanOrEqual(
        tail + 2 ** -48 * Number(valueAt(dual!.text, 0.9)),
      );
    }
  });

  test("relu has the arc-cosine kernel of degree 1", () => {
    expect(expansionOf("relu(x)", 1).dual?.text).toBe(
      "u/4 + sqrt(1 - u^2)/(2*pi) + u*asin(u)/(2*pi)",
    );
  });

  test("sign has (2/pi) asin(u)", () => {
    expect(expansionOf("sign(x)", 1).dual?.text).toBe("2*asin(u)/pi");
  });

  test("a twin with the wrong constant is refuted by the series", () => {
    const { coefficients } = expansionOf("erf(x)", 40);
    const series = coefficients.reduce((sum, c, p) => sum + Number(c.value) ** 2 * 0.5 ** p, 0);
    expect(Math.abs(valueAt("2*asin(u/2)/pi", 0.5) - series)).toBeGreaterThan(0.01);
  });
});
