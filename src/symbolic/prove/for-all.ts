/**
 * Statements over all values of their variables: proved, refuted by a point, or unknown.
 *
 * The negation is given to the solver. "Unsatisfiable" is believed: it is the proof. A model is
 * not: it counts only after it was substituted back with exact arithmetic. Integers are first read
 * as reals, since a proof over the reals covers the integers and is much the easier one; where that
 * finds a point that is no integer, the question is asked again over the integers.
 *
 * Source: [Jovanovic2012] for the decision procedure over the reals.
 */
import { integer, type Rational } from "../../model/rational.ts";
import { constant, variable } from "../exact/rational-function.ts";
import {
  allOf,
  comparison,
  type Declaration,
  type Formula,
  not,
  respectsSorts,
  truthAt,
  variables as variablesOfFormula,
} from "./formula.ts";
import { rationalModels } from "./rational-model.ts";
import { smallIntegers } from "./small-integers.ts";
import { type IntegerReading, refutationScript, symbol } from "./smtlib.ts";
import { parseModel } from "./solver-answer.ts";
import { ask } from "./z3.ts";

/** For all values of `variables` where all of `hypotheses` are true, `conclusion` is true. */
export interface Statement {
  readonly variables: readonly Declaration[];
  readonly hypotheses: readonly Formula[];
  readonly conclusion: Formula;
  /** Resource units of the solver for each attempt; {@link defaultLimit} if left out. */
  readonly limit?: number;
}

/** A point: values of all variables. */
export type Point = ReadonlyMap<string, Rational>;

/** `smtlib` is the script that decided, or the last one tried. */
export type Proof =
  | { readonly status: "proved"; readonly smtlib: string; readonly rlimitUsed: number }
  | {
      readonly status: "refuted";
      readonly model: Point;
      readonly smtlib: string;
      readonly rlimitUsed: number;
    }
  | {
      readonly status: "unknown";
      readonly reason: string;
      readonly smtlib: string;
      readonly rlimitUsed: number;
    };

/**
 * Resource units an attempt: from 1 to 10 seconds of the solver, as measured, and five times
 * what the hardest statement of `test/symbolic/prove` needs. The answer depends on the count.
 */
export const defaultLimit = 500_000;

/** A point where formulas are true together, or a proof that there is none. */
export type Example =
  | { readonly status: "found"; readonly point: Point }
  | { readonly status: "none"; readonly smtlib: string }
  | { readonly status: "unknown"; readonly reason: string };

/**
 * Proves or refutes a statement.
 *
 * A statement whose hypotheses are never true together is proved as well: ask {@link findExample}
 * whether they are.
 *
 * @throws RangeError if a formula uses a variable that is not declared.
 */
export async function proveForAll(statement: Statement): Promise<Proof> {
  const { variables, limit = defaultLimit } = statement;
  let rlimitUsed = 0;
  let smtlib = "";
  let reason = "";
  const refuted = (model: Point): Proof => ({ status: "refuted", model, smtlib, rlimitUsed });
  const hasIntegers = variables.some(({ sort }) => sort === "int");
  let falseOverReals = false;
  for (const { reading, check } of attempts) {
    // Where reals of int variables refute, only the integers can still decide.
    if (reading === "integers" ? !hasIntegers : hasIntegers && falseOverReals) continue;
    smtlib = script(statement, reading, check, limit);
    const answer = await ask(
      smtlib,
      variables.map(({ name }) => symbol(name)),
    );
    rlimitUsed += answer.rlimitUsed;
    if (answer.kind === "unsat") return { status: "proved", smtlib, rlimitUsed };
    if (answer.kind === "unknown") {
      reason = answer.reason;
      continue;
    }
    const model = checkedModel(statement, answer.model);
    if (model !== undefined) return refuted(model);
    reason = "the solver's model is not rational, or does not check";
    if (reading === "reals") falseOverReals = true;
  }
  const pinned = await pinnedCounterexample(statement);
  rlimitUsed += pinned.rlimitUsed;
  if (pinned.model !== undefined) {
    smtlib = pinned.smtlib;
    return refuted(pinned.model);
  }
  return { status: "unknown", reason, smtlib, rlimitUsed };
}

