/**
 * Sets of states that the gradient flow does not leave.
 *
 * **Cones.** Let S be the states with h_i >= 0 for finitely many functions h_i that are linear in
 * the overlaps, h_i(w) = <w, n_i>. The velocity is a smooth field on the sphere, and S is the
 * intersection of the sphere with a polyhedral cone: the tangent cone of S at w consists of the
 * tangent vectors xi with <xi, n_i> >= 0 for all i with h_i(w) = 0. By Nagumo's theorem S is
 * invariant iff the velocity lies in it, h_i' >= 0 where h_i = 0 in S [Blanchini1999, Th. 3.1].
 * A flow maps open sets to open sets, so the interior, all h_i > 0, is invariant too.
 *
 * **Monotone functions.** If h' >= 0 at every state, h >= c is invariant for any smooth h.
 */
import type { Setting } from "../../model/claim.ts";
import type { Domain, Expression } from "../../model/expression/expression.ts";
import { mentionsState } from "../../model/expression/mentions.ts";
import { integer } from "../../model/rational.ts";
import type { Parameter } from "../../model/spec.ts";
import type { Decision, Ground } from "../decide/decision.ts";
import { lettersOf, positiveTexts } from "../equation.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import type { Derived, DerivedPrediction } from "../prediction.ts";
import { replaceAtoms } from "../term/calculus.ts";
import { formatTerm } from "../term/format.ts";
import { type Meaning, termOf } from "../term/interpret.ts";
import { powerOf } from "../term/power.ts";
import * as T from "../term/term.ts";
import { open, timelessConditions } from "./by-solver.ts";
import { contextOf, decideBound, decideRelation } from "./decide-bound.ts";
import { compared, type Face, facesOf } from "./faces.ts";

type InvariantDerived = Extract<Derived, { readonly kind: "invariant" }>;
type Parts = Pick<DerivedPrediction, "positive" | "places">;

/** Whether the flow stays where the predicate holds. */
export async function decideInvariant(
  setting: Setting,
  prediction: Parts,
  derived: InvariantDerived,
  holds: Expression,
): Promise<Decision> {
  const all = wholeRange(setting);
  const names = new Set(setting.parameters.keys());
  const fresh = (wanted: string): string => {
    let name = wanted;
    for (let i = 1; names.has(name); i++) name = `${wanted}${i}`;
    names.add(name);
    return name;
  };
  const faces = all === undefined ? undefined : facesOf(holds, all, fresh);
  if (faces === undefined || faces.length === 0) {
    return open("a set that is no intersection of half-spaces");
  }
  const under = withLetters(setting, faces);
  const meaning = derived.meaningOf(under);
  const isCone = faces.every(({ h }) => isLinear(termOf(h, meaning)));
  const isOneKind = new Set(faces.map(({ isStrict }) => isStrict)).size === 1;
  if (!isCone) return ofMonotone(under, faces, { ...prediction, meaning }, derived);
  if (!isOneKind) return open("a cone some of whose faces belong to it");
  const grounds: Ground[] = [];
  for (const face of faces) {
    const decision = await ofFace(face, faces, under, { ...prediction, meaning }, derived);
    if (decision.status !== "proved") {
      return decision.status === "refuted" ? open(decision.reason) : decision;
    }
    grounds.push(...decision.grounds);
  }
  return { status: "proved", grounds };
}

/** h' >= 0 where h = 0 in the set. */
async function ofFace(
  { h }: Face,
  faces: readonly Face[],
  setting: Setting,
  prediction: Parts & { readonly meaning: Meaning },
  derived: InvariantDerived,
): Promise<Decision> {
  const { meaning, positive, places } = prediction;
  const speed = termOf(rateOf(h), meaning);
  const swap = equalOverlaps(termOf(h, meaning));
  if (swap !== undefined) {
    const there = replaceAtoms(
      speed,
      (atom) => (atom.key === `u[${swap.from}]` ? overlapAt(swap.to) : undefined),
      powerOf,
    );
    if (T.isZero(there)) {
      const statement = `the rate of u[${swap.from}] - u[${swap.to}] is 0 where they are equal`;
      const left = formatTerm(speed).replaceAll(`u[${swap.from}]`, `u[${swap.to}]`);
      const letters = lettersOf(setting, places);
      const equation = { left, right: "0", letters, positive: positiveTexts(positive) };
      return { status: "proved", grounds: [{ kind: "canonical-form", statement, equation }] };
    }
  }
  const assumptions = new Map<string, Expression>([
    ...timelessConditions(setting)
      .filter((condition) => !mentionsState(condition))
      .map((condition, i) => [`condition ${i}`, condition] as const),
    ...faces.map((face, i) => [`face ${i}`, quantified(face)] as const),
    ["here", compared(h, "=")],
  ]);
  const { when: _, ...rest } = setting;
  const context = contextOf({ ...rest, assumptions }, prediction, derived.bound);
  // The faces say more of the state than the solver is told.
  const hypotheses = { ...context.hypotheses, isWhole: false };
  return decideRelation(speed, ">=", { ...context, hypotheses });
}

