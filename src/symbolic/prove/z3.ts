/**
 * The one gate to Z3: a script in, what it prints out.
 *
 * Z3 is WebAssembly with threads of its own. It is loaded at the first question; its threads keep
 * a Node process alive until {@link closeSolver}. Questions are answered one at a time, each in a
 * context of its own, so that no answer depends on an earlier one.
 *
 * Source: [deMoura2008].
 */
import type { Z3HighLevel, Z3LowLevel } from "z3-solver";

type Api = Z3HighLevel & Z3LowLevel;

let loading: Promise<Api> | undefined;
let queue: Promise<unknown> = Promise.resolve();

/** The outcome of a script that ends in one check. */
export type SolverAnswer =
  | { readonly kind: "unsat"; readonly rlimitUsed: number }
  | { readonly kind: "sat"; readonly rlimitUsed: number; readonly model: string }
  | { readonly kind: "unknown"; readonly rlimitUsed: number; readonly reason: string };

/**
 * Runs exactly this script, then asks for the values of `symbols` if it is satisfiable.
 *
 * Anything but the one word `sat` or `unsat` is unknown, an error of the solver included.
 */
export function ask(script: string, symbols: readonly string[]): Promise<SolverAnswer> {
  const answer = queue.then(() => askNow(script, symbols));
  queue = answer.catch(() => undefined);
  return answer;
}

/**
 * Ends the solver's threads; the next question loads it again. Does nothing if it never ran.
 */
export async function closeSolver(): Promise<void> {
  await queue;
  const running = loading;
  loading = undefined;
  if (running === undefined) return;
  await killThreadsOf(await running);
}

async function killThreadsOf(api: Api): Promise<void> {
  const { killThreads } = await import("z3-solver");
  await killThreads(api.em);
}

/** What the module complains of, but for threads that were still speaking when they were ended. */
function printErr(line: string): void {
  if (!line.includes("command from terminated worker")) console.error(line);
}

async function askNow(script: string, symbols: readonly string[]): Promise<SolverAnswer> {
  loading ??= import("z3-solver").then(({ init }) => init({ printErr }));
  let api: Api;
  try {
    api = await loading;
  } catch (cause) {
    loading = undefined;
    throw new Error("z3-solver: expected the WebAssembly module to load, and it did not.", {
      cause,
    });
  }
  try {
    return await askIn(api, script, symbols);
  } catch (fault) {
    // The module aborts when its memory is spent; after that it answers nothing more.
    loading = undefined;
    await killThreadsOf(api);
    return { kind: "unknown", rlimitUsed: 0, reason: `the solver stopped: ${fault}` };
  }
}

/**
 * Runs a script in a context.
 *
 * The package's own function passes the text on the stack of the calling thread and gives that
 * back at once, while another thread still reads it: now and then a script arrived in pieces. Here
 * it lies on the heap until the answer is there.
 */
export async function evaluateScript(
  { em }: Api,
  context: unknown,
  script: string,
): Promise<string> {
  const bytes = new TextEncoder().encode(`${script}\0`);
  const at: number = em._malloc(bytes.length);
  em.HEAPU8.set(bytes, at);
  try {
    return await em.async_call(em._async_Z3_eval_smtlib2_string, context, at);
  } finally {
    em._free(at);
  }
}

async function askIn(api: Api, script: string, symbols: readonly string[]): Promise<SolverAnswer> {
  const { Z3 } = api;
  const config = Z3.mk_config();
  const context = Z3.mk_context(config);
  Z3.del_config(config);
  try {
    const run = (text: string): Promise<string> => evaluateScript(api, context, text);
    const printed = (await run(script)).trim();
    const rlimitUsed = Number(/:rlimit ([0-9]+)/.exec(await run("(get-info :rlimit)"))?.[1] ?? 0);
    if (printed === "unsat") return { kind: "unsat", rlimitUsed };
    if (printed === "sat") {
      const model = symbols.length === 0 ? "()" : await run(`(get-value (${symbols.join(" ")}))`);
      return { kind: "sat", rlimitUsed, model };
    }
    const why = printed === "unknown" ? await run("(get-info :reason-unknown)") : printed;
    return { kind: "unknown", rlimitUsed, reason: why.trim() };
  } finally {
    Z3.del_context(context);
  }
}
