/**
 * What `verify --mutate` found, as lines: how many mutants were caught, and every survivor.
 */
import type { Mutant, Mutation } from "../checks/mutate.ts";

/** The kill rate, the survivors, and the claims that nobody could make wrong. */
export function mutationLines({ mutants, notMutated }: Mutation): readonly string[] {
  const survivors = mutants.filter(({ caught }) => !caught);
  const refuted = mutants.filter(({ caught, verdict }) => caught && verdict === "refuted").length;
  const caught = mutants.length - survivors.length;
  const ways = refuted === caught ? "all refuted" : `${refuted} refuted, ${caught - refuted} not`;
  return [
    `${caught} of ${mutants.length} mutants caught${caught === 0 ? "" : ` (${ways})`}`,
    ...survivors.map((mutant) => `  survived    ${mutantText(mutant)}`),
    ...notMutated.map(({ file, claimId, reason }) => `  not mutated ${file}#${claimId}: ${reason}`),
  ];
}

const mutantText = ({ file, claimId, label, verdict }: Mutant): string =>
  `${file}#${claimId} with ${label}: ${verdict}`;
