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
  if (derived !== before.derived) changed.push(`${id}: derived`);
  changed.push(...changedPairs(before.pairs, pairs).map((what) => `${id}: ${what}`));
  if (!asExpected && before.asExpected) {
    noticed = { id, verdict, ...(fault === undefined ? {} : { fault }) };
    break;
  }
}
console.log(JSON.stringify(sound === undefined ? said : { changed, noticed }));
await closeSolver();
process.exit(0);

/** Values that moved by more than the errors of both runs; readings that came or went. */
function changedPairs(before, after) {
  if (before.length !== after.length) return ["readings"];
  return before.flatMap((old, i) => {
    const now = after[i];
    if (now.of.split(", at ")[0] !== old.of.split(", at ")[0]) return ["readings"];
    const error = (old.uncertainty ?? 0) + (now.uncertainty ?? 0);
    const moved = (a, b) => (a ?? null) !== (b ?? null) && !(Math.abs(a - b) <= error);
    return [
      ...(moved(old.derived, now.derived) ? ["derived value"] : []),
      ...(moved(old.observed, now.observed) ? ["observed value"] : []),
    ];
  });
}