/**
 * A point where all formulas are true, checked exactly; or a proof that there is none.
 *
 * @throws RangeError if a formula uses a variable that is not declared.
 */
export async function findExample(
  variables: readonly Declaration[],
  formulas: readonly Formula[],
  limit = defaultLimit,
): Promise<Example> {
  const never = not(allOf());
  const proof = await proveForAll({ variables, hypotheses: formulas, conclusion: never, limit });
  if (proof.status === "refuted") return { status: "found", point: proof.model };
  if (proof.status === "proved") return { status: "none", smtlib: proof.smtlib };
  return { status: "unknown", reason: proof.reason };
}

const attempts: readonly { readonly reading: IntegerReading; readonly check: string }[] = [
  { reading: "reals", check: "(check-sat)" },
  { reading: "reals", check: "(check-sat-using qfnra-nlsat)" },
  { reading: "integers", check: "(check-sat)" },
];

/** Whether the statement fails at this point, decided by the exact core alone. */
export const isCounterexample = (
  { variables, hypotheses, conclusion }: Statement,
  point: Point,
): boolean =>
  respectsSorts(variables, point) &&
  hypotheses.every((hypothesis) => truthAt(hypothesis, point) === true) &&
  truthAt(conclusion, point) !== true;

function checkedModel(statement: Statement, printed: string): Point | undefined {
  const model = parseModel(printed);
  if (model === undefined) return undefined;
  for (const point of rationalModels(statement.variables, model)) {
    if (isCounterexample(statement, point)) return point;
  }
  return undefined;
}

/** Small integer tuples asked about, once everything else has failed. */
const pinnedTuples = 32;

/**
 * Small integers put in the place of the int variables one tuple after another: what is left
 * speaks of reals only. The order is fixed (by the sum of the sizes), and so is the number tried.
 */
async function pinnedCounterexample(statement: Statement): Promise<{
  readonly model?: Point;
  readonly smtlib: string;
  readonly rlimitUsed: number;
}> {
  const { variables, hypotheses, limit = defaultLimit } = statement;
  const names = variables.filter(({ sort }) => sort === "int").map(({ name }) => name);
  const symbols = variables.map(({ name }) => symbol(name));
  let rlimitUsed = 0;
  let tried = 0;
  for (const tuple of smallIntegers(names.length)) {
    const pins = names.map((name, i) => comparison(variable(name), "=", constant(tuple[i]!)));
    const point = new Map(names.map((name, i) => [name, integer(tuple[i]!)]));
    if (hypotheses.some((hypothesis) => failsAlready(hypothesis, point))) continue;
    if (++tried > pinnedTuples) break;
    const pinned = { ...statement, hypotheses: [...pins, ...hypotheses] };
    const smtlib = script(pinned, "reals", "(check-sat)", Math.ceil(limit / pinnedTuples));
    const answer = await ask(smtlib, symbols);
    rlimitUsed += answer.rlimitUsed;
    if (answer.kind !== "sat") continue;
    const model = checkedModel(statement, answer.model);
    if (model !== undefined) return { model, smtlib, rlimitUsed };
  }
  return { smtlib: "", rlimitUsed };
}

/** Whether a hypothesis about the int variables alone is not true at their values. */
const failsAlready = (hypothesis: Formula, point: Point): boolean =>
  variablesOfFormula(hypothesis).every((name) => point.has(name)) &&
  truthAt(hypothesis, point) !== true;

const script = (
  { variables, hypotheses, conclusion }: Statement,
  reading: IntegerReading,
  check: string,
  limit: number,
): string => refutationScript(variables, hypotheses, conclusion, reading, check, limit);
