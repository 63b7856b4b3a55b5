/**
 * A subspace and a polynomial link of a known number of variables: loss and flow entry by entry.
 *
 *   optimal link   L = c (|f|^2 - l(G)),  l = <f_s, A_G f>, f_s the shares s_j of a penalty on f
 *                  G' = 2 c ((1 - G) S G + G S (1 - G)),  dl = <S, dG>
 *   given link     L = c (|f|^2 + |phi|^2 - 2 l(M)) or - c l(M),  l = <A_(M^T) f, phi>
 *                  M' = -(N - M sym(M^T N)) on Stiefel, -(N - M M^T N) on Grassmann, N = dL/dM
 *
 * l is a polynomial in the entries of G or M (`open-link.ts`), so an identity is one of
 * polynomials. With the penalty (lambda/2) sum a_beta^2/c_|beta| the least loss has s_j = 2 c
 * c_j/(2 c c_j + lambda): the derivative in a_beta is 0 at a_beta = s alpha_beta. [bietti2023, Eq.
 * 31, Eq. 39, §4]
 */
import { evaluateExact, evaluateInteger } from "../../../model/bind/evaluate.ts";
import type { Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { substitute } from "../../../model/expression/substitute.ts";
import { mapChildren } from "../../../model/expression/traverse.ts";
import { integer, rational } from "../../../model/rational.ts";
import * as P from "../../exact/polynomial.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import { symbol } from "../../term/atom.ts";
import { type Meaning, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerOf } from "../../term/power.ts";
import * as T from "../../term/term.ts";
import { innerOf, type OpenPolynomial, sharedBy, smoothedBy, transformOf } from "./open-link.ts";
import * as X from "./term-matrix.ts";

/** Entry by entry, more rows have too many terms. */
const mostRows = 4n;

export interface Explicit {
  /** `G` for the optimal link, `M` for a given one: the entries that all is a polynomial in. */
  readonly name: "G" | "M";
  readonly state: X.TermMatrix;
  readonly loss: T.Term;
  /** The time derivative of the state. */
  readonly rate: X.TermMatrix;
  readonly f: OpenPolynomial;
  readonly phi?: OpenPolynomial;
  readonly q: number;
}

/**
 * l(G) = <A_G f, f> for a polynomial link, in the letters G[i,j], i <= j.
 *
 * @throws NotDerivable naming the part of the link that is no polynomial
 */
export function explainedVariance(link: Expression, q: number, parameters: Meaning): T.Term {
  const f = transformOf(link, q, (e) => termOf(e, parameters));
  return innerOf(smoothedBy(f, symmetricState(q)), f);
}

const symmetricState = (q: number): X.TermMatrix =>
  X.matrixOf(q, q, (i, j) => entryOf("G", Math.min(i, j), Math.max(i, j)));

export function explicitModel(setting: Setting): Explicit {
  const { model } = setting;
  const { teacher, student } = model;
  if (teacher.kind !== "projections" || teacher.link.kind !== "expression") {
    throw new NotDerivable("a link that is any");
  }
  if (student.shape.kind !== "subspace") throw new NotDerivable("a student without a subspace");
  requirePlain(setting);
  const parameters = parameterMeaning(setting);
  const scalarOf = (e: Expression): T.Term => termOf(e, parameters);
  const q = size(teacher.count, setting);
  const c = scalarOf(model.loss.factor);
  const noise = scalarOf(teacher.noise);
  const f = transformOf(teacher.link.expression, q, scalarOf);
  const isSquared = model.loss.kind.kind === "word" && model.loss.kind.word === "squared";
  const isCorrelation = model.loss.kind.kind === "word" && model.loss.kind.word === "correlation";
  if (!isSquared && !isCorrelation) throw new NotDerivable("a loss that is open");
  const total = T.add(innerOf(f, f), T.multiply(noise, noise));
  const { link } = student;
  if (link.kind === "optimal") {
    if (!isSquared) throw new NotDerivable("an optimal link for another loss than the squared");
    const state = symmetricState(q);
    const ridge = link.ridge === undefined ? T.zero : scalarOf(link.ridge);
    const share = (degree: number): T.Term => shareOf(link.weights, degree, ridge, c, scalarOf);
    const plain = link.weights === undefined && T.isZero(ridge);
    const l = innerOf(smoothedBy(f, state), plain ? f : sharedBy(f, share));
    const S = slopesIn(l, state);
    const rest = X.sumOfMatrices(X.identityMatrix(q), X.scaledMatrix(state, T.constant(-1)));
    const half = X.productOfMatrices(X.productOfMatrices(rest, S), state);
    const both = X.sumOfMatrices(half, X.transposed(half));
    const rate = X.scaledMatrix(both, T.multiply(T.constant(2), c));
    return { name: "G", state, loss: T.multiply(c, T.subtract(total, l)), rate, f, q };
  }
  if (link.kind === "learned") throw new NotDerivable("a link that is learned at a finite pace");
  const r = size(student.shape.rank, setting);
  const phi = link.kind === "same" ? f : transformOf(link.expression, r, scalarOf);
  if (phi.variables !== r) throw new NotDerivable("a link of another number of variables");
  const state = X.matrixOf(q, r, (i, j) => entryOf("M", i, j));
  const l = innerOf(smoothedBy(f, X.transposed(state)), phi);
  const loss = isSquared
    ? T.multiply(c, T.sum([total, innerOf(phi, phi), T.multiply(T.constant(-2), l)]))
    : T.negate(T.multiply(c, l));
  const N = state.map((row) => row.map((entry) => slopeIn(loss, entry)));
  const inner = X.productOfMatrices(X.transposed(state), N);
  if (student.on.kind !== "word") throw new NotDerivable("a constraint that is open");
  const kept =
    student.on.word === "stiefel"
      ? X.scaledMatrix(X.sumOfMatrices(inner, X.transposed(inner)), T.constant(rational(1n, 2n)))
      : inner;
  const back = X.productOfMatrices(state, kept);
  const rate = X.sumOfMatrices(back, X.scaledMatrix(N, T.constant(-1)));
  return { name: "M", state, loss, rate, f, phi, q };
}

/** @throws NotDerivable on another input or motion than the header's. */
function requirePlain({ model: { input, dynamics } }: Setting): void {
  if (input.law !== "gaussian" || input.covariance.kind !== "isotropic") {
    throw new NotDerivable("an input that is not isotropic Gaussian");
  }
  for (const [word, wanted] of [
    [dynamics.metric, "round"],
    [dynamics.kind, "gradient-flow"],
  ] as const) {
    if (word.kind !== "word" || word.word !== wanted) {
      throw new NotDerivable(`a model not ${wanted}`);
    }
  }
  if (dynamics.samples !== undefined) throw new NotDerivable("a flow on samples");
}

/** A number of rows, where it is one number. */
export function size(e: Expression, { parameters }: Setting): number {
  const values = new Map<string, Expression>();
  for (const [name, { domain, index }] of parameters) {
    if (index.length > 0) continue;
    if (domain.kind === "tied") values.set(name, domain.value);
    if (domain.kind === "values" && domain.values.length === 1) values.set(name, domain.values[0]!);
  }
  const n = evaluateInteger(substitute(e, values));
  if (n === undefined || n < 1n || n > mostRows) throw new NotDerivable("a size that is open");
  return Number(n);
}

function shareOf(
  weights: Expression | undefined,
  degree: number,
  ridge: T.Term,
  c: T.Term,
  scalarOf: (e: Expression) => T.Term,
): T.Term {
  const j: Expression = { kind: "number", value: integer(degree) };
  const weight =
    weights === undefined ? T.one : scalarOf(chosen(substitute(weights, new Map([["j", j]]))));
  if (T.isZero(weight)) return T.zero;
  const fit = T.product([T.constant(2), c, weight]);
  return T.multiply(fit, powerOf(T.add(fit, ridge), P.constant(-1)));
}

/** The expression with every `if` whose condition is known replaced by what it chooses. */
export function chosen(e: Expression): Expression {
  if (e.kind !== "call" || e.name !== "if") return mapChildren(e, chosen);
  const truth = evaluateExact(e.args[0]!);
  return typeof truth === "boolean" ? chosen(e.args[truth ? 1 : 2]!) : mapChildren(e, chosen);
}

export const entryOf = (name: string, i: number, j: number): T.Term =>
  T.ofAtom(symbol(name, [`${i + 1}`, `${j + 1}`]));

/** The derivative by one letter. */
export function slopeIn(a: T.Term, letter: T.Term): T.Term {
  const key = keyOf(letter);
  return T.sum(
    a.monomials.flatMap(({ coefficient, factors }) => {
      const at = factors.findIndex(({ atom }) => atom.key === key);
      const factor = factors[at];
      if (factor === undefined) return [];
      const others = factors.filter((_, i) => i !== at);
      const lowered = T.ofAtom(factor.atom, P.subtract(factor.exponent, P.one));
      const rest = T.collect([{ coefficient, factors: others }]);
      return [T.product([T.ofPolynomial(factor.exponent), lowered, rest])];
    }),
  );
}

export const keyOf = (letter: T.Term): string => letter.monomials[0]!.factors[0]!.atom.key;

/** S with dl = <S, dG> for a symmetric G: off the diagonal half the slope each. */
export const slopesIn = (l: T.Term, G: X.TermMatrix): X.TermMatrix =>
  G.map((row, i) =>
    row.map((entry, j) =>
      T.multiply(slopeIn(l, entry), T.constant(i === j ? rational(1n) : rational(1n, 2n))),
    ),
  );

/** G and its rate, also where the state is M. */
export function gramOf({ name, state }: Explicit): X.TermMatrix {
  return name === "G" ? state : X.productOfMatrices(state, X.transposed(state));
}

export function rateOfName(model: Explicit, name: string): X.TermMatrix | undefined {
  if (name === model.name) return model.rate;
  if (name !== "G") return undefined;
  const half = X.productOfMatrices(model.rate, X.transposed(model.state));
  return X.sumOfMatrices(half, X.transposed(half));
}

/** Chain rule: the slopes by the letters of the state, each times its rate. */
export function rateOf({ name, state, rate }: Explicit, value: T.Term): T.Term {
  return T.sum(
    state.flatMap((row, i) =>
      row.flatMap((entry, j) =>
        name === "G" && j < i ? [] : [T.multiply(slopeIn(value, entry), rate[i]![j]!)],
      ),
    ),
  );
}
