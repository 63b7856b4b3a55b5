/**
 * Expressions of the spec language as terms.
 *
 * What a name means is the model's business and comes in as a {@link Meaning}; this file knows
 * arithmetic, sums and powers alone.
 */
import { match, P as Pattern } from "ts-pattern";
import type { Domain, Expression } from "../../model/expression/expression.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { type IndexRange, indexRange, isIndex, symbol } from "./atom.ts";
import { NotDerivable } from "./not-derivable.ts";
import { powerOf, squareRoot } from "./power.ts";
import { noFacts, type SignFacts } from "./sign-facts.ts";
import { sumOver } from "./sum.ts";
import * as T from "./term.ts";

/** What the names of a model mean, as terms. */
export interface Meaning {
  /** A name without index, time or arguments; `undefined` if it has no meaning here. */
  readonly name: (name: string) => T.Term | undefined;
  /** `u[j]`: places are index letters (`#j`), integers or parameters. */
  readonly indexed: (name: string, places: readonly string[]) => T.Term | undefined;
  /** A function of the model, such as `norm(u)`, under the letters bound so far. */
  readonly call: (
    name: string,
    args: readonly Expression[],
    letters: Letters,
  ) => T.Term | undefined;
  /** Asked first about every expression whose parts mean nothing by themselves: of matrices. */
  readonly whole?: (expression: Expression, letters: Letters) => T.Term | undefined;
  /** What is known of the parameters; nothing if absent. */
  readonly facts?: SignFacts;
  /** How a sum over a letter is formed, where the model knows more than that it is one. */
  readonly over?: (letter: string, range: IndexRange, body: T.Term) => T.Term;
  /** The plain sum over a letter, where places of the model do not run through every range. */
  readonly summed?: (letter: string, range: IndexRange, body: T.Term) => T.Term;
}

/** Bound letters of an expression and the index letters they stand for. */
export type Letters = ReadonlyMap<string, string>;

/**
 * The term that an expression stands for.
 *
 * @param letters bound letters of the expression and the index letters they stand for
 * @throws NotDerivable naming the part that has no exact meaning here.
 */
export function termOf(
  expression: Expression,
  meaning: Meaning,
  letters: Letters = new Map(),
): T.Term {
  const whole = meaning.whole?.(expression, letters);
  if (whole !== undefined) return whole;
  const inner = (e: Expression): T.Term => termOf(e, meaning, letters);
  const facts = meaning.facts ?? noFacts;
  return match(expression)
    .with({ kind: "number" }, ({ value }) => T.constant(value))
    .with({ kind: "name" }, ({ name }) => {
      const letter = letters.get(name);
      if (letter !== undefined) return T.ofAtom(symbol(letter));
      return meaning.name(name) ?? fail(`the name ${name}`);
    })
    .with({ kind: "indexed" }, ({ name, indices }) => {
      const places = indices.map((index) => placeOfTerm(inner(index)));
      return meaning.indexed(name, places) ?? fail(`${name}[${places.join(", ")}]`);
    })
    .with({ kind: "unary", operator: "-" }, ({ operand }) => T.negate(inner(operand)))
    .with({ kind: "binary", operator: "+" }, ({ left, right }) => T.add(inner(left), inner(right)))
    .with({ kind: "binary", operator: "-" }, ({ left, right }) =>
      T.subtract(inner(left), inner(right)),
    )
    .with({ kind: "binary", operator: "*" }, ({ left, right }) =>
      T.multiply(inner(left), inner(right)),
    )
    .with({ kind: "binary", operator: "/" }, ({ left, right }) =>
      T.multiply(inner(left), powerOf(inner(right), P.constant(-1))),
    )
    .with({ kind: "binary", operator: "^" }, ({ left, right }) =>
      powerOf(inner(left), exponentOf(inner(right)), facts),
    )
    .with({ kind: "call", name: "sqrt", args: [Pattern.select()] }, (e) =>
      squareRoot(inner(e as Expression), facts),
    )
    .with(
      { kind: "call" },
      ({ name, args }) => meaning.call(name, args, letters) ?? fail(`${name}(...)`),
    )
    .with({ kind: "over", operator: "sum" }, ({ variable, domain, body }) => {
      const { letter, within } = bound(variable, letters);
      const range = rangeOf(domain, inner);
      requireLength(range, meaning.facts);
      const formed = meaning.over ?? meaning.summed ?? sumOver;
      return formed(letter, range, termOf(body, meaning, within));
    })
    .otherwise((e) => fail(`an expression of the form ${e.kind}`));
}

/** One more bound letter, and the index letter that it becomes. */
export function bound(
  variable: string,
  letters: Letters,
): { readonly letter: string; readonly within: Letters } {
  const letter = `#${variable}${letters.size}`;
  return { letter, within: new Map(letters).set(variable, letter) };
}

/** A term that is a polynomial in parameters and index letters, as needed in an exponent. */
export function exponentOf(term: T.Term): P.Polynomial {
  return P.sum(
    term.monomials.map(({ coefficient, factors }) => {
      if (!R.isPolynomial(coefficient)) throw new NotDerivable("an exponent with a denominator");
      const powers = factors.map(({ atom, exponent }) => {
        const isLetter = atom.kind === "symbol" && isIndex(atom.name);
        if (!isLetter || !P.isConstant(exponent)) {
          throw new NotDerivable("an exponent that depends on the state");
        }
        return P.power(P.variable(atom.name), Number(P.constantTerm(exponent).num));
      });
      const denominator = P.constantTerm(coefficient.denominator);
      const scaled = P.scale(coefficient.numerator, { num: denominator.den, den: denominator.num });
      return P.product([scaled, ...powers]);
    }),
  );
}

/** An index place: a letter, an integer or a parameter. */
export function placeOfTerm(term: T.Term): string {
  const polynomial = exponentOf(term);
  const names = P.variables(polynomial);
  if (names.length === 0 && P.constantTerm(polynomial).den === 1n) {
    return `${P.constantTerm(polynomial).num}`;
  }
  const [only] = names;
  if (only !== undefined && P.equal(polynomial, P.variable(only))) return only;
  throw new NotDerivable("an index that is no letter");
}

/** The index range of a domain of integers, the same for all values of the letters around it. */
export function rangeOf(domain: Domain, inner: (e: Expression) => T.Term): IndexRange {
  if (domain.kind !== "integers") throw new NotDerivable("a sum over a set that is no range");
  const [from, to] = [domain.from, domain.to].map((end) => exponentOf(inner(end)));
  if ([from!, to!].flatMap(P.variables).some(isIndex)) {
    throw new NotDerivable("a sum whose range depends on the letter of another");
  }
  return indexRange(from!, to!);
}

/**
 * That from..to has to - from + 1 values: not where that is negative, and the sum over it is 0.
 *
 * @param facts of the parameters; nothing is asked where nobody knows their domains
 * @throws NotDerivable where the domains of the parameters do not show it
 */
export function requireLength(
  { from, to }: Pick<IndexRange, "from" | "to">,
  facts: SignFacts | undefined,
): void {
  if (facts?.isNonNegative(P.add(P.subtract(to, from), P.one)) !== false) return;
  throw new NotDerivable("a sum whose range may end before it begins");
}

function fail(what: string): never {
  throw new NotDerivable(`no exact meaning for ${what}`);
}
