/**
 * Judges the claims of a suite with a copy of the program, one after another, and says how that
 * differs from what the sound program said. Ends at the first claim that is not as expected.
 *
 * Usage: node judge-suite.mjs DIST SUITE [SOUND]; without SOUND prints what SOUND should hold.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , dist, suite, soundFile] = process.argv;
const program = (file) => import(pathToFileURL(join(dist, file)).href);
const { parseSpec } = await program("model/parse-spec.js");
const { verifySpec } = await program("checks/verify.js");
const { closeSolver } = await program("symbolic/prove/z3.js");

const sound = soundFile === undefined ? undefined : JSON.parse(readFileSync(soundFile, "utf8"));
const { spec } = parseSpec(readFileSync(suite, "utf8"), suite);
const said = {};
const changed = [];
const lost = [];
let noticed;
for (const { id } of spec.claims) {
  const options = { effort: "quick", seed: 1, caseId: id };
  const [claim] = (await verifySpec(spec, options)).claims;
  const { verdict, asExpected, derived = null, observed, fault } = claim;
  const pairs = observed.map(({ at, name, derived: d, observed: o, uncertainty: u }) => ({
    of: `${at} ${name}`,
    derived: d,
    observed: o,
    uncertainty: u,
  }));
  said[id] = { verdict, asExpected, derived, pairs };
  if (sound === undefined) continue;
  const before = sound[id];
  const moves = changedPairs(before.pairs, pairs);
  changed.push(...moves.changed.map((what) => `${id}: ${what}`));
  lost.push(...moves.lost.map((what) => `${id}: ${what}`));
  if (derived !== before.derived && moves.changed.length === 0) {
    lost.push(`${id}: ${derived === null ? "nothing derived" : "another form"}`);
  }
  if (!asExpected && before.asExpected) {
    noticed = { id, verdict, ...(fault === undefined ? {} : { fault }) };
    break;
  }
}
console.log(JSON.stringify(sound === undefined ? said : { changed, lost, noticed }));
await closeSolver();
process.exit(0);

/** Values that moved by more than the errors of both runs, and values that are no longer there. */
function changedPairs(before, after) {
  const changed = [];
  const lost = [];
  for (const old of before) {
    const now = after.find(({ of }) => of.split(", at ")[0] === old.of.split(", at ")[0]);
    const error = (old.uncertainty ?? 0) + (now?.uncertainty ?? 0);
    for (const side of ["derived", "observed"]) {
      const [a, b] = [old[side] ?? null, now?.[side] ?? null];
      if (a === null && b === null) continue;
      if (b === null) lost.push(`${side} value`);
      else if (a === null || Math.abs(a - b) > error) changed.push(`${side} value`);
    }
  }
  return { changed, lost };
}
