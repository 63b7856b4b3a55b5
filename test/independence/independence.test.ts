/**
 * The independence of the witnesses, measured: a mistake in either is noticed by the suites.
 *
 * Seeded source mutants of `src/symbolic` (what lies on the way of derived objects) and of
 * `src/numeric` are put into a copy of the built program, one at a time, and the claims that come by
 * the place are judged with it; no unit test is run. A mutant counts if something derived or
 * observed changes by more than its error, or the program fails; one that merely says less, or
 * looks elsewhere, is counted apart. It is noticed if a claim is then not as expected: conflict,
 * refuted, undecided, a fault, or no end within the limit.
 *
 * By default a few mutants are tried on one small suite; `npm run test:full` tries 200 of each
 * layer on all specs. What was tried is kept beside the caches, so that a run that is stopped goes on.
 */
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomStream } from "../../src/numeric/random/stream.ts";
import { isFull } from "../full.ts";
import { filesIn } from "../source-files.ts";
import { copyOfProgram } from "./judged-claims.ts";
import type { SourceMutant } from "./mutants.ts";
import { type SoundRun, soundRun } from "./sound-run.ts";
import { type Trial, trial } from "./trial.ts";

/** Proving, texts and proposals are not on the way of a derived object; nor is a verdict's prose. */
const aside =
  /^symbolic\/(prove|cas|bounds|describe|decide|differ|equation|hypotheses)|format|text/;
const layers = { symbolic: /^symbolic\//, numeric: /^numeric\// } as const;
type Layer = keyof typeof layers;

const suites = isFull
  ? filesIn("specs", ".yaml").map(({ path }) => path)
  : ["test/independence/suite.yaml"];
/** Mutants with an effect that are wanted, and the most that are tried for them. */
const { wanted, mostTried } = isFull
  ? { wanted: 200, mostTried: Number.POSITIVE_INFINITY }
  : { wanted: 3, mostTried: 3 };

let folder = "";
let dist = "";
let sound: SoundRun;

beforeAll(
  async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "lemmata-independence-")));
    dist = copyOfProgram(folder);
    const isSite = (file: string): boolean =>
      Object.values(layers).some((layer) => layer.test(file)) && !aside.test(file);
    sound = await soundRun(dist, suites, isSite);
    const unexpected = sound.claims.filter(({ said }) => !said.asExpected);
    expect(unexpected.map(({ said: { file, id, verdict } }) => `${file} ${id} ${verdict}`)).toEqual(
      [],
    );
  },
  isFull ? 7_200_000 : 240_000,
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sites of a layer that some claim comes by, in a seeded order. */
function inSeededOrder(layer: Layer): readonly number[] {
  const reached = new Set(sound.claims.flatMap((claim) => claim.reached));
  const random = randomStream(11, "independence", layer);
  return sound.sites
    .flatMap(({ file }, i) => (layers[layer].test(file) && reached.has(i) ? [i] : []))
    .map((site) => ({ site, key: random.uniform() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ site }) => site);
}

const nameOf = ({ file, at, to }: SourceMutant): string => `${file}@${at} ${to}`;

/** Mutants in a seeded order until so many of them change something, or so many were tried. */
async function measured(layer: Layer): Promise<readonly Trial[]> {
  const journal = join(sound.kept, `${layer}.jsonl`);
  const lines = existsSync(journal) ? readFileSync(journal, "utf8").trim().split("\n") : [];
  const done = new Map(
    lines.map((line) => JSON.parse(line) as Trial).map((one) => [nameOf(one.mutant), one]),
  );
  const order = inSeededOrder(layer);
  const tally: Record<string, number> = { sites: order.length, leftOut: sound.left };
  const count = (what: string): void => {
    tally[what] = (tally[what] ?? 0) + 1;
  };
  const effective: Trial[] = [];
  for (const site of order.slice(0, mostTried)) {
    if (effective.length >= wanted) break;
    const mutant = sound.sites[site]!;
    let one = done.get(nameOf(mutant));
    if (one === undefined) {
      const coming = sound.claims.filter(({ reached }) => reached.includes(site));
      one = await trial(
        dist,
        mutant,
        coming.map(({ said }) => said),
      );
      if (isFull) appendFileSync(journal, `${JSON.stringify(one)}\n`);
    }
    if (one.changed.length > 0 || one.noticed !== undefined) {
      effective.push(one);
      count(one.noticed?.how ?? "survived");
    } else count(one.otherwise.length > 0 ? "says otherwise" : "no effect");
  }
  console.log(`${layer}: ${JSON.stringify(tally)}`);
  return effective;
}

const line = ({ mutant: { file, line: at, from, to }, changed }: Trial): string =>
  `${file}:${at} ${from} -> ${to} (${changed.slice(0, 3).join("; ")})`;

test.each(["symbolic", "numeric"] as const)(
  "mistakes in src/%s that change what it says are noticed",
  async (layer) => {
    const trials = await measured(layer);
    const survivors = trials.filter(({ noticed }) => noticed === undefined);
    for (const one of survivors) console.log(`  survived ${line(one)}`);
    expect(survivors.filter(({ favoured }) => favoured.length > 0).map(line)).toEqual([]);
    expect(survivors.length).toBeLessThanOrEqual(Math.ceil(0.05 * trials.length));
  },
  isFull ? 14_400_000 : 240_000,
);
