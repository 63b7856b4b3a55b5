/**
 * Matchers: `expect(spec).toBeVerified()`, `expect(rows).toFollow(prediction)`.
 */
import { expect } from "vitest";
import { conformRows, type RowOfRun, type RowsOptions } from "../checks/conform/conform-rows.ts";
import type { Effort } from "../checks/judge/verdict.ts";
import { verifySpec } from "../checks/verify.ts";
import { loadSpec } from "../model/load.ts";
import type { Spec } from "../model/spec.ts";
import { conformanceText } from "../report/conformance.ts";
import { claimLines } from "../report/terminal.ts";
import { closeCas } from "../symbolic/cas/nerdamer.ts";
import { closeSolver } from "../symbolic/prove/z3.ts";

export interface VerifiedOptions {
  readonly effort?: Effort;
  readonly seed?: number;
}

/** The dynamics of a spec, a file or an object, at values of its parameters. */
export interface FollowedPrediction extends RowsOptions {
  readonly spec: Spec | string;
}

interface LemmataMatchers<R> {
  /** Whether every claim of a spec, a file or an object, is as it expects. */
  toBeVerified(options?: VerifiedOptions): Promise<R>;
  /** Whether rows of runs follow the dynamics of a spec, within their own noise. */
  toFollow(prediction: FollowedPrediction): R;
}

declare module "vitest" {
  interface Matchers<T> extends LemmataMatchers<T> {}
}

const specOf = (given: Spec | string): Spec =>
  typeof given === "string" ? loadSpec(given).spec : given;

expect.extend({
  toBeVerified: async (received: Spec | string, options: VerifiedOptions = {}) => {
    try {
      const { claims } = await verifySpec(specOf(received), {
        effort: "quick",
        seed: 1,
        ...options,
      });
      const wrong = claims.filter(({ asExpected }) => !asExpected);
      const told = wrong.map((claim) => [`${claim.id}: ${claim.verdict}`, ...claimLines(claim)]);
      return {
        pass: claims.length > 0 && wrong.length === 0,
        message: () =>
          claims.length === 0
            ? "expected a spec with claims, got none"
            : wrong.length === 0
              ? `expected a claim that is not as the spec expects, got ${claims.length} that are`
              : told.flat().join("\n"),
      };
    } finally {
      await closeSolver();
      await closeCas();
    }
  },
  toFollow: (received: readonly RowOfRun[], { spec: given, ...options }: FollowedPrediction) => {
    const spec = specOf(given);
    const found = conformRows(spec, received, options);
    const parameters = new Map(
      Object.entries(options.set ?? {}).map(([name, value]) => [name, String(value)]),
    );
    return {
      pass: found.verdict === "conforms",
      message: () => conformanceText({ spec, parameters, source: "rows of the test" }, found),
    };
  },
});
