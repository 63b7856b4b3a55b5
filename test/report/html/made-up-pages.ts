/** Pages of a report made by hand on a real spec: every sort of claim, figures, extras. */
import type { Figure } from "../../../src/checks/judge/figure.ts";
import type { ClaimReport, SpecReport } from "../../../src/checks/judge/verdict.ts";
import { loadSpec } from "../../../src/model/load.ts";
import { derivationBlocks } from "../../../src/report/derivation/derivation.ts";
import { htmlOf } from "../../../src/report/html/blocks.ts";
import { htmlReport } from "../../../src/report/html/report.ts";
import { predict } from "../../../src/symbolic/predict.ts";
import { report as madeUp } from "../made-up-report.ts";

const points = [1, 2, 3, 4].map((i) => ({ x: 10 ** i, y: 3 * 10 ** (i / 2) }));

export const figure: Figure = {
  x: "d",
  y: ["hitting(m >= 1/2)"],
  scale: { x: "log", y: "log" },
  interval: "error",
  runs: 1,
  hasOwnAxes: true,
  panels: [
    {
      label: "p=3, k=2",
      rules: [],
      series: [
        {
          label: "observed",
          style: "points",
          role: "observed",
          points: points.map(({ x, y }) => ({ x, y, low: 0.9 * y, high: 1.1 * y })),
        },
        { label: "claimed growth", style: "line", role: "overlay", points },
      ],
    },
  ],
};

export const { spec } = loadSpec("specs/simsek2025/saddle-to-minimum.yaml");

const predicted = spec.claims.map((claim) => ({
  claim,
  prediction: predict(claim.setting, claim.question),
}));

/** The page that `derive --format html` makes of the spec, without the phase diagram. */
export const derivedPage = (): string => htmlOf(derivationBlocks(spec, predicted));

/** The claims of the spec with the verdicts of the report made by hand. */
function claims(): readonly ClaimReport[] {
  const judged = madeUp.claims.map((made, i): ClaimReport => {
    const { claim, prediction } = predicted[i % predicted.length]!;
    return {
      ...made,
      id: i < spec.claims.length ? claim.id : `again-${i}`,
      derivation: prediction.status === "derived" ? prediction.derivation : [],
      observed: made.counterexample === undefined ? [] : [made.counterexample, made.counterexample],
      ...(i === 1 && { figure }),
    };
  });
  return judged;
}

export const report: SpecReport = {
  ...madeUp,
  claims: claims(),
  experiments: [
    {
      status: "observed",
      ...figure,
      interval: "statistic",
      id: "seen",
      title: "Signs < & > of a picture",
      mark: "points",
      at: "k=2",
      seed: 1,
      missing: [{ at: "p=9", reason: "unfinished" }],
    },
    { status: "not-drawn", id: "other", reason: "TypeError: none" },
  ],
};

/** Pages by name. */
export const pages = (): ReadonlyMap<string, string> =>
  new Map(
    [
      ...htmlReport(
        [{ spec, report, page: "one.html" }],
        {
          mutation: { mutants: [], notMutated: [] },
          ablations: [
            {
              file: report.file,
              claimId: report.claims[0]!.id,
              assumption: "small",
              outcome: { kind: "not-shown", tried: 7 },
            },
          ],
        },
        { verifying: 1.5, secondsOf: () => 0.5, effort: "quick", seed: 1 },
      ),
    ].map(({ name, html }) => [name, html]),
  );
