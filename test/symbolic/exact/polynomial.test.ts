import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { one as oneQ, rational } from "../../../src/model/rational.ts";
import { content, exactQuotient, primitivePart } from "../../../src/symbolic/exact/division.ts";
import * as inOne from "../../../src/symbolic/exact/in-one-variable.ts";
import * as poly from "../../../src/symbolic/exact/polynomial.ts";
import { formatPolynomial } from "../../../src/symbolic/exact/text.ts";
import { arbitraryPolynomial, arbitraryRational, polynomial } from "./arbitrary.ts";

const names = ["x", "y", "z"];
const any = arbitraryPolynomial(names);

describe("known polynomials", () => {
  test.each([
    ["3*p*k - 2*beta + 1", "3*k*p - 2*beta + 1"],
    ["(x + y)^2", "x^2 + 2*x*y + y^2"],
    ["(x - 1)*(x + 1)", "x^2 - 1"],
    ["-x/2 + y - y", "-1/2*x"],
    ["u[1]*u[2] - u[2]*u[1]", "0"],
    ["-(-(-7))", "-7"],
    ["y^3 + x*y*z + x^3", "x^3 + x*y*z + y^3"],
  ])("%s is %s", (text, canonical) => {
    expect(formatPolynomial(polynomial(text))).toBe(canonical);
  });

  test("(a + b + c + d)^8 has 165 terms and the multinomial coefficient 2520 at a^2 b^2 c^2 d^2", () => {
    const p = polynomial("(a + b + c + d)^8");
    expect(p.terms).toHaveLength(165);
    const middle = p.terms.find(({ monomial }) => monomial.key === "a^2*b^2*c^2*d^2");
    expect(middle?.coefficient.num).toBe(2520n);
  });

  test("the coefficients of x y^2 + x^2 y + 3 in y are 3, x^2, x", () => {
    const rows = inOne.coefficientsIn(polynomial("x*y^2 + x^2*y + 3"), "y");
    expect(rows.map(formatPolynomial)).toEqual(["3", "x^2", "x"]);
  });

  test("d/dx of x^3 y - 2 x is 3 x^2 y - 2", () => {
    const slope = inOne.derivative(polynomial("x^3*y - 2*x"), "x");
    expect(formatPolynomial(slope)).toBe("3*x^2*y - 2");
  });

  test("the content of -4/3 x + 2 y is 2/3 and its primitive part is 2 x - 3 y", () => {
    const p = polynomial("-4/3*x + 2*y");
    expect(content(p)).toEqual(rational(2n, 3n));
    expect(formatPolynomial(primitivePart(p))).toBe("2*x - 3*y");
  });

  test("x - y divides x^5 - y^5, and x + y does not", () => {
    const p = polynomial("x^5 - y^5");
    expect(formatPolynomial(exactQuotient(p, polynomial("x - y"))!)).toBe(
      "x^4 + x^3*y + x^2*y^2 + x*y^3 + y^4",
    );
    expect(exactQuotient(p, polynomial("x + y"))).toBeUndefined();
  });

  test("the degree of 0 is -1, and of a constant 0", () => {
    expect(inOne.degree(poly.zero, "x")).toBe(-1);
    expect(inOne.degree(poly.one, "x")).toBe(0);
  });

  test.each(["", "x y", "2x", "x^2", "a+b", "(x)"])("%j is not a name of a variable", (name) => {
    expect(() => poly.variable(name)).toThrow(RangeError);
  });
});

describe("the polynomials are a commutative ring", () => {
  test("sums and products commute, associate and distribute, as equal data", () => {
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(poly.add(a, b)).toEqual(poly.add(b, a));
        expect(poly.multiply(a, b)).toEqual(poly.multiply(b, a));
        expect(poly.add(poly.add(a, b), c)).toEqual(poly.add(a, poly.add(b, c)));
        expect(poly.multiply(poly.multiply(a, b), c)).toEqual(
          poly.multiply(a, poly.multiply(b, c)),
        );
        expect(poly.multiply(a, poly.add(b, c))).toEqual(
          poly.add(poly.multiply(a, b), poly.multiply(a, c)),
        );
        expect(poly.subtract(a, a)).toEqual(poly.zero);
        expect(poly.multiply(a, poly.one)).toEqual(a);
      }),
    );
  });

  test("terms descend strictly, without a coefficient 0, after any operation", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        for (const p of [poly.add(a, b), poly.multiply(a, b), inOne.substitute(a, "x", b)]) {
          expect(p).toEqual(poly.sumOfTerms([...p.terms].reverse()));
          expect(p.terms.every(({ coefficient }) => coefficient.num !== 0n)).toBe(true);
        }
      }),
    );
  });

  test("a text is read back as the polynomial it was written from", () => {
    fc.assert(
      fc.property(any, (a) => {
        expect(polynomial(formatPolynomial(a))).toEqual(a);
      }),
    );
  });

  test("a^3 is a a a", () => {
    fc.assert(
      fc.property(any, (a) => {
        expect(poly.power(a, 3)).toEqual(poly.multiply(a, poly.multiply(a, a)));
      }),
    );
  });
});

describe("evaluation is a homomorphism", () => {
  const point = fc
    .tuple(arbitraryRational, arbitraryRational, arbitraryRational)
    .map((values) => new Map(names.map((name, i) => [name, values[i]!])));

  test("(a b + a)(x) = a(x) b(x) + a(x)", () => {
    fc.assert(
      fc.property(any, any, point, (a, b, at) => {
        const left = inOne.evaluate(poly.add(poly.multiply(a, b), a), at);
        const [va, vb] = [inOne.evaluate(a, at), inOne.evaluate(b, at)];
        const right = poly.add(poly.scale(poly.constant(va), vb), poly.constant(va));
        expect(poly.constant(left)).toEqual(right);
      }),
    );
  });

  test("substitution of b for x and then evaluation is evaluation with x = b", () => {
    fc.assert(
      fc.property(any, any, point, (a, b, at) => {
        const there = new Map(at).set("x", inOne.evaluate(b, at));
        expect(inOne.evaluate(inOne.substitute(a, "x", b), at)).toEqual(inOne.evaluate(a, there));
      }),
    );
  });

  test("a missing value throws", () => {
    expect(() => inOne.evaluate(polynomial("x*y"), new Map([["x", oneQ]]))).toThrow(/none of y/);
  });
});

describe("derivative, division and coefficients", () => {
  test("the product rule holds", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        const left = inOne.derivative(poly.multiply(a, b), "x");
        const right = poly.add(
          poly.multiply(inOne.derivative(a, "x"), b),
          poly.multiply(a, inOne.derivative(b, "x")),
        );
        expect(left).toEqual(right);
      }),
    );
  });

  test("a b / b = a", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        fc.pre(!poly.isZero(b));
        expect(exactQuotient(poly.multiply(a, b), b)).toEqual(a);
      }),
    );
  });

  test("b does not divide a b + 1 unless b is constant", () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        fc.pre(!poly.isConstant(b));
        const off = poly.add(poly.multiply(a, b), poly.one);
        expect(exactQuotient(off, b)).toBeUndefined();
      }),
    );
  });

  test("the coefficients in y put together again are the polynomial", () => {
    fc.assert(
      fc.property(any, (a) => {
        expect(inOne.fromCoefficients(inOne.coefficientsIn(a, "y"), "y")).toEqual(a);
      }),
    );
  });
});
