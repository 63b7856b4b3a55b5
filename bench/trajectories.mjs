/**
 * Time per trajectory and error mid-transition, beside the solvers of this machine.
 *
 * The problem is that of `peers/problem.h`: 32 random starts, T = 25, rtol 1e-9, atol 1e-12, output at
 * the steepest moment of each, where a trajectory is most easily wrong. The error is the largest over
 * the trajectories against the 40-digit states of test/oracles/trajectories.
 * Needs the built code: npm run build.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { fieldBuilder } from "../dist/field/build-field.js";
import { generatedBatch, generatedField } from "../dist/field/generate.js";
import { interpretedField } from "../dist/field/interpret.js";
import { dormandPrince54 } from "../dist/numeric/integrate/dormand-prince.js";
import { dormandPrince853 } from "../dist/numeric/integrate/dormand-prince-853.js";
import { solve } from "../dist/numeric/integrate/solve.js";
import { median, program, pythonPackage, run, shown, sideBySide } from "./peers.mjs";

const [k, beta] = [8, 0.1];
const [rtol, atol, end] = [1e-9, 1e-12, 25];
const rows = JSON.parse(
  readFileSync(new URL("../test/oracles/trajectories/taylor.json", import.meta.url), "utf8"),
);

const data = reducedField();
const source = fileURLToPath(new URL("peers/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "lemmata-bench-"));
try {
  await compare();
} finally {
  rmSync(folder, { recursive: true });
}

/** The reduced flow with a rank-one update, as data. */
function reducedField() {
  const b = fieldBuilder(k);
  const u = Array.from({ length: k }, (_, i) => b.state(i));
  const g = u.map((x) => {
    const square = b.mul(x, x);
    return b.add(b.mul(b.constant(3), square), b.mul(b.constant(2), b.mul(square, x)));
  });
  const common = b.mul(b.constant(beta), b.sum(g));
  const radial = b.sum(u.map((x, i) => b.mul(x, g[i])));
  const own = b.constant(1 - beta);
  return b.build(u.map((x, i) => b.sub(b.add(b.mul(own, g[i]), common), b.mul(x, radial))));
}

/** Our solver as a peer: microseconds a trajectory, and the states at the output times. */
function ours(tableau, field) {
  const once = () =>
    rows.map(({ start, t }) => {
      const { status, outputs } = solve({
        field,
        tableau,
        y0: start,
        t0: 0,
        t1: end,
        rtol,
        atol,
        outputAt: [t],
      });
      if (status !== "reached-end") throw new Error(`ours ended with ${status}`);
      return outputs[0].y;
    });
  const time = () => {
    const before = performance.now();
    for (let r = 0; r < 8; r += 1) once();
    return ((performance.now() - before) * 1000) / (8 * rows.length);
  };
  // Compiled code is what is compared with compiled code.
  for (let i = 0; i < 20; i += 1) once();
  return { time, error: errorOf(once()) };
}

/** A program that reads the problem and prints its time and states. */
function native(command, args, repetitions) {
  const input = [
    `${rows.length} ${repetitions} ${rtol} ${atol} ${end}`,
    ...rows.map(({ start, t }) => [t, ...start].join(" ")),
  ].join("\n");
  const answer = () => {
    const [time, ...states] = run(command, args, input).trim().split("\n");
    return {
      time: Number(time),
      states: states.map((line) => line.trim().split(/\s+/).map(Number)),
    };
  };
  return { time: () => answer().time, error: errorOf(answer().states) };
}

/** The largest Euclidean distance from the reference states. */
function errorOf(states) {
  const errors = rows.map(({ state }, m) =>
    Math.hypot(...state.map((x, i) => states[m][i] - Number(x))),
  );
  return Math.max(...errors);
}

/** A compiled peer, or why there is none. */
function compiled(file, compiler, libraries = []) {
  const found = program(compiler);
  if ("absent" in found) return { absent: `${file}: ${found.absent}` };
  const binary = join(folder, file.replace(/\..*/, ""));
  const standard = compiler === "g++" ? "-std=c++17" : "-std=gnu11";
  const args = ["-O3", "-march=native", standard, `-I${folder}`, `-I${source}`];
  try {
    run(compiler, [...args, join(source, file), "-o", binary, ...libraries, "-lm"]);
  } catch (error) {
    const reason = String(error.stderr ?? error).match(/fatal error: .*|cannot find .*/)?.[0];
    return { absent: `${file}: ${reason ?? "does not compile"}` };
  }
  return { binary };
}

