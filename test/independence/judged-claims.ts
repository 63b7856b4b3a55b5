/**
 * Runs `judge-claims.mjs` on a copy of the built program and hands on what it says, line by line.
 */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "../source-files.ts";

export interface NamedClaim {
  readonly file: string;
  readonly id: string;
}

/** What came out of one claim. */
export interface Said extends NamedClaim {
  readonly verdict: string;
  readonly asExpected: boolean;
  readonly fault: string | null;
  /** The derived object as text. */
  readonly derived: string | null;
  readonly pairs: readonly Pair[];
  /** Of the processor. */
  readonly seconds: number;
}

export interface Pair {
  readonly of: string;
  /** The state or start that was found to be worth showing. */
  readonly where: string | null;
  readonly derived: number | null;
  /** Up to which the derived value is known. */
  readonly derivedUncertainty: number | null;
  readonly observed: number | null;
  readonly claimed: number | null;
  readonly uncertainty: number | null;
}

/** A copy of the built program in a folder, to be changed at will. */
export function copyOfProgram(folder: string): string {
  cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return join(folder, "dist");
}

export interface Listener {
  /** Told of each claim; `stop` ends the program. */
  readonly onSaid: (said: Said, stop: () => void) => void;
  /** Seconds of the processor that may pass before the claim of a number has been judged. */
  readonly limitOf: (index: number) => number;
  /** Seconds of the processor that all of it may take. */
  readonly most?: number;
}

/** How a program ended: by itself, stopped, without an end, or in a way that it must not. */
export type Ending = "done" | "stopped" | "no end" | "crash";

/** Judges claims in their order until one is not as expected. */
export function judgeClaims(
  dist: string,
  claims: readonly NamedClaim[],
  { onSaid, limitOf, most }: Listener,
  reached?: string,
): Promise<Ending> {
  const list = join(dist, "claims.json");
  writeFileSync(list, JSON.stringify(claims));
  const program = join(root, "test/independence/judge-claims.mjs");
  const counts = reached === undefined ? [] : [reached];
  const limit = most === undefined ? "" : `ulimit -t ${most}; `;
  const command = [process.execPath, program, dist, list, ...counts];
  const child = spawn("sh", ["-c", `${limit}exec "$@"`, "sh", ...command], {
    cwd: root,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let ending: Ending | undefined;
  let count = 0;
  const end = (why: Ending): void => {
    ending ??= why;
    child.kill("SIGKILL");
  };
  /** Other programs may run too, so that the clock alone does not say that a claim has no end. */
  const timed = (waited = 0, before = cpuSecondsOf(child.pid)): NodeJS.Timeout => {
    const limit = limitOf(count);
    return setTimeout(() => {
      const worked = cpuSecondsOf(child.pid) - before;
      if (worked >= limit || waited >= mostWaited) end("no end");
      else timer = timed(waited + 1, before);
    }, limit * 1000);
  };
  let timer = timed();
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (ending !== undefined) return;
    clearTimeout(timer);
    count += 1;
    onSaid(JSON.parse(line) as Said, () => end("stopped"));
    timer = timed();
  });
  return new Promise((resolve) => {
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve(ending ?? (code === 0 ? "done" : "crash"));
    });
  });
}

/** Times that a limit may pass by the clock alone. */
const mostWaited = 20;

/** Seconds that a process has worked so far; 0 where nobody can tell, and the clock counts. */
function cpuSecondsOf(pid: number | undefined): number {
  const { status, stdout } = spawnSync("ps", ["-o", "cputimes=", "-p", String(pid)]);
  return status === 0 ? Number(stdout) : 0;
}
