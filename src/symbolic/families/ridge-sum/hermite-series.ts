/**
 * Links as finite series of orthonormal Hermite polynomials, sum of coefficient * h_degree(z),
 * with symbolic degrees and coefficients.
 *
 * A link is read linearly: h(p, z), He(p, z), h(p, -z) = (-1)^p h(p, z), numbers, parameters, sums
 * over a range of degrees.
 * Polynomials in z are expanded exactly: z^n = sum over j of n!/(2^j j! (n-2j)!) He_{n-2j}(z)
 * [DLMF, Eq. 18.18.20], and He_n = sqrt(n!) h_n.
 */
import type { Expression } from "../../../model/expression/expression.ts";
import * as P from "../../exact/polynomial.ts";
import * as R from "../../exact/rational-function.ts";
import { type IndexRange, indexRange } from "../../term/atom.ts";
import { exponentOf, type Meaning, requireLength, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { squareRoot } from "../../term/power.ts";
import * as T from "../../term/term.ts";
import type { Parity } from "./degree-parity.ts";

/** coefficient * h_degree(z), summed over a letter where `over` is given. */
export interface SeriesTerm {
  readonly degree: P.Polynomial;
  readonly coefficient: T.Term;
  readonly over?: { readonly letter: string; readonly range: IndexRange };
}

export type HermiteSeries = readonly SeriesTerm[];

/**
 * The Hermite series of a link.
 *
 * @param link an expression in `z`
 * @param meaning of parameters and families
 * @param parityOf whether a symbolic degree is odd or even, where that is known
 * @throws NotDerivable if the link is no finite combination of Hermite polynomials.
 */
export function hermiteSeries(
  link: Expression,
  meaning: Meaning,
  parityOf: ParityOf = () => undefined,
): HermiteSeries {
  return collectDegrees(read(link, { meaning, parityOf }, new Map()));
}

type ParityOf = (degree: P.Polynomial) => Parity | undefined;

/** What the names and the degrees of a link are known by. */
interface Known {
  readonly meaning: Meaning;
  readonly parityOf: ParityOf;
}

function read(link: Expression, known: Known, letters: ReadonlyMap<string, string>): HermiteSeries {
  const { meaning } = known;
  const power = powerOfVariable(link);
  if (power !== undefined) return monomialSeries(power);
  switch (link.kind) {
    case "call":
      if ((link.name === "h" || link.name === "He") && link.args.length === 2) {
        return hermiteCall(link.name, link.args, known, letters);
      }
      break;
    case "unary":
      if (link.operator === "-") return scaled(read(link.operand, known, letters), T.constant(-1));
      break;
    case "binary":
      switch (link.operator) {
        case "+":
          return [...read(link.left, known, letters), ...read(link.right, known, letters)];
        case "-":
          return [
            ...read(link.left, known, letters),
            ...scaled(read(link.right, known, letters), T.constant(-1)),
          ];
        case "*":
          if (!mentionsVariable(link.left)) {
            return scaled(read(link.right, known, letters), termOf(link.left, meaning, letters));
          }
          if (!mentionsVariable(link.right)) {
            return scaled(read(link.left, known, letters), termOf(link.right, meaning, letters));
          }
          break;
        case "/":
          if (!mentionsVariable(link.right)) {
            const inverse = termOf(
              { ...link, left: { kind: "number", value: { num: 1n, den: 1n } } },
              meaning,
              letters,
            );
            return scaled(read(link.left, known, letters), inverse);
          }
          break;
      }
      break;
    case "over":
      if (link.operator === "sum" && link.domain.kind === "integers" && letters.size === 0) {
        return overRange(link.variable, link.domain, link.body, known);
      }
      break;
  }
  if (!mentionsVariable(link)) {
    return [{ degree: P.zero, coefficient: termOf(link, meaning, letters) }];
  }
  throw new NotDerivable("a link that is no finite combination of Hermite polynomials");
}

function hermiteCall(
  name: "h" | "He",
  args: readonly Expression[],
  { meaning, parityOf }: Known,
  letters: ReadonlyMap<string, string>,
): HermiteSeries {
  const [order, argument] = args;
  const isOpposite = argument?.kind === "unary" && argument.operator === "-";
  const variable = isOpposite ? argument.operand : argument;
  if (order === undefined || variable?.kind !== "name" || variable.name !== "z") {
    throw new NotDerivable("a Hermite polynomial of something other than z or -z");
  }
  const degree = exponentOf(termOf(order, meaning, letters));
  const parity = isOpposite ? parityOf(degree) : "even";
  if (parity === undefined) throw new NotDerivable("h(p, -z) where the parity of p is not known");
  const sign = T.constant(parity === "odd" ? -1 : 1);
  if (name === "h") return [{ degree, coefficient: sign }];
  if (!P.isConstant(degree)) throw new NotDerivable("He(p, z) of a symbolic degree");
  const size = rootOfFactorial(Number(P.constantTerm(degree).num));
  return [{ degree, coefficient: T.multiply(sign, size) }];
}

/** The degree that a sum runs over, the same for all links and apart from every other letter. */
const degreeOfLink = "#hermite";

function overRange(
  variable: string,
  domain: { readonly from: Expression; readonly to: Expression },
  body: Expression,
  known: Known,
): HermiteSeries {
  const { meaning } = known;
  const letter = degreeOfLink;
  const inner = read(body, known, new Map([[variable, letter]]));
  const from = exponentOf(termOf(domain.from, meaning));
  const to = exponentOf(termOf(domain.to, meaning));
  requireLength({ from, to }, meaning.facts);
  return inner.map((term) => {
    if (!P.equal(term.degree, P.variable(letter))) {
      throw new NotDerivable("a sum of Hermite polynomials whose degree is not the letter summed");
    }
    return { ...term, over: { letter, range: indexRange(from, to) } };
  });
}

/** n if the expression is z^n with a numeric n. */
function powerOfVariable(link: Expression): number | undefined {
  if (link.kind === "name" && link.name === "z") return 1;
  if (link.kind !== "binary" || link.operator !== "^") return undefined;
  if (link.left.kind !== "name" || link.left.name !== "z" || link.right.kind !== "number") {
    return undefined;
  }
  const { num, den } = link.right.value;
  return den === 1n && num >= 0n && num <= 200n ? Number(num) : undefined;
}

function monomialSeries(n: number): HermiteSeries {
  const terms: SeriesTerm[] = [];
  let count = 1n;
  for (let j = 0; 2 * j <= n; j++) {
    const degree = n - 2 * j;
    const coefficient = T.scale(rootOfFactorial(degree), R.constant(count));
    terms.push({ degree: P.constant(degree), coefficient });
    // n!/(2^j j! (n-2j)!): from j to j + 1.
    count = (count * BigInt(degree) * BigInt(degree - 1)) / BigInt(2 * (j + 1));
  }
  return terms;
}

/** sqrt(n!). */
function rootOfFactorial(n: number): T.Term {
  let factorial = 1n;
  for (let i = 2; i <= n; i++) factorial *= BigInt(i);
  return squareRoot(T.constant(factorial));
}

const scaled = (series: HermiteSeries, by: T.Term): HermiteSeries =>
  series.map((term) => ({ ...term, coefficient: T.multiply(term.coefficient, by) }));

/** Terms of one degree added up; those that vanish dropped. */
function collectDegrees(series: HermiteSeries): HermiteSeries {
  const found: SeriesTerm[] = [];
  for (const term of series) {
    const same = found.findIndex(
      (other) =>
        P.equal(other.degree, term.degree) && other.over?.range.key === term.over?.range.key,
    );
    const known = found[same];
    if (known === undefined) found.push(term);
    else found[same] = { ...known, coefficient: T.add(known.coefficient, term.coefficient) };
  }
  return found.filter(({ coefficient }) => !T.isZero(coefficient));
}

function mentionsVariable(expression: Expression): boolean {
  switch (expression.kind) {
    case "name":
      return expression.name === "z";
    case "number":
      return false;
    case "indexed":
      return expression.indices.some(mentionsVariable);
    case "call":
      return expression.args.some(mentionsVariable);
    case "unary":
      return mentionsVariable(expression.operand);
    case "binary":
      return mentionsVariable(expression.left) || mentionsVariable(expression.right);
    case "over":
      return mentionsVariable(expression.body);
    case "comparison":
      return expression.operands.some(mentionsVariable);
    case "range":
    case "at-time":
    case "over-states":
      return false;
  }
}
