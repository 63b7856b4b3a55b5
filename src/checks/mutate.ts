/**
 * A suite against itself: every right-hand side made wrong must be noticed.
 *
 * A claim that holds gets each of its wrong versions as its answer; a claim that is expected to be
 * refuted gets its correction. A mutant is caught if the claim, expecting what it expected, is then
 * not as expected (exit status 1), and neither a conflict nor wrong use. Mutants are judged on
 * what was observed for the claim; where a gap beyond the budget rests on an estimate, the case is
 * looked at once more, finer, as for any claim.
 */

import { evaluateRational } from "../model/bind/evaluate.ts";
import type { Claim, Kind } from "../model/claim.ts";
import { equals } from "../model/rational.ts";
import { decide } from "../symbolic/decide/decide.ts";
import type { Prediction } from "../symbolic/prediction.ts";
import { rulesFor } from "./claims/registry.ts";
import { judgeCase } from "./judge/case-outcome.ts";
import { judge } from "./judge/judge.ts";
import { twinsOf } from "./judge/twins-on-trial.ts";
import { type Grade, isAsExpected, type Verdict } from "./judge/verdict.ts";
import type { KindOfClaim, Twin } from "./kind.ts";
import { inOrder, underWay } from "./run/in-order.ts";
import { type Look, lookAtClaim } from "./run/observation.ts";
import type { Examined } from "./verify.ts";

/** What became of one wrong version of a suite. */
export interface Mutant {
  readonly file: string;
  readonly claimId: string;
  /** What was put in the place of the right-hand side. */
  readonly label: string;
  readonly verdict: Verdict;
  /** Where it was refuted. */
  readonly at?: string;
  /** Whether the mutated spec would end with exit status 1. */
  readonly caught: boolean;
}

/** A claim without mutants, and why. */
export interface NotMutated {
  readonly file: string;
  readonly claimId: string;
  readonly reason: string;
}

export interface Mutation {
  readonly mutants: readonly Mutant[];
  readonly notMutated: readonly NotMutated[];
}

/** Mutates every claim of a suite that was examined. */
export async function mutate(suite: readonly Examined[], look: Look): Promise<Mutation> {
  const mutants: Mutant[] = [];
  const notMutated: NotMutated[] = [];
  const tried = inOrder(suite, underWay, async (examined) => ({
    examined,
    found: await mutantsOf(examined, suite, look),
  }));
  for await (const { examined, found } of tried) {
    if (typeof found !== "string") mutants.push(...found);
    else {
      const { spec, claim } = examined;
      notMutated.push({ file: spec.file, claimId: claim.id, reason: found });
    }
  }
  return { mutants, notMutated };
}

/** The mutants of a claim, or why it has none. */
async function mutantsOf(
  examined: Examined,
  suite: readonly Examined[],
  look: Look,
): Promise<readonly Mutant[] | string> {
  const { claim, report } = examined;
  const kind = rulesFor(claim.question);
  if (!report.asExpected) return "it is not as expected itself";
  switch (claim.expect) {
    case "undecided":
    case "inapplicable":
      return `it is expected to be ${claim.expect}`;
    case "refuted":
      return corrected(examined, suite);
    case "holds":
      if (kind === undefined) return "no rules for its kind";
      if (kind.asksOnly(claim.answer)) return "it only asks";
      return wrongVersionsOf(kind, examined, look);
  }
}

/** The claim with its correction in its place, which must not be refuted. */
function corrected(
  { spec, claim }: Examined,
  suite: readonly Examined[],
): readonly Mutant[] | string {
  const { correctedBy } = claim;
  if (correctedBy === undefined) return "it names no correction";
  const [id = "", path] = correctedBy.split("#").reverse();
  const correction = suite.find(
    (other) =>
      other.claim.id === id &&
      (path === undefined ? other.spec === spec : endsWithPath(other.spec.file, path)),
  );
  if (correction === undefined) return `its correction ${correctedBy} is not in this suite`;
  const { verdict, grade, fault } = correction.report;
  const label = `the correction, ${correctedBy}`;
  const caught = fault === undefined && isCaught(verdict, grade, claim);
  return [{ file: spec.file, claimId: claim.id, label, verdict, caught }];
}

const endsWithPath = (file: string, path: string): boolean =>
  file.endsWith(path.replace(/^(\.{1,2}\/)+/, ""));

