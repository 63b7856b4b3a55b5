import { describe, expect, test } from "vitest";
import { expansionOf, texts } from "./expand.ts";

describe("relu and its kin, by [ChoSaul2009] and integration by parts", () => {
  test("relu has a_0 = 1/sqrt(2 pi), a_1 = 1/2, a_2 = 1/(2 sqrt(pi)), a_3 = 0, a_4 = -1/(4 sqrt(3 pi))", () => {
    expect(texts("relu(x)", 5)).toEqual([
      "1/sqrt(2*pi)",
      "1/2",
      "1/(2*sqrt(pi))",
      "0",
      "-1/(4*sqrt(3*pi))",
      "0",
    ]);
  });

  test("relu, max(0, x), x step(x), (x + |x|)/2 and if(x > 0, x, 0) are one function", () => {
    const expected = texts("relu(x)", 12);
    for (const link of [
      "max(0,x)",
      "x*step(x)",
      "(x+abs(x))/2",
      "if(x>0,x,0)",
      "(x+sqrt(x^2))/2",
    ]) {
      expect(texts(link, 12), link).toEqual(expected);
    }
  });

  test("the step has a_0 = 1/2 and a_1 = phi(0), the sign twice that", () => {
    expect(texts("step(x)", 3)).toEqual(["1/2", "1/sqrt(2*pi)", "0", "-1/(2*sqrt(3*pi))"]);
    expect(texts("sign(x)", 3)).toEqual(["0", "sqrt(2/pi)", "0", "-1/sqrt(3*pi)"]);
  });

  test("hard tanh has a_1 = erf(1/sqrt 2), the mass within one deviation", () => {
    expect(texts("max(-1,min(1,x))", 2)).toEqual(["0", "erf(1/sqrt(2))", "0"]);
  });
});

describe("error functions", () => {
  test("erf(x/sqrt 2) has a_1 = 1/sqrt(pi)", () => {
    expect(texts("erf(x/sqrt(2))", 3)).toEqual(["0", "1/sqrt(pi)", "0", "-1/(2*sqrt(6*pi))"]);
  });

  test.each(["1", "2/3", "sqrt(2)", "3*sqrt(5)/7"])(
    "every odd coefficient of erf(%s x) is a closed form",
    (c) => {
      const { coefficients, parity } = expansionOf(`erf(${c}*x)`, 21);
      expect(parity).toBe("odd");
      for (const { degree, exact } of coefficients) {
        expect(exact).toHaveLength(degree % 2);
      }
    },
  );

  test("GELU x Phi(x) has a_0 = 1/(2 sqrt(pi)), a_1 = 1/2, a_2 = 3/(4 sqrt(2 pi)), a_3 = 0", () => {
    expect(texts("x*Phi(x)", 4)).toEqual([
      "1/(2*sqrt(pi))",
      "1/2",
      "3/(4*sqrt(2*pi))",
      "0",
      "-5/(16*sqrt(6*pi))",
    ]);
  });
});

describe("polynomials, exponentials, waves", () => {
  test("x^5 - 10 x^3 + 15 x is He_5: pure, information exponent 5", () => {
    const link = expansionOf("x^5-10*x^3+15*x", 8);
    expect(link.coefficients.map((c) => c.text)).toEqual([..."00000", "2*sqrt(30)", ..."000"]);
    expect(link.pure).toBe(true);
    expect(link.informationExponent).toEqual({ value: 5, decided: "exact" });
  });

  test("h(3, x) + h(5, x)/2 has the coefficients it says", () => {
    expect(texts("h(3,x)+h(5,x)/2", 6)).toEqual(["0", "0", "0", "1", "0", "1/2", "0"]);
  });

  test("exp(b x) has a_p = exp(b^2/2) b^p / sqrt(p!)", () => {
    expect(texts("exp(x/2)", 2)).toEqual(["exp(1/8)", "exp(1/8)/2", "exp(1/8)/(4*sqrt(2))"]);
  });

  test("sin(2 x) has a_1 = 2 exp(-2) and E f^2 = (1 - exp(-8))/2", () => {
    const link = expansionOf("sin(2*x)", 2);
    expect(link.coefficients[1]?.text).toBe("2*exp(-2)");
    expect(link.squaredNorm.text).toBe("1/2 - exp(-8)/2");
  });

  test("sin(x + pi/2) is cos(x): odd coefficients vanish exactly", () => {
    expect(texts("sin(x+pi/2)", 8)).toEqual(texts("cos(x)", 8));
  });
});

describe("what follows from the coefficients", () => {
  test.each([
    ["relu(x)", "1/2"],
    ["erf(x/sqrt(2))", "1/3"],
    ["x*Phi(x)", "1/(2*sqrt(3)*pi) + 1/3"],
    ["abs(x)", "1"],
    ["exp(x^2/5)", "sqrt(5)"],
  ])("E f^2 of %s is %s", (link, norm) => {
    expect(expansionOf(link, 2).squaredNorm.text).toBe(norm);
  });

  test.each([
    ["abs(x)", "even", 2],
    ["sign(x)", "odd", 1],
    ["relu(x)", "neither", 1],
    ["relu(x)-hermite(relu(x),1)*x", "even", 2],
    ["h(4,x)-h(7,x)", "neither", 4],
    ["x*erf(x)", "even", 2],
  ])("%s is %s, with information exponent %i", (link, parity, exponent) => {
    const expansion = expansionOf(link, 10);
    expect(expansion.parity).toBe(parity);
    expect(expansion.informationExponent).toEqual({ value: exponent, decided: "exact" });
  });

  test("a constant has no information exponent, and zero has no coefficient", () => {
    expect(expansionOf("3", 6).informationExponent).toEqual({
      decided: "exact",
      note: "The link is constant: there is none.",
    });
    expect(expansionOf("x-x", 6).squaredNorm.text).toBe("0");
  });

  test.each([
    ["relu(x)", "kink", 1],
    ["max(0,x)^2", "kink", 2],
    ["step(x)", "jump", 0],
    ["if(x>0,x,exp(x)-1)", "kink", 2],
  ])(
    "the first derivative of %s that is not continuous at 0 makes a %s",
    (link, kind, derivative) => {
      expect(expansionOf(link, 1).smoothness).toEqual([{ at: "0", value: 0, kind, derivative }]);
    },
  );
});
