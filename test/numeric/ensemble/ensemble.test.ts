/** Needs the built code, as the threads and processes here run that. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { type Chunk, chunksOf, orderedMerge } from "../../../src/numeric/ensemble/chunks.ts";
import {
  basinShares,
  hittingQuantile,
  hittingShare,
} from "../../../src/numeric/ensemble/ensemble-statistics.ts";
import {
  type EnsembleSummary,
  ensembleMerge,
  type FlowEnsemble,
  flowEnsemble,
} from "../../../src/numeric/ensemble/flow-ensemble.ts";
import { count, isFull } from "../../full.ts";

const at = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

test("pieces cover the cases once, in order, by their number alone", () => {
  for (const n of [0, 1, 511, 512, 513, 5000]) {
    const chunks = chunksOf(n);
    expect(chunks.map(({ index }) => index)).toEqual(chunks.map((_, i) => i));
    const cases = chunks.flatMap(({ from, to }) =>
      Array.from({ length: to - from }, (_, i) => from + i),
    );
    expect(cases).toEqual(Array.from({ length: n }, (_, i) => i));
  }
});

test("a merge joins in order, whatever the order of arrival", () => {
  const merge = orderedMerge("", (a: string, b: string) => a + b);
  merge.add(2, "c");
  merge.add(1, "b");
  expect(merge.waiting()).toBe(2);
  expect(merge.merged()).toBe("");
  merge.add(0, "a");
  merge.add(3, "d");
  expect(merge.merged()).toBe("abcd");
  expect(merge.waiting()).toBe(0);
});

/** The pieces handed to workers as they become free; `order` says which piece goes out next. */
async function byWorkers(
  cases: number,
  workers: number,
  order: (chunks: readonly Chunk[]) => readonly Chunk[],
): Promise<EnsembleSummary> {
  const pending = [...order(chunksOf(cases))];
  const merge = ensembleMerge();
  await Promise.all(
    Array.from({ length: workers }, () => {
      const worker = new Worker(at("worker.mjs"), { workerData: { count: cases } });
      return new Promise<void>((resolve, reject) => {
        const next = (): void => {
          const chunk = pending.shift();
          if (chunk === undefined) worker.terminate().then(() => resolve(), reject);
          else worker.postMessage(chunk);
        };
        worker.on("error", reject);
        worker.on("message", ({ index, summary }) => {
          merge.add(index, summary);
          next();
        });
        next();
      });
    }),
  );
  return merge.merged();
}

/** Every bit of a summary. */
const bytes = (summary: EnsembleSummary): string =>
  JSON.stringify({
    ...summary,
    times: summary.times.map((x) =>
      Buffer.from(x.buffer, x.byteOffset, x.byteLength).toString("hex"),
    ),
  });

test("1, 2 and 7 workers, pieces in any order: identical bytes", async () => {
  const cases = count(2500, 40_000);
  const forwards = await byWorkers(cases, 1, (chunks) => chunks);
  const two = await byWorkers(cases, 2, (chunks) => chunks.toReversed());
  const seven = await byWorkers(cases, 7, (chunks) =>
    chunks.toSorted((a, b) => ((a.index * 5) % 8) - ((b.index * 5) % 8)),
  );
  expect(forwards.count).toBe(cases);
  expect(forwards.times.reduce((sum, x) => sum + x.length, 0)).toBe(cases);
  expect(bytes(two)).toBe(bytes(forwards));
  expect(bytes(seven)).toBe(bytes(forwards));
}, 600_000);

test("another seed gives other numbers", () => {
  const small = (seed: number): FlowEnsemble => ({
    count: 3,
    seed,
    name: "decay",
    start: (random) => [1 + random.uniform()],
    problem: {
      field: (_, y, dy) => {
        dy[0] = -y[0]!;
      },
      t1: 1,
    },
    hitting: { of: (_, y) => y[0]! - 1 },
  });
  expect(bytes(flowEnsemble(small(1)))).not.toBe(bytes(flowEnsemble(small(2))));
  expect(bytes(flowEnsemble(small(1)))).toBe(bytes(flowEnsemble(small(1))));
});

