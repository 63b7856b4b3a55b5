/** Runs an ensemble of the given size in a process of its own and prints what it took. */
import {
  basinShares,
  hittingQuantile,
} from "../../../dist/numeric/ensemble/ensemble-statistics.js";
import { flowEnsemble } from "../../../dist/numeric/ensemble/flow-ensemble.js";
import { ensembleOf } from "./equiangular.mjs";

const count = Number(process.argv[2]);
const summary = flowEnsemble(ensembleOf(count));
process.stdout.write(
  JSON.stringify({
    // Kilobytes, as getrusage counts.
    megabytes: process.resourceUsage().maxRSS / 1024,
    seconds: process.uptime(),
    count: summary.count,
    untold: summary.untold,
    unfinished: summary.unfinished,
    shares: basinShares(summary, 0.9999),
    median: hittingQuantile(summary, 0.5, 0.99),
  }),
);
