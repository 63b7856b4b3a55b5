/**
 * Signs of polynomials in the parameters of a setting, as far as their domains show them at once.
 *
 * Every letter is written as its lower end plus what is above it, or as its upper end minus what
 * is below, the letters that others bound first. If then no coefficient is negative, and one
 * monomial with a positive coefficient has no letter that may be 0, the polynomial is positive;
 * without such a monomial it is not negative.
 * Conditions and assumptions are not looked at: they can only shrink the domain.
 */
import { bindingOrder } from "../model/bind/bind-domain.ts";
import type { Setting } from "../model/claim.ts";
import type { Bound, Expression } from "../model/expression/expression.ts";
import { compare, sign } from "../model/rational.ts";
import type { Parameter } from "../model/spec.ts";
import { substitute } from "./exact/in-one-variable.ts";
import * as P from "./exact/polynomial.ts";
import { isIndex } from "./term/atom.ts";
import { exponentOf, type Meaning, termOf } from "./term/interpret.ts";
import { NotDerivable } from "./term/not-derivable.ts";
import { noFacts, type SignFacts } from "./term/sign-facts.ts";

/** An end of a domain, as a polynomial in the letters that bind it. */
interface End {
  readonly at: P.Polynomial;
  /** Whether the end itself belongs to the domain. */
  readonly isClosed: boolean;
  readonly side: 1 | -1;
}

/** Letters that are tried with either end: more than these are tried with the lower one alone. */
const mostSides = 6;

/** What the domains of a setting say. @param meaning of the parameters alone */
export function parameterFacts(setting: Setting, meaning: Meaning): SignFacts {
  const order = bindingOrder(setting.parameters)
    .map(({ name }) => name)
    .reverse();
  const endsOf = (name: string): readonly End[] => {
    const parameter = setting.parameters.get(name);
    return parameter === undefined ? [] : endsOfDomain(parameter, meaning);
  };
  return {
    isPositive: (polynomial) => {
      if (noFacts.isPositive(polynomial)) return true;
      return isPositiveBy(polynomial, order, endsOf, new Set(), mostSides);
    },
    isNonNegative: (polynomial) =>
      noFacts.isNonNegative(polynomial) ||
      isPositiveBy(polynomial, order, endsOf, undefined, mostSides),
    isWhole: (letter) =>
      isIndex(letter) || setting.parameters.get(letter)?.domain.kind === "integers",
  };
}

/** @param strict letters that cannot be 0; `undefined` where a polynomial that is 0 will do */
function isPositiveBy(
  polynomial: P.Polynomial,
  [name, ...others]: readonly string[],
  endsOf: (name: string) => readonly End[],
  strict: ReadonlySet<string> | undefined,
  sides: number,
): boolean {
  if (name === undefined) {
    const coefficients = polynomial.terms.map(({ coefficient }) => sign(coefficient));
    const isAbove = ({ monomial }: (typeof polynomial.terms)[number]): boolean =>
      P.variables({ terms: [{ coefficient: { num: 1n, den: 1n }, monomial }] }).every((letter) =>
        strict?.has(letter),
      );
    return (
      coefficients.every((c) => c > 0) && (strict === undefined || polynomial.terms.some(isAbove))
    );
  }
  if (!P.variables(polynomial).includes(name)) {
    return isPositiveBy(polynomial, others, endsOf, strict, sides);
  }
  const ends = endsOf(name);
  return ends.slice(0, sides > 0 ? 2 : 1).some(({ at, isClosed, side }) => {
    const away = side > 0 ? P.variable(name) : P.negate(P.variable(name));
    const moved = substitute(polynomial, name, P.add(at, away));
    const above = isClosed || strict === undefined ? strict : new Set(strict).add(name);
    return isPositiveBy(moved, others, endsOf, above, sides - (ends.length > 1 ? 1 : 0));
  });
}

function endsOfDomain({ index, domain }: Parameter, meaning: Meaning): readonly End[] {
  if (index.length > 0) return [];
  const closed = (value: Expression): Bound => ({ value, open: false });
  const ends: readonly (readonly [Bound | undefined, 1 | -1])[] =
    domain.kind === "integers"
      ? [
          [closed(domain.from), 1],
          [closed(domain.to), -1],
        ]
      : domain.kind === "reals"
        ? [
            [domain.lower, 1],
            [domain.upper, -1],
          ]
        : domain.kind === "values"
          ? extremes(domain.values)
          : [];
  return ends.flatMap(([bound, side]) => {
    const at = bound === undefined ? undefined : polynomialOf(bound.value, meaning);
    return at === undefined || bound === undefined ? [] : [{ at, isClosed: !bound.open, side }];
  });
}

/** The least and the greatest of listed numbers; nothing if one of them is none. */
function extremes(values: readonly Expression[]): readonly (readonly [Bound, 1 | -1])[] {
  const numbers = values.flatMap((e) => (e.kind === "number" ? [e] : []));
  if (numbers.length < values.length || numbers.length === 0) return [];
  const ordered = [...numbers].sort((a, b) => compare(a.value, b.value));
  return [
    [{ value: ordered[0]!, open: false }, 1],
    [{ value: ordered.at(-1)!, open: false }, -1],
  ];
}

function polynomialOf(e: Expression, meaning: Meaning): P.Polynomial | undefined {
  try {
    return exponentOf(termOf(e, meaning));
  } catch (error) {
    if (error instanceof NotDerivable) return undefined;
    throw error;
  }
}
