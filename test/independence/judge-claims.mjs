/**
 * Judges claims one after another with a copy of the program and says at once what came out: a line
 * of JSON for each. Ends at the first claim that is not as expected.
 *
 * Usage: node judge-claims.mjs DIST CLAIMS [REACHED]. CLAIMS is a file with a list of
 * { file, id }; into REACHED-0, REACHED-1, ... goes how often each part of the program ran, as
 * V8 counts it: when the program was loaded, and then for each claim.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , dist, claimsFile, reached] = process.argv;
const session = new Session();
let counted = 0;
const count = async () => {
  if (reached === undefined) return;
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const own = result.filter(({ url }) => url.startsWith(pathToFileURL(dist).href));
  writeFileSync(`${reached}-${counted++}`, JSON.stringify({ result: own }));
};
if (reached !== undefined) {
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
}

const program = (file) => import(pathToFileURL(join(dist, file)).href);
const { loadSpec } = await program("model/load.js");
const { verifySpec } = await program("checks/verify.js");
await count();

const seconds = () => process.cpuUsage().user / 1e6;
for (const { file, id } of JSON.parse(readFileSync(claimsFile, "utf8"))) {
  const before = seconds();
  const { spec } = loadSpec(file);
  const [claim] = (await verifySpec(spec, { effort: "quick", seed: 1, caseId: id })).claims;
  const { verdict, asExpected, derived = null, fault = null, observed } = claim;
  const pairs = observed.map(
    ({ at, name, derived: d, derivedUncertainty, observed: o, claimed: c, uncertainty }) => ({
      of: `${at} ${name.split(", at ")[0]}`,
      where: name.split(", at ")[1] ?? null,
      derived: d ?? null,
      derivedUncertainty: derivedUncertainty ?? null,
      observed: o ?? null,
      claimed: c ?? null,
      uncertainty,
    }),
  );
  const said = {
    file,
    id,
    verdict,
    asExpected,
    fault,
    derived,
    pairs,
    seconds: seconds() - before,
  };
  await count();
  // A long line is handed on in parts, and what is not yet handed on is lost with the process.
  await new Promise((written) => process.stdout.write(`${JSON.stringify(said)}\n`, written));
  if (!asExpected) break;
}
process.exit(0);
