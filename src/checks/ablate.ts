/**
 * Assumptions dropped one at a time: is it needed, and for what?
 *
 * Where a claim is proved it is decided again without the assumption: a proof that goes through did
 * not need it. Then the domain that the assumption kept out is searched for a counterexample, cases
 * from small to large and starts from simple to odd; what is found is shrunk to the smallest case
 * and the simplest start. A search that finds nothing shows nothing but its own length.
 */

import { evaluateExact } from "../model/bind/evaluate.ts";
import type { Claim, Kind } from "../model/claim.ts";
import type { Expression } from "../model/expression/expression.ts";
import { formatRational, multiply, type Rational, rational } from "../model/rational.ts";
import type { Start } from "../model/spec.ts";
import { decide } from "../symbolic/decide/decide.ts";
import { predict } from "../symbolic/predict.ts";
import type { Case } from "./cases/case.ts";
import { casesOf } from "./cases/cases.ts";
import { rulesFor } from "./claims/registry.ts";
import { judgeCase } from "./judge/case-outcome.ts";
import type { ComparedPair, Effort } from "./judge/verdict.ts";
import type { KindOfClaim, QuestionOf } from "./kind.ts";
import { lookAtClaim, lookOnce } from "./run/observation.ts";
import type { Examined } from "./verify.ts";

/** What dropping one assumption from one claim shows. */
export interface Ablation {
  readonly file: string;
  readonly claimId: string;
  readonly assumption: string;
  readonly outcome:
    | {
        readonly kind: "needed";
        readonly counterexample: ComparedPair;
        /** Overlaps of the start, where the assumption is about the start. */
        readonly start?: readonly string[];
        /** Case to be named with `--case`. */
        readonly caseId: string;
      }
    | { readonly kind: "not-shown"; readonly tried: number }
    | { readonly kind: "untried"; readonly reason: string };
  /** Whether the claim is proved without it; absent where it is not proved with it. */
  readonly isProvedWithout?: boolean;
}

export interface AblateOptions {
  readonly effort: Effort;
  readonly seed: number;
}

/** Points of the enlarged domain that are tried. */
const tries: Readonly<Record<Effort, number>> = { quick: 60, standard: 200, thorough: 1000 };

/** Drops each assumption in force of each claim that holds. */
export async function ablate(
  suite: readonly Examined[],
  options: AblateOptions,
): Promise<readonly Ablation[]> {
  const found: Ablation[] = [];
  for (const { spec, claim, report } of suite) {
    if (claim.expect !== "holds" || !report.asExpected) continue;
    for (const assumption of claim.setting.assumptions.keys()) {
      const proof =
        report.verdict === "proved" ? { isProvedWithout: await isProved(claim, assumption) } : {};
      const outcome = await search(claim, assumption, options);
      found.push({ file: spec.file, claimId: claim.id, assumption, outcome, ...proof });
    }
  }
  return found;
}

/** The claim without an assumption. */
export function without(claim: Claim, assumption: string): Claim {
  const assumptions = new Map(claim.setting.assumptions);
  assumptions.delete(assumption);
  return { ...claim, setting: { ...claim.setting, assumptions } };
}

/** The claim from a start with these overlaps, `u[1]`, `u[2]`, ... */
export function startingAt(claim: Claim, overlaps: readonly Rational[]): Claim {
  const start: Start = overlaps.map((value, j) => ({
    name: "u",
    index: `${j + 1}`,
    value: { kind: "number", value },
  }));
  return { ...claim, setting: { ...claim.setting, start } };
}

async function isProved(claim: Claim, assumption: string): Promise<boolean> {
  const { setting, question, answer } = without(claim, assumption);
  const prediction = predict(setting, question);
  if (prediction.status === "none") return false;
  return (await decide(setting, prediction, answer)).status === "proved";
}

