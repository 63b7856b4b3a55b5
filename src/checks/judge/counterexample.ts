/**
 * The search for a counterexample beyond the list of cases, and the smallest one.
 *
 * What is not proved is tried where its own words turn (`cases/boundary-cases.ts`). A counterexample,
 * found there or in the list, is shrunk: one parameter after another takes its first value, or one
 * nearer to it, or a simpler number, as long as the claim fails there too. Looks are counted.
 */

import { evaluateInteger } from "../../model/bind/evaluate.ts";
import type { Claim, Kind } from "../../model/claim.ts";
import { add, formatRational, integer, type Rational, rational } from "../../model/rational.ts";
import type { Parameter } from "../../model/spec.ts";
import type { Prediction } from "../../symbolic/prediction.ts";
import { boundaryPins } from "../cases/boundary-cases.ts";
import type { Case } from "../cases/case.ts";
import type { KindOfClaim } from "../kind.ts";
import type { LookAt } from "../run/observation.ts";
import { type CaseOutcome, judgeCase } from "./case-outcome.ts";
import type { Judgement } from "./judge.ts";
import type { ComparedPair, Effort } from "./verdict.ts";

export interface Search {
  readonly look: LookAt;
  /** The case of the claim at pins, `k=41`; what is not pinned has its first value. */
  readonly caseAt: (pins: string) => Case | undefined;
  readonly effort: Effort;
  /** Told of what is thrown while a case is observed. */
  readonly onFault?: (stack: string) => void;
}

/** Looks that a search and a shrinking may each take. */
const mostLooks: Readonly<Record<Effort, number>> = { quick: 6, standard: 18, thorough: 72 };

/** The judgement after a search where it was favourable, with its counterexample as small as may be. */
export async function sought<K extends Kind>(
  kind: KindOfClaim<K>,
  claim: Claim,
  cases: readonly Case[],
  prediction: Prediction,
  judgement: Judgement,
  search: Search,
): Promise<Judgement> {
  let fault: string | undefined;
  const outcomeAt = async (at: Case): Promise<CaseOutcome> => {
    const outcome = await judgeCase(kind, claim, at, prediction, search.look);
    const { silent } = outcome;
    if (silent?.why === "fault") {
      fault ??= `${at.key}: ${silent.reason}`;
      search.onFault?.(silent.stack ?? silent.reason);
    }
    return outcome;
  };
  const found = await searched(claim, cases, judgement, outcomeAt, search);
  return fault === undefined ? found : { fault, ...found };
}

/** What {@link sought} finds with looks of its own. */
async function searched(
  claim: Claim,
  cases: readonly Case[],
  judgement: Judgement,
  outcomeAt: (at: Case) => Promise<CaseOutcome>,
  search: Search,
): Promise<Judgement> {
  const [corner] = cases;
  if (corner === undefined) return judgement;
  if (isOpenToSearch(judgement)) {
    const known = new Set(cases.map(({ key }) => key));
    let left = mostLooks[search.effort];
    for (const pins of boundaryPins(claim, corner.binding)) {
      if (left === 0) break;
      const at = search.caseAt(pins);
      if (at === undefined || known.has(at.key)) continue;
      known.add(at.key);
      left -= 1;
      const outcome = await outcomeAt(at);
      const found = contradictionOf(outcome);
      if (found === undefined) continue;
      const refuted = refutedBy(judgement, outcome, found);
      return shrunk(claim, at, refuted, outcomeAt, search);
    }
    return judgement;
  }
  const { counterexample } = judgement;
  if (judgement.verdict !== "refuted" || counterexample === undefined) return judgement;
  const at = cases.find(({ key }) => key === counterexample.at);
  return at === undefined || at === corner
    ? judgement
    : shrunk(claim, at, judgement, outcomeAt, search);
}

/** Whether nothing speaks against the claim but, at most, wrong versions that look like it. */
const isOpenToSearch = ({ verdict, twins, fault }: Judgement): boolean =>
  verdict === "supported" ||
  (verdict === "undecided" && fault === undefined && twins.some(({ refuted }) => !refuted));

