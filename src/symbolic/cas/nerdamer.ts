/**
 * The one gate to nerdamer. What comes out is a guess; `keep.ts` decides what is kept of it.
 *
 * nerdamer changes global state when it parses, evaluates some strings as code, and does not return
 * on some inputs. So it runs in a thread without environment that is ended when it takes too
 * long, and it reads only text printed by this layer: variables are renamed x1, x2, ... and the
 * text is checked against the few characters that such text needs. A question that is ended has
 * no answers; nothing but the count of dropped answers may depend on that.
 *
 * Measured for 1.1.13: right on one equation linear in the unknown with symbolic coefficients;
 * wrong on `(1/(u*v))^2`, on `factor(u^2*v - v^3)`, on simplified quotients.
 */
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import {
  type RationalFunction,
  substitute,
  variable,
  variables,
} from "../exact/rational-function.ts";
import { formatRationalFunction } from "../exact/text.ts";

export type Operation = "solve" | "factor" | "simplify";

/** The wall-clock net of one question, in milliseconds, the start of the thread included. */
export const patience = 5_000;

interface Pending {
  readonly resolve: (answers: readonly string[]) => void;
  readonly timer: NodeJS.Timeout;
}

let worker: Worker | undefined;
let pending: Pending | undefined;
let queue: Promise<unknown> = Promise.resolve();

/**
 * What nerdamer says, in the variables of the question; [] if it fails or takes too long.
 *
 * @param unknown the variable to solve for; ignored by the other operations.
 * @param milliseconds when to end the thread.
 */
export function guesses(
  operation: Operation,
  question: RationalFunction,
  unknown: string,
  milliseconds = patience,
): Promise<readonly string[]> {
  const names = [...variables(question)];
  if (operation === "solve" && !names.includes(unknown)) return Promise.resolve([]);
  const expression = formatRationalFunction(renamed(question, names));
  const target = `x${names.indexOf(unknown) + 1}`;
  if (!/^[0-9x+\-*/^() ]+$/.test(expression)) return Promise.resolve([]);
  const answer = queue.then(() => post({ operation, expression, target }, milliseconds));
  queue = answer;
  return answer.then((texts) => texts.map((text) => restored(text, names)));
}

/** Ends the thread; the next question starts another. */
export async function closeCas(): Promise<void> {
  await queue;
  await stop();
}

function post(
  message: { readonly operation: Operation; readonly expression: string; readonly target: string },
  milliseconds: number,
): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      void stop();
    }, milliseconds);
    pending = { resolve, timer };
    worker ??= started();
    worker.ref();
    worker.postMessage(message);
  });
}

function started(): Worker {
  const path = createRequire(import.meta.url).resolve("nerdamer/all.js");
  const thread = new Worker(threadSource, {
    eval: true,
    env: {},
    execArgv: [],
    workerData: { path },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  });
  thread.on("message", (answers: unknown) => settle(thread, texts(answers)));
  thread.on("error", () => {
    if (worker === thread) worker = undefined;
    settle(thread, []);
  });
  thread.on("exit", () => {
    if (worker === thread) worker = undefined;
    settle(thread, []);
  });
  return thread;
}

function settle(thread: Worker, answers: readonly string[]): void {
  // An idle thread does not keep the process alive.
  thread.unref();
  if (worker !== undefined && worker !== thread) return;
  const settled = pending;
  pending = undefined;
  if (settled === undefined) return;
  clearTimeout(settled.timer);
  settled.resolve(answers);
}

async function stop(): Promise<void> {
  await worker?.terminate();
}

const texts = (answers: unknown): readonly string[] =>
  Array.isArray(answers) ? answers.filter((answer) => typeof answer === "string") : [];

/** The question in x1, x2, ...; by way of names that are neither, for x1 may be one of `names`. */
function renamed(question: RationalFunction, names: readonly string[]): RationalFunction {
  const between = names.map((_, i) => `between'${i}`);
  const aliases = names.map((_, i) => `x${i + 1}`);
  const exchanged = (f: RationalFunction, from: readonly string[], to: readonly string[]) =>
    from.reduce((g, name, i) => substitute(g, name, variable(to[i]!)), f);
  return exchanged(exchanged(question, names, between), between, aliases);
}

/** The text with x1, x2, ... as they were called; other words become `?`, which is no name. */
const restored = (text: string, names: readonly string[]): string =>
  text.replace(/[\p{L}_][\p{L}\p{N}_]*/gu, (word) => {
    const alias = /^x([1-9][0-9]*)$/.exec(word);
    return (alias === null ? undefined : names[Number(alias[1]) - 1]) ?? "?";
  });

/** Runs in the thread. `solveEquations` gives a list, the other operations one expression. */
const threadSource = `
const { parentPort, workerData } = require("node:worker_threads");
const nerdamer = require(workerData.path);
parentPort.on("message", ({ operation, expression, target }) => {
  let answers = [];
  try {
    nerdamer.clearVars();
    nerdamer.flush();
    const found =
      operation === "solve"
        ? nerdamer.solveEquations(expression + "=0", target)
        : [nerdamer(operation + "(" + expression + ")")];
    answers = found.map((answer) => answer.toString());
  } catch {}
  parentPort.postMessage(answers);
});
`;
