/**
 * The independence of the witnesses, measured: a mistake in either is noticed by the other.
 *
 * Seeded source mutants of `src/symbolic` (what lies on the way of derived objects) and of
 * `src/numeric` are put into a copy of the built program, one at a time, and a small suite is judged
 * with it; no unit test is run. A mutant counts if something derived or observed changes by more
 * than its error, or the program fails; one that merely says less (a derivation that is lost) is
 * counted apart. It is noticed if a claim is then not as expected: conflict,
 * refuted, undecided, a fault, or no end within the limit. `npm run test:full` runs 200 of each.
 */
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomStream } from "../../src/numeric/random/stream.ts";
import { isFull } from "../full.ts";
import { root } from "../source-files.ts";
import { mutantsOf, reached, type SourceMutant, withMutant } from "./mutants.ts";

const program = join(root, "test/independence/judge-suite.mjs");
const suite = join(root, "test/independence/suite.yaml");

/** Proving, texts and proposals are not on the way of a derived object; nor is a verdict's prose. */
const aside =
  /^symbolic\/(prove|cas|bounds|describe|decide|differ|equation|hypotheses)|format|text/;
const layers = { symbolic: /^symbolic\//, numeric: /^numeric\// } as const;
type Layer = keyof typeof layers;

/** Seconds that one mutant may take: several times a sound run. */
const limit = 60;

let folder = "";
const sites: Record<Layer, SourceMutant[]> = { symbolic: [], numeric: [] };

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "lemmata-independence-")));
  const dist = copyOf("sound", root);
  const sound = spawnSync(process.execPath, [program, dist, suite], {
    encoding: "utf8",
    env: { ...process.env, NODE_V8_COVERAGE: join(folder, "coverage") },
  });
  expect(sound.stderr).toBe("");
  const said: Record<string, { asExpected: boolean }> = JSON.parse(sound.stdout);
  expect(Object.entries(said).filter(([, { asExpected }]) => !asExpected)).toEqual([]);
  writeFileSync(join(folder, "sound.json"), sound.stdout);
  for (const [file, ranges] of reached(join(folder, "coverage"), dist)) {
    for (const layer of ["symbolic", "numeric"] as const) {
      if (!layers[layer].test(file) || aside.test(file)) continue;
      sites[layer].push(...mutantsOf(file, readFileSync(join(dist, file), "utf8"), ranges));
    }
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** A copy of the built program. */
function copyOf(name: string, from = join(folder, "sound")): string {
  const place = join(folder, name);
  cpSync(join(from, "dist"), join(place, "dist"), { recursive: true });
  cpSync(join(from, "package.json"), join(place, "package.json"));
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
  return join(place, "dist");
}

interface Outcome {
  readonly mutant: SourceMutant;
  readonly changed: readonly string[];
  /** Values and forms that the mutant does without: it says less, and nothing wrong. */
  readonly lost: readonly string[];
  /** The claim that is not as expected, and how, or why the program did not get that far. */
  readonly noticed?: string;
}

function judged(dist: string, mutant: SourceMutant): Promise<Outcome> {
  const path = join(dist, mutant.file);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, withMutant(text, mutant));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, dist, suite, join(folder, "sound.json")]);
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.resume();
    const timer = setTimeout(() => child.kill("SIGKILL"), limit * 1000);
    child.on("close", (_, signal) => {
      clearTimeout(timer);
      writeFileSync(path, text);
      if (signal !== null)
        return resolve({ mutant, changed: ["no end"], lost: [], noticed: "interrupted" });
      if (out === "") return resolve({ mutant, changed: ["a crash"], lost: [], noticed: "fault" });
      const { changed, lost, noticed } = JSON.parse(out) as {
        changed: string[];
        lost: string[];
        noticed?: { id: string; verdict: string; fault?: string };
      };
      if (noticed === undefined) return resolve({ mutant, changed, lost });
      const how = noticed.fault === undefined ? noticed.verdict : "fault";
      resolve({ mutant, changed: [...changed, noticed.id], lost, noticed: how });
    });
  });
}

/** Mutants in a seeded order until so many of them change something, or so many were tried. */
async function measured(
  layer: Layer,
  wanted: number,
  mostTried = Number.POSITIVE_INFINITY,
): Promise<readonly Outcome[]> {
  const random = randomStream(11, "independence", layer);
  const order = sites[layer]
    .map((mutant) => ({ mutant, key: random.uniform() }))
    .sort((a, b) => a.key - b.key)
    .map(({ mutant }) => mutant);
  const effective: Outcome[] = [];
  let [next, equivalent, weaker] = [0, 0, 0];
  const seat = async (dist: string): Promise<void> => {
    while (effective.length < wanted && next < Math.min(order.length, mostTried)) {
      const outcome = await judged(dist, order[next++]!);
      if (outcome.changed.length > 0) effective.push(outcome);
      else if (outcome.lost.length > 0) weaker += 1;
      else equivalent += 1;
    }
  };
  const seats = Array.from({ length: Math.min(2, availableParallelism()) }, (_, i) => i);
  await Promise.all(seats.map((i) => seat(copyOf(`${layer}-${i}`))));
  const tally: Record<string, number> = {};
  for (const { noticed = "survived" } of effective) tally[noticed] = (tally[noticed] ?? 0) + 1;
  console.log(`${layer}: ${JSON.stringify({ sites: order.length, equivalent, weaker, ...tally })}`);
  for (const { mutant, changed } of effective.filter(({ noticed }) => noticed === undefined)) {
    const { file, line, from, to } = mutant;
    console.log(`  survived ${file}:${line} ${from} -> ${to} (${changed.join("; ")})`);
  }
  return effective;
}

test.each(["symbolic", "numeric"] as const)(
  "mistakes in src/%s that change what it says are noticed",
  async (layer) => {
    const outcomes = await measured(layer, 200, isFull ? undefined : 3);
    const noticed = outcomes.filter((outcome) => outcome.noticed !== undefined).length;
    expect(noticed).toBeGreaterThanOrEqual(Math.floor(0.95 * outcomes.length));
  },
  isFull ? 3_600_000 : 120_000,
);
