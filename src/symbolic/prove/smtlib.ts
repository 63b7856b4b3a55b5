/**
 * Formulas as SMT-LIB text, deterministic to the byte: this text is what the solver reads and
 * what is kept as evidence.
 *
 * `trueText(f)` says that f is true and `falseText(f)` that it is false, in the three-valued sense
 * of `formula.ts`; no division reaches the solver. For n/d compared with 0 both signs of d are
 * spelled out, since only they turn the comparison into one of polynomials:
 *
 *     n/d < 0   iff   (n < 0 and d > 0) or (n > 0 and d < 0)
 *
 * d is the least common multiple of the denominators of both sides as they stand: a pole that
 * cancels in the difference still counts as undefined.
 *
 * Source: [SMTLIB2017].
 */

import { sign } from "../../model/rational.ts";
import { exactQuotient, primitivePart } from "../exact/division.ts";
import { gcd } from "../exact/gcd.ts";
import {
  isConstant,
  leadingCoefficient,
  multiply,
  negate,
  type Polynomial,
  subtract,
  variables,
} from "../exact/polynomial.ts";
import { type Declaration, type Formula, opposite, type Relation } from "./formula.ts";

/** How int variables are declared: as integers, or as reals, which proves more and finds less. */
export type IntegerReading = "integers" | "reals";

/**
 * A script whose unsatisfiability says: wherever all hypotheses are true, so is the conclusion.
 *
 * @param check the last command, such as `(check-sat)`.
 * @param rlimit the resource limit of the solver: a count, the same on every machine.
 * @throws RangeError if the formulas use a variable that is not declared.
 */
export function refutationScript(
  declarations: readonly Declaration[],
  hypotheses: readonly Formula[],
  conclusion: Formula,
  reading: IntegerReading,
  check: string,
  rlimit: number,
): string {
  const sorts = new Map(
    declarations.map(({ name, sort }) => [name, sort === "int" && reading === "integers"]),
  );
  const lines = [
    `(set-option :rlimit ${rlimit})`,
    ...declarations.map(
      ({ name }) => `(declare-const ${symbol(name)} ${sorts.get(name) ? "Int" : "Real"})`,
    ),
    ...hypotheses.map((hypothesis) => `(assert ${trueText(hypothesis, sorts)})`),
    `(assert (not ${trueText(conclusion, sorts)}))`,
    check,
  ];
  return `${lines.join("\n")}\n`;
}

/** The solver's name of a variable: prefixed, so that no name is a word of the language. */
export const symbol = (name: string): string => {
  const prefixed = `v.${name}`;
  return /^[A-Za-z0-9_.]+$/.test(prefixed) ? prefixed : `|${prefixed}|`;
};

/** Which variables are of the solver's sort Int. */
type Sorts = ReadonlyMap<string, boolean>;

function trueText(formula: Formula, sorts: Sorts): string {
  switch (formula.kind) {
    case "comparison":
      return comparisonText(formula, formula.relation, sorts);
    case "and":
    case "or":
      return joined(
        formula.kind,
        formula.parts.map((part) => trueText(part, sorts)),
      );
    case "not":
      return falseText(formula.part, sorts);
    case "implies":
      return joined("or", [
        falseText(formula.hypothesis, sorts),
        trueText(formula.conclusion, sorts),
      ]);
  }
}

function falseText(formula: Formula, sorts: Sorts): string {
  switch (formula.kind) {
    case "comparison":
      return comparisonText(formula, opposite[formula.relation], sorts);
    case "and":
    case "or":
      return joined(
        formula.kind === "and" ? "or" : "and",
        formula.parts.map((part) => falseText(part, sorts)),
      );
    case "not":
      return trueText(formula.part, sorts);
    case "implies":
      return joined("and", [
        trueText(formula.hypothesis, sorts),
        falseText(formula.conclusion, sorts),
      ]);
  }
}

function comparisonText(
  { left, right }: Formula & { readonly kind: "comparison" },
  relation: Relation,
  sorts: Sorts,
): string {
  const common = gcd(left.denominator, right.denominator);
  const rightCofactor = exactQuotient(right.denominator, common)!;
  const top = subtract(
    multiply(left.numerator, rightCofactor),
    multiply(right.numerator, exactQuotient(left.denominator, common)!),
  );
  const bottom = multiply(left.denominator, rightCofactor);
  if (isConstant(bottom)) return againstZero(top, relation, sorts);
  if (relation === "=" || relation === "!=") {
    const parts = [againstZero(top, relation, sorts), againstZero(bottom, "!=", sorts)];
    return joined("and", parts);
  }
  return joined("or", [
    joined("and", [againstZero(top, relation, sorts), againstZero(bottom, ">", sorts)]),
    joined("and", [againstZero(negate(top), relation, sorts), againstZero(bottom, "<", sorts)]),
  ]);
}

/** a relation 0, scaled by a positive rational to integer coefficients. */
function againstZero(a: Polynomial, relation: Relation, sorts: Sorts): string {
  const scaled = sign(leadingCoefficient(a)) < 0 ? negate(primitivePart(a)) : primitivePart(a);
  const integral = variables(a).every((name) => {
    const isInt = sorts.get(name);
    if (isInt === undefined) {
      throw new RangeError(`refutationScript: expected a declaration of ${name}, got none.`);
    }
    return isInt;
  });
  const zero = integral ? "0" : "0.0";
  const text = sumText(scaled, integral, sorts);
  return relation === "!=" ? `(not (= ${text} ${zero}))` : `(${relation} ${text} ${zero})`;
}

function sumText(a: Polynomial, integral: boolean, sorts: Sorts): string {
  const parts = a.terms.map(({ coefficient, monomial }) => {
    const factors = monomial.powers.flatMap(([name, exponent]) => {
      const text = sorts.get(name) && !integral ? `(to_real ${symbol(name)})` : symbol(name);
      return Array.from({ length: exponent }, () => text);
    });
    const number = numeral(coefficient.num, integral);
    if (factors.length === 0) return number;
    if (coefficient.num === 1n)
      return factors.length === 1 ? factors[0]! : `(* ${factors.join(" ")})`;
    return `(* ${number} ${factors.join(" ")})`;
  });
  if (parts.length === 0) return numeral(0n, integral);
  return parts.length === 1 ? parts[0]! : `(+ ${parts.join(" ")})`;
}

function numeral(n: bigint, integral: boolean): string {
  const digits = `${n < 0n ? -n : n}${integral ? "" : ".0"}`;
  return n < 0n ? `(- ${digits})` : digits;
}

function joined(connective: "and" | "or", parts: readonly string[]): string {
  if (parts.length === 0) return connective === "and" ? "true" : "false";
  return parts.length === 1 ? parts[0]! : `(${connective} ${parts.join(" ")})`;
}
