/**
 * Signs of eigenvalues that are sums over the degrees of a link.
 *
 * An eigenvalue sum_q F_q B_q with F_q >= 0 for every degree q, and F_q > 0 for one, is negative
 * where every B_q is, and positive where every B_q is. Neither is necessary, so what is
 * not shown here is left open: the degrees may pull in opposite directions.
 */
import type { Setting } from "../../model/claim.ts";
import { conditionsOf } from "../../model/conditions.ts";
import type { Domain } from "../../model/expression/expression.ts";
import { type ByDegree, byDegree, degreeName } from "../bounds/by-degree.ts";
import { conjuncts } from "../bounds/state-facts.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import type { EigenBlock } from "../prediction.ts";
import { proveForAll } from "../prove/for-all.ts";
import { comparison, type Formula, formatFormula } from "../prove/formula.ts";
import { indexRange } from "../term/atom.ts";
import type { Meaning } from "../term/interpret.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import * as T from "../term/term.ts";
import type { Ground } from "./decision.ts";
import { hypothesesOf, rationalFunctionOf } from "./hypotheses.ts";
import { positivity, signFormula, signFunction } from "./sign.ts";

/** Blocks whose signs can be read, with what the readings rest on. */
export interface SignedBlocks {
  readonly blocks: readonly EigenBlock[];
  readonly grounds: readonly Ground[];
}

/**
 * The blocks with 1 or -1 in the place of every eigenvalue whose sign follows degree by degree.
 *
 * @param terms k, the number of overlaps: sums over 1..k are none over degrees
 */
export async function signedByDegree(
  setting: Setting,
  meaning: Meaning,
  blocks: readonly EigenBlock[],
  terms: P.Polynomial,
): Promise<SignedBlocks> {
  const grounds: Ground[] = [];
  const signed: EigenBlock[] = [];
  for (const block of blocks) {
    const found = hasSign(block.eigenvalue)
      ? undefined
      : await signOf(setting, meaning, block.eigenvalue, terms);
    grounds.push(...(found?.grounds ?? []));
    signed.push(found === undefined ? block : { ...block, eigenvalue: found.sign });
  }
  const once = new Map(grounds.map((ground) => [ground.statement, ground]));
  return { blocks: signed, grounds: [...once.values()] };
}

function hasSign(term: T.Term): boolean {
  try {
    signFunction(term);
    return true;
  } catch (error) {
    if (error instanceof NotDerivable) return false;
    throw error;
  }
}

async function signOf(
  setting: Setting,
  meaning: Meaning,
  eigenvalue: T.Term,
  terms: P.Polynomial,
): Promise<{ readonly sign: T.Term; readonly grounds: readonly Ground[] } | undefined> {
  const degrees = byDegree(eigenvalue, indexRange(P.one, terms));
  if (degrees === undefined || !isPositiveFactor(degrees, setting, meaning)) return undefined;
  const { variables, formulas } = hypothesesOf(setting, meaning);
  const degree = R.variable(degreeName);
  const [from, to] = [R.ofPolynomial(degrees.range.from), R.ofPolynomial(degrees.range.to)];
  const inRange = [comparison(degree, ">=", from), comparison(degree, "<=", to)];
  const sign = signFunction(degrees.body);
  const groundsOf = async (
    conclusions: readonly Formula[],
    more: readonly Formula[],
  ): Promise<readonly Ground[] | undefined> => {
    const grounds: Ground[] = [];
    for (const conclusion of conclusions) {
      const proof = await proveForAll({
        variables: [...variables, { name: degreeName, sort: "int" }],
        hypotheses: [...formulas, ...more],
        conclusion,
      });
      if (proof.status !== "proved") return undefined;
      const statement = `${formatFormula(conclusion)} (for every degree of the link)`;
      grounds.push({ kind: "solver", statement, smtlib: proof.smtlib });
    }
    return grounds;
  };
  // A sum over no degrees is 0.
  const some = await groundsOf([comparison(from, "<=", to), ...positivity(sign.positive)], []);
  if (some === undefined) return undefined;
  for (const [relation, value] of [
    ["<", -1],
    [">", 1],
  ] as const) {
    const grounds = await groundsOf([signFormula(sign, relation)], inRange);
    if (grounds !== undefined) {
      return { sign: T.constant(value), grounds: [...some, ...grounds] };
    }
  }
  return undefined;
}

/**
 * Whether F_q >= 0 for every degree and F_q > 0 for one: a product of powers of coefficients, each
 * never negative, that are all positive everywhere, or by a condition at an end of the range.
 */
function isPositiveFactor(
  { factor, range }: ByDegree,
  setting: Setting,
  meaning: Meaning,
): boolean {
  const [only, ...others] = factor.monomials;
  if (only === undefined || others.length > 0 || !R.equal(only.coefficient, R.one)) return false;
  const families = only.factors.map(({ atom, exponent }) => {
    const name = atom.kind === "symbol" ? atom.name : "";
    const domain = setting.parameters.get(name)?.domain;
    return { name, exponent, least: domain && leastOf(domain, meaning) };
  });
  if (families.every(({ least }) => least === "positive")) return true;
  const isNeverNegative = families.every(
    ({ exponent, least }) => least !== undefined || isEven(exponent),
  );
  const isPositiveAt = (end: P.Polynomial): boolean =>
    families.every(({ name }) => isSaidNonZero(name, end, setting, meaning));
  return isNeverNegative && (isPositiveAt(range.from) || isPositiveAt(range.to));
}

/** Whether a domain holds positive numbers alone, or none that are negative. */
function leastOf(domain: Domain, meaning: Meaning): "positive" | "zero" | undefined {
  if (domain.kind !== "reals" || domain.lower === undefined) return undefined;
  const least = rationalFunctionOf(domain.lower.value, meaning);
  if (least === undefined || R.variables(least).length > 0) return undefined;
  const [above, below] = [P.constantTerm(least.numerator), P.constantTerm(least.denominator)];
  const sign = above.num * below.num;
  if (sign > 0n || (sign === 0n && domain.lower.open)) return "positive";
  return sign === 0n ? "zero" : undefined;
}

function isEven(exponent: P.Polynomial): boolean {
  const n = P.constantTerm(exponent);
  return P.isConstant(exponent) && n.den === 1n && n.num % 2n === 0n;
}

/** Whether a condition says `name[end] > 0` or `name[end] != 0`. */
const isSaidNonZero = (
  name: string,
  end: P.Polynomial,
  setting: Setting,
  meaning: Meaning,
): boolean =>
  conditionsOf(setting)
    .flatMap(conjuncts)
    .some((e) => {
      if (e.kind !== "comparison" || e.operators.length !== 1) return false;
      const [left, right] = e.operands;
      const [place] = left?.kind === "indexed" && left.name === name ? left.indices : [];
      const isStrict = e.operators[0] === ">" || e.operators[0] === "!=";
      if (place === undefined || !isStrict) return false;
      const at = rationalFunctionOf(place, meaning);
      const isZero = right?.kind === "number" && right.value.num === 0n;
      return isZero && at !== undefined && R.equal(at, R.ofPolynomial(end));
    });
