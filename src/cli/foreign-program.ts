/**
 * A program in any language as a simulator: an instance as JSON on its standard input, rows on its
 * standard output.
 *
 * It has a time limit, and a limit for what it prints; past either it is stopped with everything
 * that it started. Rows before that are kept, and so is the end of what it wrote to standard error.
 */
import { spawn } from "node:child_process";

export interface ForeignRun {
  /** Absent where the program ended by itself with status 0. */
  readonly problem?: string;
  /** The end of what it wrote to standard error. */
  readonly stderr: string;
  readonly bytes: number;
}

export interface ForeignOptions {
  readonly command: readonly string[];
  readonly instance: unknown;
  /** Seconds. */
  readonly timeLimit: number;
  /** Takes a line of output; a message ends the program. */
  readonly line: (text: string) => string | undefined;
}

/** Bytes of output of one run. */
export const mostBytes = 64 * 2 ** 20;
/** Characters of a line; the rest of a longer one is not waited for. */
const longestLine = 2 ** 20;
/** Characters of standard error that are kept, from its end. */
const keptOfStderr = 16_384;

export function foreignRun(options: ForeignOptions): Promise<ForeignRun> {
  const { command, instance, timeLimit, line } = options;
  const [program = "", ...args] = command;
  return new Promise((resolve) => {
    // A group of its own, so that what the program starts is stopped with it.
    const child = spawn(program, args, { detached: true, stdio: ["pipe", "pipe", "pipe"] });
    const decoder = new TextDecoder();
    let [stderr, pending, bytes] = ["", "", 0];
    let problem: string | undefined;

    const stop = (why: string): void => {
      problem ??= why;
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended already.
        child.kill("SIGKILL");
      }
    };
    const timer = setTimeout(() => stop(`still running after ${timeLimit} s`), timeLimit * 1000);
    const onInterrupt = (): void => stop("stopped by Ctrl-C");
    process.once("SIGINT", onInterrupt);

    const take = (text: string): void => {
      if (problem !== undefined) return;
      const wrong = line(text);
      if (wrong !== undefined) stop(`line ${wrong}`);
    };
    child.stdout.on("data", (chunk: Buffer) => {
      if (problem !== undefined) return;
      bytes += chunk.length;
      if (bytes > mostBytes) return stop(`printed more than ${mostBytes / 2 ** 20} MB`);
      const parts = (pending + decoder.decode(chunk, { stream: true })).split("\n");
      pending = parts.pop() ?? "";
      for (const part of parts) take(part);
      if (pending.length > longestLine)
        stop(`printed a line of more than ${longestLine} characters`);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr = (stderr + chunk.toString("utf8")).slice(-keptOfStderr);
    });
    // A program that does not read its input is not wrong for that.
    child.stdin.on("error", () => {});
    child.stdin.end(`${JSON.stringify(instance)}\n`);
    child.on("error", (error) => {
      problem ??= `could not be started: ${error.message}`;
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      process.off("SIGINT", onInterrupt);
      take(pending);
      const status = code === null ? `ended by ${signal}` : `ended with status ${code}`;
      const ended = problem ?? (code === 0 ? undefined : status);
      resolve({ stderr, bytes, ...(ended !== undefined && { problem: ended }) });
    });
  });
}
