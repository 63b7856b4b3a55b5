/**
 * What the sound program says of every claim of the suites, and which mutants each claim comes by.
 *
 * A process for each file. What one claim leaves in a cache the next does not run again, so a claim
 * may come by more than is known here. The result is kept beside the other caches, by the content of
 * program and suites.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadSpec } from "../../src/model/load.ts";
import { filesIn, root } from "../source-files.ts";
import { judgeClaims, type NamedClaim, type Said } from "./judged-claims.ts";
import { mutantsOf, reachedIn, type SourceMutant } from "./mutants.ts";

export interface SoundRun {
  /** Every place where a mutant can be put. */
  readonly sites: readonly SourceMutant[];
  readonly claims: readonly SoundClaim[];
  /** How many claims were too dear. */
  readonly left: number;
  /** A folder for what belongs to this program and these suites. */
  readonly kept: string;
}

export interface SoundClaim {
  readonly said: Said;
  /** Numbers of the sites that ran. */
  readonly reached: readonly number[];
}

/** Seconds of the processor that a file may take; claims that come later are left out. */
const mostSeconds = 30;

/**
 * The sound run.
 *
 * @param dist a copy of the program
 * @param suites files of specs, from the root of the repository
 * @param isSite which built files may be changed
 */
export async function soundRun(
  dist: string,
  suites: readonly string[],
  isSite: (file: string) => boolean,
): Promise<SoundRun> {
  const files = filesIn("dist", ".js").map(({ path, text }) => ({
    file: path.slice("dist/".length),
    text,
  }));
  const sites = files
    .filter(({ file }) => isSite(file))
    .flatMap(({ file, text }) => mutantsOf(file, text));
  const digest = createHash("sha256");
  for (const { file, text } of files) digest.update(file).update(text);
  for (const file of suites) digest.update(file).update(readFileSync(join(root, file)));
  const kept = join(root, `node_modules/.cache/independence-${digest.digest("hex").slice(0, 16)}`);
  mkdirSync(kept, { recursive: true });
  const claims: SoundClaim[] = [];
  let all = 0;
  for (const file of suites) {
    const group = claimsOf(file);
    all += group.length;
    const place = join(kept, `${file.replaceAll("/", "_")}.json`);
    if (!existsSync(place)) {
      writeFileSync(place, JSON.stringify(await soundClaims(dist, group, sites)));
    }
    claims.push(...(JSON.parse(readFileSync(place, "utf8")) as readonly SoundClaim[]));
  }
  return { sites, claims, left: all - claims.length, kept };
}

const claimsOf = (file: string): readonly NamedClaim[] =>
  loadSpec(join(root, file)).spec.claims.map(({ id }) => ({ file, id }));

/** What is said of claims in one process, as far as it gets in time. */
async function soundClaims(
  dist: string,
  group: readonly NamedClaim[],
  sites: readonly SourceMutant[],
): Promise<readonly SoundClaim[]> {
  const counts = join(dist, "reached");
  const all: Said[] = [];
  const listener = { onSaid: (one: Said) => void all.push(one), limitOf: () => 1200 };
  await judgeClaims(dist, group, { ...listener, most: mostSeconds }, counts);
  const atLoad = reachedIn(`${counts}-0`, dist);
  return all.map((said, i) => {
    const ran = reachedIn(`${counts}-${i + 1}`, dist);
    return { said, reached: sites.flatMap((site, j) => (ran(site) || atLoad(site) ? [j] : [])) };
  });
}
