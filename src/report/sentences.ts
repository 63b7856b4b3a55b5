/**
 * The sentences of a report, in the one order that every report keeps: claim, predicted, observed,
 * budget, controls, replay, hint.
 */
import type { ClaimReport, ComparedPair, Replay } from "../checks/verdict.ts";

/** A number short enough to read and long enough to tell apart. */
export function formatNumber(x: number | undefined): string {
  if (x === undefined) return "nothing";
  if (Number.isInteger(x) && Math.abs(x) < 1e9) return `${x}`;
  return Math.abs(x) >= 1e-3 && Math.abs(x) < 1e6
    ? `${Number(x.toPrecision(10))}`
    : x.toExponential(3);
}

/** What was claimed, as the spec writes it. */
export const claimedText = ({ claimed }: ClaimReport): string =>
  Object.entries(claimed)
    .map(([field, text]) => `${field}: ${text}`)
    .join(", ");

/** One compared pair: where, what each side says, and the budget. */
export function pairText(pair: ComparedPair): string {
  const sides = [
    pair.claimed === undefined ? undefined : `claimed ${formatNumber(pair.claimed)}`,
    pair.derived === undefined ? undefined : `derived ${formatNumber(pair.derived)}`,
    `observed ${formatNumber(pair.observed)}`,
  ].filter((side) => side !== undefined);
  const against = `gap ${formatNumber(pair.gap)} against ${formatNumber(pair.uncertainty)}`;
  return `${pair.name} at ${pair.at || "the only case"}: ${sides.join(", ")} (${against})`;
}

/** The budget of a pair, term by term. */
export const budgetText = ({ budget }: Pick<ComparedPair, "budget">): string =>
  budget.length === 0
    ? "exact"
    : budget
        .map(({ name, error, basis }) => `${name} ${formatNumber(error)} (${basis})`)
        .join(", ");

/** The command that runs a claim again. */
export const replayCommand = ({ file, caseId, seed, effort }: Replay): string =>
  `lemmata verify ${quoted(file)} --case ${quoted(caseId)} --seed ${seed} --effort ${effort}`;

/** Controls: how many wrong twins were refuted, and which survived. */
export function controlsText({ twins }: ClaimReport): string {
  const survivors = twins.filter(({ refuted }) => !refuted).map(({ label }) => label);
  const killed = twins.length - survivors.length;
  if (twins.length === 0) return "no wrong twin to try";
  return survivors.length === 0
    ? `all ${killed} wrong twins refuted`
    : `${killed} of ${twins.length} wrong twins refuted; survivors: ${survivors.join("; ")}`;
}

/** Source of a statement: `simsek2025, Theorem 3.2 (quoted)`. */
export function sourceText(source: ClaimReport["source"]): string {
  if (source === undefined) return "";
  const { paper, result, status } = source;
  const place = [paper, result].filter((part) => part !== undefined).join(", ");
  return status === undefined ? place : `${place} (${status})`;
}

/** A word for a shell. */
export const quoted = (text: string): string =>
  /^[A-Za-z0-9_./@=,:+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
