/**
 * The report as JSON, with a version; its schema is published as `schema/verify.json`.
 *
 * Times are left out, so that one seed gives the same bytes on every run. What JSON cannot hold as
 * a number (infinite, not a number) is given as text.
 */

import type { ClaimReport, SpecReport } from "../checks/judge/verdict.ts";
import type { Mutation } from "../checks/mutate.ts";
import type { Extras } from "./extras.ts";
import { replayCommand } from "./sentences.ts";

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** The report as a JSON value. */
export function jsonReport(specs: readonly SpecReport[], extras: Extras = {}): Json {
  const claims = specs.flatMap((spec) => spec.claims);
  const verdicts: Record<string, number> = {};
  for (const { verdict } of claims) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  return {
    version: 1,
    specs: specs.map(({ file, title, source, claims: own, remarks, experiments }) => ({
      file,
      title,
      source: toJson(source ?? null),
      claims: own.map(claimJson),
      remarks: toJson(remarks),
      ...(experiments === undefined ? {} : { experiments: toJson(experiments) }),
    })),
    summary: {
      claims: claims.length,
      verdicts,
      unexpected: claims.filter(({ asExpected }) => !asExpected).length,
      conflicts: verdicts.conflict ?? 0,
      faults: claims.filter(({ fault }) => fault !== undefined).length,
      twins: claims.reduce((n, { twins }) => n + twins.length, 0),
      twinsRefuted: claims.reduce((n, { twins }) => n + twins.filter((t) => t.refuted).length, 0),
    },
    ...(extras.ablations === undefined ? {} : { ablations: extras.ablations.map(toJson) }),
    ...(extras.mutation === undefined ? {} : { mutation: mutationJson(extras.mutation) }),
  };
}

/** What `--mutate` found; the survivors first. */
function mutationJson({ mutants, notMutated }: Mutation): Json {
  const survivors = mutants.filter(({ caught }) => !caught);
  return {
    mutants: mutants.length,
    caught: mutants.length - survivors.length,
    refuted: mutants.filter(({ caught, verdict }) => caught && verdict === "refuted").length,
    survivors: toJson(survivors),
    notMutated: toJson(notMutated),
    claims: countedByClaim(mutants),
  };
}

/** How many wrong versions each claim had, and how many of them were caught. */
function countedByClaim(mutants: Mutation["mutants"]): Json {
  const counts = new Map<
    string,
    { file: string; claimId: string; mutants: number; caught: number }
  >();
  for (const { file, claimId, caught } of mutants) {
    const key = `${file}#${claimId}`;
    const count = counts.get(key) ?? { file, claimId, mutants: 0, caught: 0 };
    count.mutants += 1;
    count.caught += caught ? 1 : 0;
    counts.set(key, count);
  }
  return [...counts.values()];
}

/**
 * A claim's report; equations and solver scripts are in evidence documents and figures in pages,
 * not here.
 */
export function claimJson(claim: ClaimReport): Json {
  const { replay, restsOn, derivation, figure: _, ...rest } = claim;
  return {
    ...(toJson(rest) as { readonly [key: string]: Json }),
    derivation: derivation.map(({ equation: __, ...step }) => toJson(step)),
    restsOn: restsOn.map(({ kind, statement }) => ({ kind, statement })),
    replay: replayCommand(replay),
  };
}

function toJson(value: unknown): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, entry]) => entry !== undefined)
        .map(([key, entry]) => [key, toJson(entry)]),
    );
  }
  return String(value);
}
