/**
 * What every benchmark shares: pairs of runs side by side, medians with an interval, and the
 * peers of this machine.
 *
 * Two programs are timed in turn, ours and theirs, ours and theirs, so that a busy minute slows
 * both; what is reported is the median of the quotients. Its interval is that of the order
 * statistics: of n independent values, the median of their law lies between the r-th smallest and
 * the r-th largest with probability 1 - 2 P(B < r), B binomial (n, 1/2); for n = 15, r = 4: 96 %.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";

/** Pairs behind a figure. */
export const pairs = 15;

/**
 * The median of values, the ends of its interval, and how often the interval holds the median.
 *
 * @param {readonly number[]} values
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  let rank = 1;
  while (rank + 1 <= n / 2 && 2 * binomialBelow(n, rank + 1) <= 0.05) rank += 1;
  const middle = (sorted[Math.floor((n - 1) / 2)] + sorted[Math.ceil((n - 1) / 2)]) / 2;
  return {
    median: middle,
    interval: [sorted[rank - 1], sorted[n - rank]],
    confidence: 1 - 2 * binomialBelow(n, rank),
  };
}

/** P(B < r) for a binomial B of n fair tosses. */
function binomialBelow(n, r) {
  let sum = 0;
  let term = 0.5 ** n;
  for (let i = 0; i < r; i += 1) {
    sum += term;
    term *= (n - i) / (i + 1);
  }
  return sum;
}

/** The milliseconds a call takes; an answer that is a promise is waited for. */
export async function milliseconds(call) {
  const start = performance.now();
  await call();
  return performance.now() - start;
}

/**
 * Ours and theirs in turn. Each is called once before the clock runs, which also makes a broken
 * one fail before anything is printed. Which goes first alternates.
 *
 * @param ours, theirs functions without arguments, or what gives the time itself in milliseconds
 *   as a number
 * @returns medians in milliseconds, and of the quotient theirs/ours, each with its interval
 */
export async function sideBySide(ours, theirs, count = pairs) {
  await ours();
  await theirs();
  const times = { ours: [], theirs: [] };
  for (let i = 0; i < count; i += 1) {
    const order = i % 2 === 0 ? ["ours", "theirs"] : ["theirs", "ours"];
    for (const who of order) times[who].push(await timed(who === "ours" ? ours : theirs));
  }
  return {
    ours: median(times.ours),
    theirs: median(times.theirs),
    ratio: median(times.theirs.map((time, i) => time / times.ours[i])),
  };
}

async function timed(call) {
  const start = performance.now();
  const own = await call();
  return typeof own === "number" ? own : performance.now() - start;
}

/**
 * A program of this machine, or why it is not there.
 *
 * @param {string} command
 * @param {readonly string[]} args that make it say its version
 * @returns {{ version: string } | { absent: string }}
 */
export function program(command, args = ["--version"]) {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    timeout: 60_000,
  });
  if (error !== undefined || status !== 0) return { absent: `${command} is not here` };
  return { version: `${stdout}${stderr}`.trim().split("\n")[0] };
}

/** A package of the Python that has it, or why it is not there. */
export function pythonPackage(name) {
  for (const python of ["python3", "/usr/bin/python3"]) {
    const found = program(python, ["-c", `import ${name}; print(${name}.__version__)`]);
    if ("version" in found) return { python, version: `${name} ${found.version}` };
  }
  return { absent: `no python3 here has ${name}` };
}

/** What a program prints, given a text on its input. @throws if it fails or takes ten minutes. */
export function run(command, args, input = "") {
  return execFileSync(command, args, { input, encoding: "utf8", timeout: 600_000 });
}

/** `12.3 ms [11.8, 13.0]`: a median and its interval. */
export const shown = ({ median: middle, interval }, unit = "") =>
  `${short(middle)}${unit} [${interval.map(short).join(", ")}]`;

const short = (value) => (value >= 1000 ? value.toFixed(0) : value.toPrecision(3));
