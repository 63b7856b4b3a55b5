/**
 * Runs every benchmark of this folder, one after another, or those whose names are given.
 * Each is a process of its own: none warms up another.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

const shared = new Set(["run.mjs", "peers.mjs"]);
const folder = new URL(".", import.meta.url);
const wanted = process.argv.slice(2);
const scripts = readdirSync(folder)
  .filter((name) => name.endsWith(".mjs") && !shared.has(name))
  .filter((name) => wanted.length === 0 || wanted.includes(name.replace(".mjs", "")))
  .sort();

if (scripts.length === 0) {
  process.stderr.write(`bench: expected the name of a script, got ${wanted.join(", ")}.\n`);
  process.exit(2);
}

process.stdout.write(`node ${process.version}, ${cpus().length} processors\n`);
let failed = 0;
for (const script of scripts) {
  process.stdout.write(`\n== ${script.replace(".mjs", "")} ==\n`);
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL(script, folder))], {
    stdio: "inherit",
  });
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
