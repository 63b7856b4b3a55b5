import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { integer, rational } from "../../../src/model/rational.ts";
import { parseRationalFunction } from "../../../src/symbolic/exact/text.ts";
import {
  allOf,
  anyOf,
  comparison,
  equivalent,
  type Formula,
  formatFormula,
  implies,
  not,
  opposite,
  type Relation,
  truthAt,
  variables,
} from "../../../src/symbolic/prove/formula.ts";
import { refutationScript, symbol } from "../../../src/symbolic/prove/smtlib.ts";
import { parseModel, parseSExpressions } from "../../../src/symbolic/prove/solver-answer.ts";

const compare = (left: string, relation: Relation, right: string): Formula =>
  comparison(parseRationalFunction(left)!, relation, parseRationalFunction(right)!);
const at = (x: number): ReadonlyMap<string, ReturnType<typeof integer>> =>
  new Map([["x", integer(x)]]);

describe("truth at a point", () => {
  const positive = compare("1/x", ">", "0");

  test("1/x > 0 is true at 1, false at -1, and neither at 0", () => {
    expect([1, -1, 0].map((x) => truthAt(positive, at(x)))).toEqual([true, false, undefined]);
    expect(truthAt(not(positive), at(0))).toBeUndefined();
  });

  test("x = 0 or 1/x > 0 is true at 0, and x != 0 implies 1/x > 0 as well", () => {
    expect(truthAt(anyOf(compare("x", "=", "0"), positive), at(0))).toBe(true);
    expect(truthAt(implies(compare("x", "!=", "0"), positive), at(0))).toBe(true);
    expect(truthAt(allOf(compare("x", "=", "0"), positive), at(0))).toBeUndefined();
  });

  test("all of nothing is true, and any of nothing false", () => {
    expect(truthAt(allOf(), at(0))).toBe(true);
    expect(truthAt(anyOf(), at(0))).toBe(false);
  });

  test("a relation and its opposite never agree where both sides are defined", () => {
    const relations = Object.keys(opposite) as Relation[];
    fc.assert(
      fc.property(fc.constantFrom(...relations), fc.integer(), (relation, x) => {
        const one = truthAt(compare("x^2", relation, "3*x"), at(x));
        const other = truthAt(compare("x^2", opposite[relation], "3*x"), at(x));
        expect(one).toBe(!other);
      }),
      { seed: 1_976 },
    );
  });

  test("an equivalence reads as text, with its variables in order", () => {
    const f = equivalent(compare("y", "<", "x"), not(compare("x", "<=", "y")));
    expect(variables(f)).toEqual(["x", "y"]);
    expect(formatFormula(f)).toBe("(y < x implies (not x <= y)) and ((not x <= y) implies y < x)");
  });
});

describe("the script of a statement", () => {
  const declarations = [
    { name: "p", sort: "int" },
    { name: "u[1]", sort: "real" },
  ] as const;

  test("is this text, with integers as reals", () => {
    const script = refutationScript(
      declarations,
      [compare("p", ">=", "3")],
      compare("u[1]/(p - 2)", "<", "-1/2*p^2"),
      "reals",
      "(check-sat)",
      1000,
    );
    expect(script).toBe(
      [
        "(set-option :rlimit 1000)",
        "(declare-const v.p Real)",
        "(declare-const |v.u[1]| Real)",
        "(assert (>= (+ v.p (- 3.0)) 0.0))",
        "(assert (not (or (and (< (+ (* v.p v.p v.p) (* (- 2.0) v.p v.p) (* 2.0 |v.u[1]|)) 0.0)" +
          " (> (+ v.p (- 2.0)) 0.0))" +
          " (and (< (+ (* (- 1.0) v.p v.p v.p) (* 2.0 v.p v.p) (* (- 2.0) |v.u[1]|)) 0.0)" +
          " (< (+ v.p (- 2.0)) 0.0)))))",
        "(check-sat)",
        "",
      ].join("\n"),
    );
  });

  test("keeps integers apart where they are read as integers", () => {
    const script = refutationScript(
      declarations,
      [compare("p", ">", "0")],
      compare("p*u[1]", ">", "1"),
      "integers",
      "(check-sat)",
      1000,
    );
    expect(script).toContain("(declare-const v.p Int)");
    expect(script).toContain("(assert (> v.p 0))");
    expect(script).toContain("(* (to_real v.p) |v.u[1]|)");
  });

  test("names stay apart", () => {
    expect(new Set(["p", "u[1]", "u1", "and", "π"].map(symbol)).size).toBe(5);
  });
});

describe("what the solver prints", () => {
  test("a model with integers, quotients and a root", () => {
    const printed = "((v.p 4)\n (v.b (- (/ 1.0 2.0)))\n (v.x (root-obj (+ (^ x 2) (- 2)) 1)))";
    expect([...parseModel(printed)!]).toEqual([
      ["v.p", { kind: "rational", value: integer(4) }],
      ["v.b", { kind: "rational", value: rational(-1n, 2n) }],
      ["v.x", { kind: "root", coefficients: [-2n, 0n, 1n], index: 1 }],
    ]);
  });

  test("root-obj with coefficients: 3 x^3 - 2 x + 1", () => {
    const printed = "((v.x (root-obj (+ (* 3 (^ x 3)) (- (* 2 x)) 1) 2)))";
    const value = parseModel(printed)?.get("v.x");
    expect(value).toEqual({ kind: "root", coefficients: [1n, -2n, 0n, 3n], index: 2 });
  });

  test.each(["", "(", "())", "((v.x))", "((v.x (foo 1)))", "((v.x (/ 1.0 0.0)))", '(error "x")'])(
    "%j is no model",
    (text) => {
      expect(parseModel(text)).toBeUndefined();
    },
  );

  test("nested lists and quoted names are read", () => {
    expect(parseSExpressions('(a (|b c| "d e") ())')).toEqual([["a", ["|b c|", '"d e"'], []]]);
  });
});
