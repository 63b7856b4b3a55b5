/**
 * What `verify --ablate` found, as lines: which assumptions are needed, and where a claim fails
 * without them.
 */
import type { Ablation } from "../checks/ablate.ts";
import { pairText, quoted } from "./sentences.ts";

/** One assumption of one claim. */
export function ablationLines({
  file,
  claimId,
  assumption,
  outcome,
  isProvedWithout,
}: Ablation): readonly string[] {
  const head = `${file}#${claimId} without ${assumption}:`;
  const proof =
    isProvedWithout === undefined
      ? ""
      : isProvedWithout
        ? "; the proof does not need it"
        : "; the proof needs it";
  switch (outcome.kind) {
    case "needed": {
      const { start, counterexample, caseId } = outcome;
      const from = start === undefined ? "" : ` from overlaps (${start.join(", ")})`;
      const option = start === undefined ? "" : ` --start=${start.join(",")}`;
      return [
        `${head} needed${proof}`,
        `  without it${from}, ${pairText(counterexample)}`,
        `  replay    lemmata verify ${quoted(file)} --case ${quoted(caseId)} --without ${assumption}${option}`,
      ];
    }
    case "not-shown":
      return [`${head} not shown to be needed after ${outcome.tried} cases${proof}`];
    case "untried":
      return [`${head} not shown to be needed: ${outcome.reason}${proof}`];
  }
}
