/**
 * Hermite coefficients a_0..a_20 of links, exactly: ours against sympy and maxima, which are asked
 * for the same integrals E[f(x) He_q(x)] / sqrt(q!).
 *
 * In-process: the answer alone, everything loaded (theirs by their own clocks). Cold: a process
 * from its start, which for ours is the whole command with the document. A peer that has no answer
 * to one link within the limit is named so and not timed.
 */
import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseExpression } from "../dist/model/expression/parse.js";
import { expandLink } from "../dist/symbolic/links/expand-link.js";
import {
  median,
  milliseconds,
  pairs,
  program,
  pythonPackage,
  shown,
  sideBySide,
} from "./peers.mjs";

/** How each peer is asked: the integrand without the weight, and where it lives. */
const links = [
  { name: "relu", ours: "relu(x)", sympy: ["x", "0"], maxima: ["x", "0"] },
  { name: "erf", ours: "erf(x)", sympy: ["erf(x)", "-oo"], maxima: ["erf(x)", "minf"] },
  {
    name: "GELU",
    ours: "x*Phi(x)",
    sympy: ["x*(1+erf(x/sqrt(2)))/2", "-oo"],
    maxima: ["x*(1+erf(x/sqrt(2)))/2", "minf"],
  },
  {
    name: "x^3 exp(x/2)",
    ours: "x^3*exp(x/2)",
    sympy: ["x**3*exp(x/2)", "-oo"],
    maxima: ["x^3*exp(x/2)", "minf"],
  },
  { name: "sin 2x", ours: "sin(2*x)", sympy: ["sin(2*x)", "-oo"], maxima: ["sin(2*x)", "minf"] },
];
/** Degrees asked for; a peer without an answer to the first is asked for the second. */
const orders = [20, 4];
const limit = 12_000;
/** Time for the pairs of one peer and link; a slow peer is timed fewer times, its interval wider. */
const budget = 20_000;
const fewest = 3;
const command = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));

const sympyScript = ([f, from], order) => `
import time
from sympy import *
x = symbols("x", real=True)
start = time.perf_counter()
def he(q):
    a, b = Integer(1), x
    for n in range(1, q + 1):
        a, b = b, expand(x*b - n*a)
    return a
for q in range(${order + 1}):
    assert not integrate(expand(${f}*he(q))*exp(-x**2/2), (x, ${from}, oo)).has(Integral)
print(1000*(time.perf_counter() - start))
`;

const maximaScript = ([f, from], order) => `
display2d: false$
he(q) := block([a: 1, b: x, c], for n: 1 thru q do (c: expand(x*b - n*a), a: b, b: c), a)$
start: elapsed_real_time()$
for q: 0 thru ${order} do
  if not freeof(nounify(integrate), integrate(expand((${f})*he(q))*exp(-x^2/2), x, ${from}, inf))
  then quit()$
print("ms", float(1000*(elapsed_real_time() - start)))$
`;

/** The time that a peer's own clock gives, or undefined for no answer. */
function asked(file, args, input, pattern) {
  const { stdout, status } = spawnSync(file, args, {
    input,
    encoding: "utf8",
    timeout: limit,
    killSignal: "SIGKILL",
  });
  const found = status === 0 ? pattern.exec(stdout ?? "") : null;
  return found === null ? undefined : Number(found[1]);
}

const python = pythonPackage("sympy");
const maxima = program("maxima");
const peers = [
  "absent" in python
    ? { name: "sympy", absent: python.absent }
    : {
        name: python.version,
        key: "sympy",
        ask: (link, order) =>
          asked(python.python, ["-c", sympyScript(link.sympy, order)], "", /([0-9.]+)\s*$/),
      },
  "absent" in maxima
    ? { name: "maxima", absent: maxima.absent }
    : {
        name: maxima.version,
        key: "maxima",
        ask: (link, order) =>
          asked("maxima", ["--very-quiet"], maximaScript(link.maxima, order), /ms ([0-9.]+)/),
      },
];

const expand = (text, order) => {
  const { value } = parseExpression(text);
  const outcome = expandLink(value, "x", order);
  if (outcome.kind === "issue") throw new Error(outcome.reason);
  return outcome;
};

console.log(
  `medians of up to ${pairs} interleaved pairs, as many as fit into ${budget / 1000} s, each with the interval of its order statistics`,
);
for (const link of links) {
  expand(link.ours, orders[0]);
  const alone = [];
  for (let i = 0; i < 31; i++) {
    alone.push(await milliseconds(() => expand(link.ours, orders[0])));
  }
  console.log(
    `\n${link.name}, a_0..a_${orders[0]}: ours in-process ${shown(median(alone), " ms")}`,
  );
  for (const peer of peers) {
    if (peer.absent !== undefined) {
      console.log(`  ${peer.name}: absent (${peer.absent})`);
      continue;
    }
    let once = 0;
    let order;
    for (const n of orders) {
      const start = performance.now();
      if (order === undefined && peer.ask(link, n) !== undefined) {
        order = n;
        once = performance.now() - start;
      }
    }
    if (order === undefined) {
      console.log(`  ${peer.name}: no answer in ${limit / 1000} s, to a_${orders.at(-1)} either`);
      continue;
    }
    const inner = [];
    const cold = await sideBySide(
      () => {
        const args = [command, "derive", "--link", link.ours, "--order", `${order}`];
        spawnSync(process.execPath, args, { stdio: "ignore" });
      },
      () => {
        inner.push(peer.ask(link, order));
      },
      Math.min(pairs, Math.max(fewest, Math.floor(budget / once))),
    );
    const answered = inner.filter((time) => time !== undefined);
    const quotients = [];
    for (const time of answered) {
      quotients.push(time / (await milliseconds(() => expand(link.ours, order))));
    }
    const rest = order === orders[0] ? "" : `, no answer to a_${orders[0]} in ${limit / 1000} s`;
    console.log(
      `  ${peer.name}, a_0..a_${order}${rest}:\n` +
        `    in-process ${shown(median(answered), " ms")}, ${shown(median(quotients))} times ours\n` +
        `    cold ${shown(cold.theirs, " ms")}, our whole document ${shown(cold.ours, " ms")}, ` +
        `ratio ${shown(cold.ratio)}`,
    );
  }
}