/** The tableau of ours as a header, so that no number is typed twice. */
function writeTableau() {
  const { A, bError, bErrorLow, dense } = dormandPrince853;
  const row = (x, n) => `{${Array.from({ length: n }, (_, i) => x[i] ?? 0).join(", ")}}`;
  const table = (name, xs, n) =>
    `static const double ${name}[][${n}] = {\n${xs.map((x) => `  ${row(x, n)},`).join("\n")}\n};`;
  const stages = A.length;
  writeFileSync(
    join(folder, "tableau.h"),
    [
      `enum { STAGES = ${stages} };`,
      table("A", A, stages),
      `static const double B_ERROR[] = ${row(bError, stages)};`,
      `static const double B_ERROR_LOW[] = ${row(bErrorLow, stages)};`,
      table("DENSE_A", dense.A, stages + 3),
      table("DENSE", dense.weights, stages + 3),
      "",
    ].join("\n"),
  );
}

async function compare() {
  writeTableau();
  const field = generatedField(data);
  const mine = ours(dormandPrince853, field);
  const lines = [
    ["generated code, DOP853 (ours)", mine],
    ["generated code, DOPRI5 (ours)", ours(dormandPrince54, field)],
    ["interpreter, DOP853 (ours)", ours(dormandPrince853, interpretedField(data))],
  ];
  const absent = [];
  const add = (name, peer, repetitions, args = []) => {
    if ("absent" in peer) absent.push(peer.absent);
    else lines.push([name, native(peer.binary ?? peer.python, args, repetitions)]);
  };
  add("C, DOP853 with the same control", compiled("own-dop853.c", "gcc"), 40);
  add("boost odeint, dense dopri5", compiled("odeint-dopri5.cpp", "g++"), 40);
  add("GSL, rk8pd", compiled("gsl-rk8pd.c", "gcc", ["-lgsl", "-lgslcblas"]), 20);
  const cvode = ["-lsundials_cvode", "-lsundials_nvecserial"];
  add("SUNDIALS CVODE, Adams", compiled("cvode.c", "gcc", cvode), 2);
  const scipy = pythonPackage("scipy");
  const script = join(source, "scipy_ivp.py");
  add("scipy, DOP853", scipy, 1, [script, "DOP853"]);
  add("scipy, LSODA", scipy, 1, [script, "LSODA"]);

  process.stdout.write(
    `k = 8, beta = 0.1, ${rows.length} trajectories, rtol ${rtol}, T = ${end}; one thread.\n` +
      "microseconds a trajectory | error at the steepest moment | times ours\n",
  );
  for (const [name, { time, error }] of lines) {
    const slow = name.startsWith("scipy");
    const { theirs, ratio } = await sideBySide(mine.time, time, slow ? 5 : undefined);
    process.stdout.write(
      `${name.padEnd(34)} ${shown(theirs)} | ${error.toExponential(1)} | ${shown(ratio)}\n`,
    );
  }
  for (const reason of absent) process.stdout.write(`absent: ${reason}\n`);
  process.stdout.write(`${rightHandSides(field)}\n`);
}

/** Nanoseconds a right-hand side over 10,000 states, one by one and as a structure of arrays. */
function rightHandSides(field) {
  const count = 10_000;
  const y = Float64Array.from({ length: k * count }, (_, i) => 0.1 + (i % 7) / 50);
  const dy = new Float64Array(k * count);
  const batch = generatedBatch(data);
  const state = y.slice(0, k);
  const rate = new Float64Array(k);
  const nanoseconds = (call) => {
    for (let i = 0; i < 20; i += 1) call();
    const times = Array.from({ length: 15 }, () => {
      const before = performance.now();
      call();
      return ((performance.now() - before) * 1e6) / count;
    });
    return shown(median(times), " ns");
  };
  const alone = nanoseconds(() => {
    for (let m = 0; m < count; m += 1) field(0, state, rate);
  });
  return `one right-hand side: ${alone}; over a structure of arrays ${nanoseconds(() => batch(0, y, dy, count))}`;
}
