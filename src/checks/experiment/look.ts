/**
 * What the expressions of an experiment are worth along one run, and how many curves one expression
 * stands for: a letter that is not declared, the `i` of `u[i,1]`, runs over all its values.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { mentionsState } from "../../model/expression/mentions.ts";
import { modelNames } from "../../model/expression/names.ts";
import { substitute } from "../../model/expression/substitute.ts";
import { children, freeNames } from "../../model/expression/traverse.ts";
import { integer } from "../../model/rational.ts";
import { alongPath } from "../../numeric/along/along.ts";
import type { Moment, Path } from "../../numeric/along/path.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import { exactly } from "../../numeric/measured.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { type Case, familiesOf } from "../cases/case.ts";
import { environmentAt, stateless } from "../observables/environment.ts";
import { withoutPoints } from "../observables/without-points.ts";

/** Names along the path of a run, at a moment where one is given. */
export function along(
  at: Case,
  simulation: Simulation,
  path: Path,
  step: number | undefined,
  moment?: Moment,
): Environment {
  const here = alongPath(simulation.observables, path, moment);
  const beside =
    moment === undefined
      ? stateless(at, simulation)
      : environmentAt(at, simulation, moment.w, new Map(), moment.error);
  const families = familiesOf(at);
  return {
    ...here,
    name: (name) => {
      if (name !== "steps") return families.name?.(name) ?? here.name?.(name);
      return step === undefined || moment === undefined
        ? undefined
        : exactly(Math.round(moment.t / step));
    },
    indexed: (name, places) =>
      families.indexed?.(name, places) ??
      here.indexed?.(name, places) ??
      beside.indexed?.(name, places),
    node: (node, evaluate, letters) =>
      here.node?.(node, evaluate, letters) ?? beside.node?.(node, evaluate, letters),
  };
}

/** The time of one step of a descent at a case; absent for a flow. */
export function stepOf(at: Case): number | undefined {
  const instance = at.instance();
  if (typeof instance === "string" || instance.dynamics.step === undefined) return undefined;
  if (mentionsState(instance.dynamics.step)) return 1;
  const step = evaluateNumber(instance.dynamics.step);
  return isFailure(step) ? undefined : step.value;
}

/** Whether names of the state are meant at the moment itself, and not at a time or a point. */
export const mentionsMoment = (e: Expression): boolean => mentionsState(timeless(withoutPoints(e)));

/** Whether `t` or `steps` stands for itself. */
export const mentionsClock = (e: Expression): boolean =>
  (e.kind === "name" && modelNames.get(e.name)?.role === "time") ||
  (e.kind !== "at-time" && children(e).some(mentionsClock));

const wholeRuns: ReadonlySet<string> = new Set([
  "hitting",
  "always",
  "eventually",
  "probability",
  "mean",
  "median",
  "quantile",
]);

/** The expression with all that names a time of its own left out. */
function timeless(e: Expression): Expression {
  const nothing: Expression = { kind: "number", value: integer(0) };
  if (e.kind === "at-time" || (e.kind === "call" && wholeRuns.has(e.name))) return nothing;
  if (e.kind === "call") return { ...e, args: e.args.map(timeless) };
  if (e.kind === "binary") return { ...e, left: timeless(e.left), right: timeless(e.right) };
  if (e.kind === "unary") return { ...e, operand: timeless(e.operand) };
  if (e.kind === "comparison") return { ...e, operands: e.operands.map(timeless) };
  return e.kind === "over" ? { ...e, body: timeless(e.body) } : e;
}

/** Expressions in which every letter has a value. */
export interface Lettered {
  /** `i=3`; empty without letters. */
  readonly label: string;
  readonly expressions: readonly Expression[];
}

/** Values of one letter at most. */
const mostValues = 128;

/**
 * The expressions at every value of their open letters.
 *
 * The values of a letter are the integers from 0 or 1 on at which `isKnown` can evaluate all of the
 * expressions that mention it.
 */
export function lettered(
  expressions: readonly Expression[],
  declared: ReadonlySet<string>,
  isKnown: (e: Expression) => boolean,
): readonly Lettered[] {
  const open = [...new Set(expressions.flatMap((e) => [...freeNames(e)]))].find(
    (name) => !modelNames.has(name) && !declared.has(name),
  );
  if (open === undefined) return [{ label: "", expressions }];
  const at = (value: number): readonly Expression[] =>
    expressions.map((e) => substitute(e, new Map([[open, number(value)]])));
  const isMember = (value: number): boolean => {
    const rest = at(value);
    // Further letters are asked at their first value.
    const closed = rest.map((e) => withOnes(e, declared));
    return closed.every(isKnown);
  };
  const first = isMember(0) ? 0 : 1;
  const found: Lettered[] = [];
  for (let value = first; value < first + mostValues && isMember(value); value++) {
    for (const inner of lettered(at(value), declared, isKnown)) {
      const label = [`${open}=${value}`, inner.label].filter((part) => part !== "").join(", ");
      found.push({ label, expressions: inner.expressions });
    }
  }
  return found;
}

function withOnes(e: Expression, declared: ReadonlySet<string>): Expression {
  const open = [...freeNames(e)].filter((name) => !modelNames.has(name) && !declared.has(name));
  return substitute(e, new Map(open.map((name) => [name, number(1)])));
}

const number = (value: number): Expression => ({ kind: "number", value: integer(value) });

/** What a curve is called: its expression, where there are several, and its letters. */
export const labelOf = (y: Expression, several: boolean, ...more: readonly string[]): string =>
  [...(several ? [formatExpression(y)] : []), ...more].filter((part) => part !== "").join(", ");
