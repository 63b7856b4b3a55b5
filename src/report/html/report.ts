/**
 * A report as pages: an overview, and a page for each spec that has claims, pictures or remarks.
 */
import type { SpecReport } from "../../checks/judge/verdict.ts";
import type { Claim } from "../../model/claim.ts";
import type { Spec } from "../../model/spec.ts";
import type { Extras } from "../extras.ts";
import { type Listed, overviewPage } from "./overview.ts";
import { specPage } from "./spec-page.ts";

export interface Judged {
  readonly spec: Spec;
  readonly report: SpecReport;
  /** The name of its page, without a folder. */
  readonly page: string;
}

/** Of the run as a whole. */
export interface RunFacts {
  /** By the clock. */
  readonly seconds: number;
  /** That the cases of a claim took in their threads. */
  readonly secondsOf: (claim: Claim) => number;
  readonly effort: string;
  readonly seed: number;
}

/** Pages by name; `index.html` is the overview. Made one at a time, since they are large. */
export function* htmlReport(
  judged: readonly Judged[],
  extras: Extras,
  { seconds, secondsOf, effort, seed }: RunFacts,
): Generator<{ readonly name: string; readonly html: string }> {
  const note = `Made by lemmata at ${effort} effort with the seed ${seed}.`;
  const listed = judged.map(
    ({ spec, report, page }): Listed => ({
      report,
      page,
      seconds: spec.claims.reduce((sum, claim) => sum + secondsOf(claim), 0),
    }),
  );
  yield { name: "index.html", html: overviewPage(listed, extras, seconds, note) };
  for (const { spec, report, page } of judged) {
    yield { name: page, html: specPage(spec, report, extras, note) };
  }
}