/** What contradicts the claim at a case where the witnesses agree with each other. */
function contradictionOf({ witnesses, claim }: CaseOutcome): ComparedPair | undefined {
  if (witnesses.some(({ comparison }) => comparison.kind === "differs")) return undefined;
  return claim.find(({ comparison }) => comparison.kind === "differs")?.pair;
}

/** A favourable judgement turned by a counterexample, or one with another counterexample. */
function refutedBy(before: Judgement, outcome: CaseOutcome, found: ComparedPair): Judgement {
  const isNew = before.observed.every(({ at }) => at !== found.at);
  const observed = isNew ? [...before.observed, ...outcome.pairs] : before.observed;
  const isProved = before.verdict === "refuted" && before.grade === "proved";
  const grade = isProved ? "proved" : outcome.isExcluded() ? "certified" : "supported";
  const { reason = "" } = before;
  const why =
    before.verdict === "refuted"
      ? reason
      : found.derived === undefined
        ? "the simulation does not agree with the claim"
        : "derivation and simulation agree with each other and not with the claim";
  return { ...before, verdict: "refuted", grade, reason: why, counterexample: found, observed };
}

/** The same refutation at a case that is as small as one parameter after another allows. */
async function shrunk(
  claim: Claim,
  from: Case,
  judgement: Judgement,
  outcomeAt: (at: Case) => Promise<CaseOutcome>,
  { caseAt, effort }: Search,
): Promise<Judgement> {
  let [at, smallest] = [from, judgement];
  let left = mostLooks[effort];
  const failed = new Set([from.key]);
  for (const name of pinsOf(from).keys()) {
    for (const value of simplerValues(name, at, claim)) {
      if (left === 0) return smallest;
      const pins = new Map(pinsOf(at));
      if (value === undefined) pins.delete(name);
      else pins.set(name, value);
      const next = caseAt([...pins].map(([of, text]) => `${of}=${text}`).join(","));
      if (next === undefined || failed.has(next.key)) continue;
      failed.add(next.key);
      left -= 1;
      const outcome = await outcomeAt(next);
      const found = contradictionOf(outcome);
      if (found === undefined) continue;
      [at, smallest] = [next, refutedBy(smallest, outcome, found)];
      break;
    }
  }
  return smallest;
}

/** What a case has for each name, as in its key. */
const pinsOf = ({ key }: Case): ReadonlyMap<string, string> =>
  new Map(
    key.split(", ").map((part) => {
      const [name = "", value = ""] = part.split("=");
      return [name, value];
    }),
  );

/** Values to try in the place of one, the simplest first; `undefined` is the first of all. */
function simplerValues(name: string, at: Case, claim: Claim): readonly (string | undefined)[] {
  const value = at.binding.get(name);
  const parameter = claim.setting.parameters.get(name);
  if (parameter === undefined || value?.kind !== "exact") return [undefined];
  return [undefined, ...simplerNumbers(value.value, parameter, at).map(formatRational)];
}

function simplerNumbers(value: Rational, { domain }: Parameter, at: Case): readonly Rational[] {
  if (domain.kind === "integers") {
    const least = evaluateInteger(domain.from, at.binding);
    if (least === undefined || value.den !== 1n) return [];
    const apart = Number(value.num) - least;
    const steps = [0, 1, Math.floor(apart / 2), apart - 1].filter((n) => n >= 0 && n < apart);
    return [...new Set(steps)].map((n) => integer(least + n));
  }
  if (domain.kind !== "reals") return [];
  const { num, den } = value;
  const size = (x: Rational): bigint => (x.num < 0n ? -x.num : x.num) + x.den;
  const near = [1n, 2n, 3n, 4n, 5n, 10n].flatMap((q) => {
    const below = rational(num * q - ((((num * q) % den) + den) % den), den * q);
    return [below, add(below, rational(1n, q))];
  });
  return near.filter((x) => size(x) < size(value));
}