test("basins and hitting times of a flow in closed form, with intervals that contain them", () => {
  // x' = x - x^3 from N(0, 1): basins +1 and -1; |x| = 1/2 is first hit from within at
  // t = log(...)/2, and at once never from outside.
  const summary = flowEnsemble({
    count: 4000,
    seed: 11,
    name: "pitchfork",
    start: (random) => [random.normal()],
    problem: {
      field: (_, y, dy) => {
        dy[0] = y[0]! - y[0]! ** 3;
      },
      t1: 20,
      rtol: 1e-7,
    },
    hitting: { of: (_, y) => Math.abs(y[0]!) - 0.5 },
    basin: ([x = 0]) => (Math.abs(x) < 0.9 ? undefined : x > 0 ? "right" : "left"),
  });
  const shares = basinShares(summary, 0.999);
  expect(shares.map(({ basin }) => basin)).toEqual(["left", "right"]);
  for (const { from, to } of shares) {
    expect(from).toBeLessThan(0.5);
    expect(to).toBeGreaterThan(0.5);
  }
  // P(|N| < 1/2) = 0.38292492.
  const share = hittingShare(summary, 0.999)!;
  expect(share.from).toBeLessThan(0.38292492);
  expect(share.to).toBeGreaterThan(0.38292492);
  // The time from x0 is log(r(1/2)/r(x0))/2 with r(x) = x^2/(1 - x^2); decreasing in |x0|. The
  // quantile 0.2 is that of |x0| with P(|x0| < |N| < 1/2) = 0.2, P(|N| < |x0|) = 0.18292492.
  const x0 = 0.2313134;
  const r = (x: number): number => (x * x) / (1 - x * x);
  const truth = Math.log(r(0.5) / r(x0)) / 2;
  const { from, to } = hittingQuantile(summary, 0.2, 0.999)!;
  expect(from).toBeLessThan(truth);
  expect(to).toBeGreaterThan(truth);
  expect(to - from).toBeLessThan(0.3);
  expect(hittingQuantile(summary, 0.5, 0.999)!.estimate).toBe(Number.POSITIVE_INFINITY);
});

test("runs that do not end are counted, and widen every interval", () => {
  const summary = flowEnsemble({
    count: 100,
    seed: 1,
    name: "half of them blow up",
    start: (random) => [random.uniform() - 0.5],
    problem: {
      field: (_, y, dy) => {
        dy[0] = y[0]! > 0 ? 1e3 * y[0]! ** 2 : -y[0]!;
      },
      t1: 1e3,
      maxSteps: 2000,
    },
    hitting: { of: (_, y) => y[0]! + 1e-3 },
    basin: () => "rest",
  });
  const lost = summary.unfinished.reduce((sum, [, n]) => sum + n, 0);
  expect(lost).toBeGreaterThan(20);
  const [rest] = basinShares(summary, 0.99);
  expect(rest!.count).toBe(100 - lost);
  expect(rest!.to).toBe(1);
  expect(rest!.from).toBeLessThan(rest!.count / 100);
});

test("a million starts (fewer by default) of a flow with k = 8 stay under 300 MB", () => {
  const cases = count(5_000, 1_000_000);
  const report = JSON.parse(
    execFileSync(process.execPath, [at("memory.mjs"), `${cases}`], {
      encoding: "utf8",
      timeout: 1_800_000,
    }),
  );
  expect(report.count).toBe(cases);
  expect(report.megabytes).toBeLessThan(300);
  expect(report.shares).toHaveLength(8);
  expect(report.unfinished).toEqual([]);
  for (const { from, to } of report.shares) {
    expect(from).toBeLessThan(1 / 8);
    expect(to).toBeGreaterThan(1 / 8);
  }
  expect(report.median.from).toBeGreaterThan(0);
  expect(report.median.to).toBeLessThan(100);
  if (isFull) process.stdout.write(`${cases} starts: ${report.megabytes} MB\n`);
}, 1_900_000);