async function wrongVersionsOf(
  kind: KindOfClaim<Kind>,
  examined: Examined,
  look: Look,
): Promise<readonly Mutant[] | string> {
  const { spec, claim, prediction, report } = examined;
  const all = twinsOf(kind, claim, prediction);
  const here = { file: spec.file, claimId: claim.id };
  const mutants: Mutant[] = [];
  const refutedAt = new Map(report.twins.flatMap((t) => (t.refuted ? [[t.label, t.at]] : [])));
  for (const twin of all) {
    if (!isShownToDiffer(twin, examined)) {
      // What is refuted where the claim holds differs from it; of the others nothing is known.
      if (!refutedAt.has(twin.label)) continue;
      const at = refutedAt.get(twin.label);
      const where = at === undefined ? {} : { at };
      mutants.push({ ...here, label: twin.label, verdict: "refuted", ...where, caught: true });
      continue;
    }
    const { verdict, grade, at } = await verdictOf(kind, twin, examined, look);
    const caught = isCaught(verdict, grade, claim);
    const where = at === undefined ? {} : { at };
    mutants.push({ ...here, label: twin.label, verdict, ...where, caught });
  }
  // Wrong versions that only the evidence can word were judged on it with the claim.
  const known = new Set(all.map(({ label }) => label));
  for (const { label, refuted, at } of report.twins) {
    if (known.has(label)) continue;
    const verdict = refuted ? "refuted" : "undecided";
    const where = at === undefined ? {} : { at };
    mutants.push({ ...here, label, verdict, ...where, caught: refuted });
  }
  mutants.push(...(await controlsOf(kind, examined, look)).map((found) => ({ ...here, ...found })));
  return mutants.length > 0 ? mutants : "no wrong version is shown to differ from it";
}

/**
 * The questions made wrong that the observations hold, such as a point that was moved: each must
 * fail what the claim says, at the first case that has it.
 */
async function controlsOf(
  kind: KindOfClaim<Kind>,
  { claim, list }: Examined,
  look: Look,
): Promise<readonly Omit<Mutant, "file" | "claimId">[]> {
  const nothing: Prediction = { status: "none", reason: "not asked" };
  const found = new Map<string, Omit<Mutant, "file" | "claimId">>();
  for (const at of list.cases) {
    const { controls } = await judgeCase(kind, claim, at, nothing, lookAtClaim(look, claim));
    for (const { label, isMet } of controls) {
      if (found.get(label)?.caught === true) continue;
      const verdict = isMet ? "undecided" : "refuted";
      found.set(label, { label, verdict, at: at.key, caught: !isMet });
    }
  }
  return [...found.values()];
}

/** Whether a verdict is not what the claim expects, and no conflict either. */
const isCaught = (
  verdict: Verdict,
  grade: Grade | undefined,
  { expect, atLeast }: Claim,
): boolean => verdict !== "conflict" && !isAsExpected(verdict, grade, expect, atLeast);

/** What would be said of the claim with a wrong answer. */
async function verdictOf(
  kind: KindOfClaim<Kind>,
  { answer }: Twin<Kind>,
  { claim, prediction, list }: Examined,
  look: Look,
): Promise<{ readonly verdict: Verdict; readonly grade?: Grade; readonly at?: string }> {
  const wrong = { ...claim, answer };
  const lookAt = lookAtClaim(look, claim);
  // The first case that refutes is enough; what is derived plays no part in that.
  const nothing: Prediction = { status: "none", reason: "not asked" };
  for (const at of list.cases) {
    const outcome = await judgeCase(kind, wrong, at, nothing, lookAt);
    if (outcome.claim.some(({ comparison }) => comparison.kind === "differs")) {
      return { verdict: "refuted", grade: "supported", at: at.key };
    }
  }
  const decision =
    prediction.status === "derived"
      ? await decide(claim.setting, prediction, answer)
      : ({ status: "open", reason: prediction.reason } as const);
  return judge(kind, wrong, list.cases, prediction, decision, { look: lookAt });
}

/**
 * Whether the exact core shows that a wrong version differs on the domain: at a case where both are
 * rational, or by canonical forms where they mention the state.
 */
function isShownToDiffer(
  { changed: { from, to } }: Twin<Kind>,
  { prediction, list }: Examined,
): boolean {
  let isRational = list.cases.length > 0;
  for (const { binding } of list.cases) {
    const [a, b] = [evaluateRational(from, binding), evaluateRational(to, binding)];
    if (a === undefined || b === undefined) isRational = false;
    else if (!equals(a, b)) return true;
  }
  return !isRational && prediction.status === "derived";
}
