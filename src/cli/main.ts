#!/usr/bin/env node
/**
 * The entry point. `--version` and `--help` are answered here, before anything is loaded: a tool
 * that is asked its name should not start an engine.
 */
import { readFileSync } from "node:fs";
import { commands } from "./commands.ts";
import { commandHelp, help } from "./help.ts";

const args = process.argv.slice(2);
const [first = "", second = ""] = args;
const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
const asksHelp = own.some((word) => word === "--help" || word === "-h");
const named = first === "help" ? second : first;

if (first === "--version" || first === "-V") {
  const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  process.stdout.write(`${(JSON.parse(manifest) as { version: string }).version}\n`);
} else if ((asksHelp || first === "help") && isCommand(named)) {
  process.stdout.write(commandHelp(commands[named]));
} else if (args.length === 0 || asksHelp || first === "help") {
  process.stdout.write(help());
  process.exitCode = args.length === 0 ? 2 : 0;
} else {
  const { run } = await import("./run.ts");
  process.exitCode = await run(args);
}

function isCommand(word: string): word is keyof typeof commands {
  return Object.hasOwn(commands, word);
}