/** h' >= 0 at every state, for each function of the set. */
async function ofMonotone(
  setting: Setting,
  faces: readonly Face[],
  prediction: Parts & { readonly meaning: Meaning },
  derived: InvariantDerived,
): Promise<Decision> {
  const grounds: Ground[] = [];
  const stateless = timelessConditions(setting).filter((condition) => !mentionsState(condition));
  const assumptions = new Map(stateless.map((condition, i) => [`condition ${i}`, condition]));
  const { when: _, ...rest } = setting;
  for (const { h } of faces) {
    const rises = compared(rateOf(h), ">=");
    const decision = await decideBound({ ...rest, assumptions }, prediction, derived.bound, rises);
    if (decision.status !== "proved") {
      return open("neither a cone nor a set of values of functions that never fall");
    }
    grounds.push(...decision.grounds);
  }
  return { status: "proved", grounds };
}

const rateOf = (h: Expression): Expression => ({ kind: "call", name: "rate", args: [h] });

/** The face as a condition, for all values of its letter. */
const quantified = ({ h, letter }: Face): Expression =>
  letter === undefined
    ? compared(h, ">=")
    : {
        kind: "over",
        operator: "all",
        variable: letter.name,
        domain: letter.domain,
        body: plain(h),
      };

/** h >= 0 for h = a - b, as a >= b, the form that conditions are read in. */
const plain = (h: Expression): Expression =>
  h.kind === "binary" && h.operator === "-"
    ? { kind: "comparison", operators: [">="], operands: [h.left, h.right] }
    : compared(h, ">=");

/** Whether a term is a combination of overlaps with coefficients free of the state. */
const isLinear = (h: T.Term): boolean =>
  h.monomials.every(({ factors }) => {
    const overlaps = factors.filter(({ atom }) => atom.kind !== "base");
    const [only, ...others] = overlaps;
    return (
      only?.atom.kind === "symbol" &&
      only.atom.name === "u" &&
      others.length === 0 &&
      P.equal(only.exponent, P.one)
    );
  });

/** The two overlaps of c (u[from] - u[to]). */
function equalOverlaps(h: T.Term): { readonly from: string; readonly to: string } | undefined {
  const [first, second, ...others] = h.monomials;
  if (first === undefined || second === undefined || others.length > 0) return undefined;
  if (!R.isZero(R.add(first.coefficient, second.coefficient))) return undefined;
  const [a, b] = [first, second].map(({ factors: [only, ...more] }) =>
    more.length === 0 && only?.atom.kind === "symbol" ? only.atom.indices[0] : undefined,
  );
  return a === undefined || b === undefined ? undefined : { from: a, to: b };
}

const overlapAt = (place: string): T.Term =>
  T.ofAtom({ kind: "symbol", name: "u", indices: [place], key: `u[${place}]` });

/** 1..k. */
function wholeRange({ model: { teacher } }: Setting): Domain | undefined {
  if (teacher.kind !== "sum") return undefined;
  const from: Expression = { kind: "number", value: integer(1n) };
  return { kind: "integers", from, to: teacher.terms };
}

/** The setting with the letters of the faces as parameters. */
function withLetters(setting: Setting, faces: readonly Face[]): Setting {
  const letters = faces.flatMap(({ letter }): readonly (readonly [string, Parameter])[] =>
    letter === undefined
      ? []
      : [[letter.name, { name: letter.name, domain: letter.domain, index: [] }]],
  );
  return { ...setting, parameters: new Map([...setting.parameters, ...letters]) };
}
