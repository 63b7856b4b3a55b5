/**
 * Closed forms as text of the spec language and as LaTeX.
 *
 * 1/(4 sqrt(3 pi)) is stored as sqrt(3)/12 pi^(-1/2); roots go below the line where they cancel
 * a factor of the denominator, as a reader would write it.
 */
import { integerGcd } from "../../model/whole-number.ts";
import type { Atom, ClosedForm, ClosedTerm } from "./closed-form.ts";
import type { Monomial, Scalar } from "./scalar.ts";

/** `1/(2*sqrt(pi))`: an expression of the spec language. @example "-1/(4*sqrt(3*pi))" */
export const formatForm = (a: ClosedForm): string => joined(a.map((t) => term(t, plain)));

/** The same for a reader of LaTeX. @example "-\\frac{1}{4\\sqrt{3\\pi}}" */
export const latexOfForm = (a: ClosedForm): string => joined(a.map((t) => term(t, latex)));

/** A factor beside a closed form: a text above or below the line. */
export interface Beside {
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** A closed form times a further factor, as text. @example formatProduct(1/4, u) // "u/4" */
export const formatProduct = (a: ClosedForm, beside: Beside): string => times(a, beside, plain);

/** The same as LaTeX. */
export const latexOfProduct = (a: ClosedForm, beside: Beside): string => times(a, beside, latex);

function times(a: ClosedForm, { above, below }: Beside, as: Notation): string {
  const [only] = a;
  if (a.length === 1 && only!.factor.length === 1) return term(only!, as, above, below);
  const whole = joined(a.map((t) => term(t, as)));
  if (above.length + below.length === 0) return whole;
  const top = [as.bracket(whole), ...above];
  return below.length > 0 ? as.fraction(top, below) : top.join(as.times);
}

/** A scalar as text of the spec language. */
export const formatScalar = (a: Scalar): string => joined(a.map((m) => product(m, [], plain)));

/** A scalar as LaTeX. */
export const latexOfScalar = (a: Scalar): string => joined(a.map((m) => product(m, [], latex)));

/** How the same parts are written in one notation or the other. */
interface Notation {
  readonly times: string;
  readonly root: (radicands: readonly string[]) => string;
  readonly rootOfRatio: (over: readonly string[], under: readonly string[]) => string;
  readonly pi: (power: number) => string;
  readonly exp: (exponent: Scalar) => string;
  readonly atom: (atom: Atom) => string;
  readonly bracket: (text: string) => string;
  readonly fraction: (top: readonly string[], bottom: readonly string[]) => string;
}

const plain: Notation = {
  times: "*",
  root: (radicands) => `sqrt(${radicands.join("*")})`,
  rootOfRatio: (over, under) => {
    const below = under.join("*");
    return `sqrt(${over.join("*")}/${under.length > 1 ? `(${below})` : below})`;
  },
  pi: (power) => (power === 1 ? "pi" : `pi^${power}`),
  exp: (exponent) => `exp(${formatScalar(exponent)})`,
  atom: ({ name, of }) => `${name}(${formatScalar(of)})`,
  bracket: (text) => `(${text})`,
  fraction: (top, bottom) => {
    const below = bottom.join("*");
    return `${top.join("*") || "1"}/${bottom.length > 1 ? `(${below})` : below}`;
  },
};

const latexNames: Record<Atom["name"], string> = {
  erf: "\\operatorname{erf}",
  cos: "\\cos",
  sin: "\\sin",
  log: "\\log",
  atan: "\\arctan",
  asin: "\\arcsin",
  tanh: "\\tanh",
};

const latex: Notation = {
  times: "\\,",
  root: (radicands) => `\\sqrt{${radicands.join("")}}`,
  rootOfRatio: (over, under) => `\\sqrt{\\frac{${over.join("")}}{${under.join("")}}}`,
  pi: (power) => (power === 1 ? "\\pi" : `\\pi^{${power}}`),
  exp: (exponent) => `e^{${latexOfScalar(exponent)}}`,
  atom: ({ name, of }) => `${latexNames[name]}\\left(${latexOfScalar(of)}\\right)`,
  bracket: (text) => `\\left(${text}\\right)`,
  fraction: (top, bottom) => `\\frac{${top.join("\\,") || "1"}}{${bottom.join("\\,")}}`,
};

function term(
  t: ClosedTerm,
  as: Notation,
  above: readonly string[] = [],
  below: readonly string[] = [],
): string {
  const rest = [
    ...(t.exponent.length > 0 ? [as.exp(t.exponent)] : []),
    ...t.atoms.map((atom) => as.atom(atom)),
    ...above,
  ];
  if (t.factor.length === 1) return product(t.factor[0]!, rest, as, below);
  const sum = joined(t.factor.map((m) => product(m, [], as)));
  return rest.length === 0 ? sum : [as.bracket(sum), ...rest].join(as.times);
}

/** One monomial times further factors, signed. */
function product(
  m: Monomial,
  rest: readonly string[],
  as: Notation,
  below: readonly string[] = [],
): string {
  const size = m.r.num < 0n ? -m.r.num : m.r.num;
  // num sqrt(n) / den = num sqrt(n/g) / ((den/g) sqrt(g)) with g = integerGcd(n, den).
  const g = integerGcd(m.n, m.r.den);
  const odd = m.m % 2 !== 0;
  const whole = Math.floor(Math.abs(m.m) / 2);
  const radicands = (n: bigint, withPi: boolean): readonly string[] => [
    ...(n > 1n ? [`${n}`] : []),
    ...(withPi ? [as.pi(1)] : []),
  ];
  const [over, under] = [radicands(m.n / g, odd && m.m > 0), radicands(g, odd && m.m < 0)];
  // sqrt(2)/sqrt(pi) reads better as sqrt(2/pi).
  const joint = over.length > 0 && under.length > 0 ? [as.rootOfRatio(over, under)] : [];
  const side = (n: bigint, root: readonly string[], above: boolean): readonly string[] => [
    ...(n > 1n ? [`${n}`] : []),
    ...(root.length > 0 && joint.length === 0 ? [as.root(root)] : []),
    ...(whole > 0 && m.m > 0 === above ? [as.pi(whole)] : []),
  ];
  const top = [...side(size, over, true), ...joint, ...rest];
  const bottom = [...side(m.r.den / g, under, false), ...below];
  const body = bottom.length > 0 ? as.fraction(top, bottom) : top.join(as.times) || "1";
  return m.r.num < 0n ? `-${body}` : body;
}

function joined(terms: readonly string[]): string {
  if (terms.length === 0) return "0";
  return terms.reduce((sum, t) => (t.startsWith("-") ? `${sum} - ${t.slice(1)}` : `${sum} + ${t}`));
}
