/**
 * `lemmata derive SPEC`: the derivation behind every claim of a spec, without judging any.
 */
import { loadSpec } from "../model/load.ts";
import { type DerivedClaim, derivationDocument } from "../report/derivation.ts";
import { closeCas } from "../symbolic/cas/nerdamer.ts";
import { describe } from "../symbolic/describe.ts";
import { predict } from "../symbolic/predict.ts";
import { type DeriveCommandOptions, exitStatus } from "./run.ts";

/** @returns the exit status. @throws SpecError with the issues of a bad spec. */
export async function deriveCommand(path: string, options: DeriveCommandOptions): Promise<number> {
  const { spec } = loadSpec(path);
  const claims: DerivedClaim[] = [];
  try {
    for (const claim of spec.claims) {
      const prediction = predict(claim.setting, claim.question);
      claims.push(
        prediction.status === "derived"
          ? { claim, prediction, description: await describe(prediction.derived) }
          : { claim, prediction },
      );
    }
  } finally {
    await closeCas();
  }
  process.stdout.write(derivationDocument(spec, claims, options.format));
  return exitStatus.expected;
}
