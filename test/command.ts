/**
 * The built command, run as a user runs it. `npm test` builds `dist` before it starts the tests.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { newFolder } from "./folders.ts";
import { isFull } from "./full.ts";
import { root } from "./source-files.ts";

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export const entryPoint = join(root, "dist/cli/main.js");

/** The environment of a plain shell: nothing that forces colours on or off. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/COLOR|^CI$|^VITEST|^NODE_OPTIONS$/.test(name)),
);

/** `lemmata ARGS` in a folder. @param main the entry point, where it is not the repository's */
export function lemmata(args: readonly string[], cwd: string = root, main = entryPoint): Run {
  return ran(process.execPath, [main, ...args], cwd);
}

/** A line that a report printed, `lemmata verify ...`, given to a shell as it stands. */
export function shellLine(line: string, cwd: string): Run {
  const script = `lemmata() { "${process.execPath}" "${entryPoint}" "$@"; }\n${line}`;
  return ran("/bin/sh", ["-c", script], cwd);
}

/** Milliseconds of one command; the full run judges all specs in one. */
const longest = isFull ? 1_200_000 : 60_000;

function ran(program: string, args: readonly string[], cwd: string): Run {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: environment,
    encoding: "utf8",
    timeout: longest,
    maxBuffer: 2 ** 26,
  });
  return { status, stdout, stderr, seconds: (performance.now() - start) / 1000 };
}

/** A new folder with these files in it, for as long as the tests of a file run. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = newFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
