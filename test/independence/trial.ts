/**
 * One mutant on trial: the claims that come by it are judged, the cheapest first, until one is not
 * as expected.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { judgeClaims, type Pair, type Said } from "./judged-claims.ts";
import { type SourceMutant, withMutant } from "./mutants.ts";

export interface Trial {
  readonly mutant: SourceMutant;
  /** What is said otherwise, and wrong or at least not the same: the claim and what of it. */
  readonly changed: readonly string[];
  /** What is not said any more, or with less or more certainty. */
  readonly otherwise: readonly string[];
  /** The claim that is not as expected, and how. */
  readonly noticed?: { readonly claim: string; readonly how: string };
  /** Claims whose verdict is stronger than it was. */
  readonly favoured: readonly string[];
  readonly tried: number;
  readonly reachedBy: number;
}

/** Seconds of the processor after which a mutant that changed nothing counts as one without effect. */
const patience = 8;

/** A trial of a mutant in a copy of the program, which is put right again. */
export async function trial(
  dist: string,
  mutant: SourceMutant,
  sound: readonly Said[],
): Promise<Trial> {
  const path = join(dist, mutant.file);
  const text = readFileSync(path, "utf8");
  const claims = sound.toSorted((a, b) => a.seconds - b.seconds);
  const changed: string[] = [];
  const otherwise: string[] = [];
  const favoured: string[] = [];
  let noticed: Trial["noticed"];
  let [tried, spent] = [0, 0];
  const onSaid = (said: Said, stop: () => void): void => {
    const before = claims[tried]!;
    const claim = `${said.file}#${said.id}`;
    tried += 1;
    spent += said.seconds;
    if (!said.asExpected) {
      noticed = { claim, how: said.fault === null ? said.verdict : "fault" };
    } else {
      const moves = movesBetween(before, said);
      changed.push(...moves.changed.map((what) => `${claim}: ${what}`));
      otherwise.push(...moves.otherwise.map((what) => `${claim}: ${what}`));
      if (strength(said.verdict) > strength(before.verdict)) favoured.push(claim);
      if (spent > patience && changed.length === 0) stop();
    }
  };
  writeFileSync(path, withMutant(text, mutant));
  const limitOf = (i: number): number => 8 + 10 * (claims[i]?.seconds ?? 0);
  const ending = await judgeClaims(dist, claims, { onSaid, limitOf });
  writeFileSync(path, text);
  if (ending === "no end" || ending === "crash") {
    const at = claims[tried];
    noticed = { claim: `${at?.file}#${at?.id}`, how: ending };
  }
  const made = { mutant, changed, otherwise, favoured, tried, reachedBy: claims.length };
  return noticed === undefined ? made : { ...made, noticed };
}

const strength = (verdict: string): number =>
  ["refuted", "undecided", "supported", "certified", "proved"].indexOf(verdict);

/** Values that moved by more than the errors of both runs; what is lost, or said in another form. */
function movesBetween(
  before: Said,
  after: Said,
): { readonly changed: readonly string[]; readonly otherwise: readonly string[] } {
  const changed: string[] = [];
  const otherwise: string[] = [];
  const now = new Map(after.pairs.map((pair) => [pair.of, pair]));
  for (const old of before.pairs) {
    const pair = now.get(old.of);
    const seen = (old.uncertainty ?? 0) + (pair?.uncertainty ?? 0);
    const known = (old.derivedUncertainty ?? 0) + (pair?.derivedUncertainty ?? 0);
    for (const side of ["derived", "observed"] as const) {
      const [a, b] = [old[side], pair?.[side] ?? null];
      if (a === null && b === null) continue;
      if (a === null || b === null) otherwise.push(`${side} value ${a === null ? "new" : "lost"}`);
      else if (Math.abs(a - b) > seen + (side === "derived" ? known : 0)) {
        (isElsewhere(old, pair!) ? otherwise : changed).push(`${side} ${old.of}: ${a} -> ${b}`);
      }
    }
  }
  if (after.derived !== before.derived) {
    if (after.derived === null) otherwise.push("nothing derived");
    else changed.push(`derived form ${before.derived} -> ${after.derived}`);
  }
  if (after.verdict !== before.verdict) otherwise.push(`${before.verdict} -> ${after.verdict}`);
  return { changed, otherwise };
}

/**
 * Whether what was seen is of another state or start: a search says so itself, or what is derived
 * and what is claimed for it moved along, and agree with it.
 */
function isElsewhere(before: Pair, after: Pair): boolean {
  if (before.where !== after.where) return true;
  const { observed, uncertainty } = after;
  if (observed === null || observed === before.observed) return false;
  const others = (["derived", "claimed"] as const).filter((side) => before[side] !== null);
  const isAlong = (side: "derived" | "claimed"): boolean => {
    const value = after[side];
    if (value === null || value === before[side]) return false;
    return Math.abs(value - observed) <= (uncertainty ?? 0);
  };
  return others.length > 0 && others.every(isAlong);
}