/** Searches where the assumption does not hold. */
async function search(
  claim: Claim,
  assumption: string,
  { effort, seed }: AblateOptions,
): Promise<Ablation["outcome"]> {
  const kind = rulesFor(claim.question);
  const condition = claim.setting.assumptions.get(assumption);
  if (kind === undefined || condition === undefined) {
    return { kind: "untried", reason: "no rules for its kind" };
  }
  const enlarged = outside(without(claim, assumption), condition);
  const open = kind.open(claim.question as QuestionOf<Kind>);
  const { cases } = casesOf(enlarged, open, effort, seed);
  if (cases.length === 0) return { kind: "untried", reason: "nothing tried lies outside of it" };
  const isOnStart = cases.some(({ binding }) => evaluateExact(condition, binding) === undefined);
  const { default: fc } = await import("fast-check");
  // No overlap is 0: claims about the flow speak of almost every start.
  const numerator = fc.integer({ min: -20, max: 19 }).map((n) => (n < 0 ? n : n + 1));
  const points = fc.record({
    // Cases and numbers shrink towards the first and towards 0.
    place: fc.nat({ max: cases.length - 1 }),
    numerators: fc.array(numerator, { minLength: mostOverlaps, maxLength: mostOverlaps }),
  });
  let found: { readonly pair: ComparedPair; readonly start?: readonly string[] } | undefined;
  let tried = 0;
  const property = fc.asyncProperty(points, async ({ place, numerators }) => {
    const at = cases[place];
    if (at === undefined) return true;
    const overlaps = isOnStart ? overlapsAt(at, numerators) : undefined;
    const result = await refutedNear(kind, enlarged, at, overlaps);
    if (result === "says-nothing") throw new fc.PreconditionFailure();
    tried += 1;
    if (typeof result === "string") return true;
    found = {
      pair: result,
      ...(overlaps === undefined ? {} : { start: overlaps.map(formatRational) }),
    };
    return false;
  });
  const { failed } = await fc.check(property, {
    seed,
    numRuns: isOnStart ? tries[effort] : cases.length * 4,
    maxSkipsPerRun: 50,
  });
  if (!failed || found === undefined) return { kind: "not-shown", tried };
  const { pair, start } = found;
  const caseId = `${claim.id}@${pair.at.replaceAll(", ", ",")}`;
  return {
    kind: "needed",
    counterexample: pair,
    caseId,
    ...(start === undefined ? {} : { start }),
  };
}

/** More overlaps than a case that is tried has. */
const mostOverlaps = 12;

/** The claim where a condition does not hold. */
function outside(claim: Claim, condition: Expression): Claim {
  const { setting } = claim;
  const broken: Expression = { kind: "unary", operator: "not", operand: condition };
  const when: Expression =
    setting.when === undefined
      ? broken
      : { kind: "binary", operator: "and", left: setting.when, right: broken };
  return { ...claim, setting: { ...setting, when } };
}

/** As many overlaps as the case has ridge functions, in twentieths. */
function overlapsAt(at: Case, numerators: readonly number[]): readonly Rational[] | undefined {
  const instance = at.instance();
  if (typeof instance === "string" || instance.teacher.kind !== "sum") return undefined;
  return numerators.slice(0, instance.teacher.terms).map((n) => rational(BigInt(n), 20n));
}

/**
 * Whether the claim fails at a case, and from starts beside the one that is given too: a start that
 * few others are like is no counterexample to what holds for almost every one.
 */
async function refutedNear(
  kind: KindOfClaim<Kind>,
  claim: Claim,
  at: Case,
  overlaps: readonly Rational[] | undefined,
): Promise<ComparedPair | "agrees" | "says-nothing"> {
  const first = await refutedAt(kind, claim, at, overlaps);
  if (typeof first === "string" || overlaps === undefined) return first;
  for (const sign of [1n, -1n]) {
    const beside = overlaps.map((u, j) =>
      multiply(u, rational(1000n + (j % 2 === 0 ? sign : -2n * sign), 1000n)),
    );
    const result = await refutedAt(kind, claim, at, beside);
    if (typeof result === "string") return result;
  }
  return first;
}

/** Whether the claim fails at a case, from a start where one is given. */
async function refutedAt(
  kind: KindOfClaim<Kind>,
  claim: Claim,
  at: Case,
  overlaps: readonly Rational[] | undefined,
): Promise<ComparedPair | "agrees" | "says-nothing"> {
  const moved = overlaps === undefined ? claim : startingAt(claim, overlaps);
  const here: Case = { ...at, setting: moved.setting };
  const look = lookAtClaim(lookOnce("quick"), moved);
  const nothing = { status: "none", reason: "not asked" } as const;
  const outcome = await judgeCase(kind, moved, here, nothing, look);
  if (outcome.silent !== undefined) return "says-nothing";
  const failing = outcome.claim.find(({ comparison }) => comparison.kind === "differs");
  return failing === undefined ? "agrees" : failing.pair;
}
