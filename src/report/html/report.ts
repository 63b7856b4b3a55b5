/**
 * A report as pages: an overview, and a page for each spec that has claims, pictures or remarks.
 */
import type { SpecReport } from "../../checks/judge/verdict.ts";
import type { Claim } from "../../model/claim.ts";
import type { Experiment, Spec } from "../../model/spec.ts";
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
  /** Until the last verdict, by the clock. */
  readonly verifying: number;
  /** That cases, or settings of an experiment, took in their threads. */
  readonly secondsOf: (of: Claim | Experiment) => number;
  readonly effort: string;
  readonly seed: number;
}

/** Pages by name; `index.html` is the overview. Made one at a time, since they are large. */
export function* htmlReport(
  judged: readonly Judged[],
  extras: Extras,
  { verifying, secondsOf, effort, seed }: RunFacts,
): Generator<{ readonly name: string; readonly html: string }> {
  const note = `Made by lemmata at ${effort} effort with the seed ${seed}.`;
  const listed = judged.map(
    ({ spec, report, page }): Listed => ({
      report,
      page,
      seconds: sumOf(spec.claims.map(secondsOf)),
      drawing: sumOf(spec.experiments.map(secondsOf)),
    }),
  );
  yield { name: "index.html", html: overviewPage(listed, extras, verifying, note) };
  for (const { spec, report, page } of judged) {
    yield { name: page, html: specPage(spec, report, extras, note) };
  }
}

const sumOf = (seconds: readonly number[]): number => seconds.reduce((sum, x) => sum + x, 0);
