/**
 * `lemmata derive SPEC`: the derivation behind every claim of a spec, without judging any.
 */
import { loadSpec } from "../model/load.ts";
import { type DerivedClaim, derivationDocument } from "../report/derivation.ts";
import { predict } from "../symbolic/predict.ts";
import { type DeriveCommandOptions, exitStatus } from "./run.ts";

/** @returns the exit status. @throws SpecError with the issues of a bad spec. */
export async function deriveCommand(path: string, options: DeriveCommandOptions): Promise<number> {
  const { spec } = loadSpec(path);
  const claims: readonly DerivedClaim[] = spec.claims.map((claim) => ({
    claim,
    prediction: predict(claim.setting, claim.question),
  }));
  process.stdout.write(derivationDocument(spec, claims, options.format));
  return exitStatus.expected;
}
