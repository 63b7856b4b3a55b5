#!/usr/bin/env node
/**
 * The entry point. `--version` and `--help` are answered here, before anything is loaded: a tool
 * that is asked its name should not start an engine.
 */
import { readFileSync } from "node:fs";
import { help } from "./help.ts";

const args = process.argv.slice(2);

if (args[0] === "--version" || args[0] === "-V") {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  process.stdout.write(`${(JSON.parse(manifest) as { version: string }).version}\n`);
} else if (args.length === 0 || args[0] === "--help" || args[0] === "-h" || args[0] === "help") {
  process.stdout.write(help);
  process.exitCode = args.length === 0 ? 2 : 0;
} else {
  const { run } = await import("./run.ts");
  process.exitCode = await run(args);
}
