/**
 * The sentences of a report, in the one order that every report keeps: claim, predicted, observed,
 * budget, controls, replay, hint.
 */
import type { ClaimReport, ComparedPair, Replay, Verdict } from "../checks/judge/verdict.ts";

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
  const against = `gap ${formatNumber(pair.gap)} against ${formatNumber(pair.uncertainty)}`;
  return `${pair.name} at ${pair.at || "the only case"}: ${sidesText(pair)} (${against})`;
}

/** What was claimed, derived and observed. */
export const sidesText = (pair: ComparedPair): string =>
  [
    pair.claimed === undefined ? undefined : `claimed ${formatNumber(pair.claimed)}`,
    pair.derived === undefined ? undefined : `derived ${derivedText(pair)}`,
    `observed ${formatNumber(pair.observed)}`,
  ]
    .filter((side) => side !== undefined)
    .join(", ");

/** What is derived, with what is not known of it where that can be seen. */
export function derivedText({ derived, derivedUncertainty = 0 }: ComparedPair): string {
  if (derived === undefined) return "";
  return derivedUncertainty > 1e-9 * Math.abs(derived)
    ? `${formatNumber(derived)} +- ${formatNumber(derivedUncertainty)}`
    : formatNumber(derived);
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

/** A line of a report, and what it is about. */
export interface Detail {
  readonly about: "claim" | "predicted" | "observed" | "budget" | "controls" | "reason" | "replay";
  readonly text: string;
}

/** All that is needed to see why a claim has its verdict, and to judge it again. */
export function detailsOf(claim: ClaimReport): readonly Detail[] {
  const shown = claim.conflict ?? claim.counterexample;
  const answer = claimedText(claim);
  return [
    { about: "claim", text: answer === "" ? claim.kind : `${claim.kind}, ${answer}` },
    { about: "predicted", text: predictedText(claim) },
    ...(shown === undefined
      ? []
      : [
          { about: "observed", text: pairText(shown) } as const,
          { about: "budget", text: budgetText(shown) } as const,
        ]),
    { about: "controls", text: controlsText(claim) },
    ...(claim.reason === undefined ? [] : [{ about: "reason", text: claim.reason } as const]),
    { about: "replay", text: replayCommand(claim.replay) },
  ];
}

/** A detail as a line, its text in a column. */
export const detailLine = ({ about, text }: Detail): string => `${about.padEnd(9)} ${text}`;

/** What is derived, or why nothing is. */
export const predictedText = ({ derived, noDerivation }: ClaimReport): string =>
  derived ?? `nothing: ${noDerivation ?? "no rule"}`;

/** A claim's verdict, and what was expected where that is another. */
export const expectedText = ({ expected }: ClaimReport): string =>
  expected === "holds" ? "" : `(expected ${expected})`;

/** The mark of a claim that is, or is not, as expected. */
export const markOf = ({ asExpected }: ClaimReport): string => (asExpected ? "\u2713" : "\u2717");

const verdicts: readonly Verdict[] = [
  "proved",
  "certified",
  "supported",
  "refuted",
  "undecided",
  "inapplicable",
  "interrupted",
  "conflict",
];

/** How many claims have each verdict, from the strongest on; those that none has are left out. */
export const countsOf = (
  claims: readonly ClaimReport[],
): readonly { readonly verdict: Verdict; readonly n: number }[] =>
  verdicts
    .map((verdict) => ({ verdict, n: claims.filter((claim) => claim.verdict === verdict).length }))
    .filter(({ n }) => n > 0);

/** `7 proved, 1 refuted`. */
const countsText = (claims: readonly ClaimReport[]): string =>
  countsOf(claims)
    .map(({ verdict, n }) => `${n} ${verdict}`)
    .join(", ");

/** `8 claims: 7 proved, 1 refuted`. */
export const countedClaims = (claims: readonly ClaimReport[]): string =>
  claims.length === 0
    ? "no claims"
    : `${claims.length} claim${claims.length === 1 ? "" : "s"}: ${countsText(claims)}`;

/** Whether all is well, in words. */
export function stateText(claims: readonly ClaimReport[]): string {
  const unexpected = claims.filter(({ asExpected }) => !asExpected).length;
  return unexpected === 0 ? "everything as expected" : `${unexpected} not as expected`;
}

/** How many wrong twins were refuted. */
export function killsText(claims: readonly ClaimReport[]): string {
  const twins = claims.flatMap((claim) => claim.twins);
  return `${twins.filter(({ refuted }) => refuted).length} of ${twins.length} wrong twins refuted`;
}

/** The twin that was refuted most narrowly; nothing where no margin is known. */
export function narrowestText(claims: readonly ClaimReport[]): string | undefined {
  const [narrowest] = claims
    .flatMap(({ id, twins }) => twins.map((twin) => ({ id, ...twin })))
    .filter(({ margin }) => margin !== undefined)
    .sort((a, b) => (a.margin ?? 0) - (b.margin ?? 0));
  if (narrowest === undefined) return undefined;
  const { margin, id, label } = narrowest;
  return `smallest margin: ${formatNumber(margin)} times the resolution, ${id} with ${label}`;
}

/** Source of a statement: `simsek2025, Theorem 3.2 (quoted)`. */
export function sourceText(source: ClaimReport["source"]): string {
  if (source === undefined) return "";
  const { paper, result, status } = source;
  const place = [paper, result].filter((part) => part !== undefined).join(", ");
  if (status === undefined || place === "") return status ?? place;
  return `${place} (${status})`;
}

/** A word for a shell. */
export const quoted = (text: string): string =>
  /^[A-Za-z0-9_./@=,:+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
