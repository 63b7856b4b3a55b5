/**
 * A spec at one value of each parameter and one start, as data for a program in any language.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { toNumber } from "../../model/rational.ts";
import type { Spec } from "../../model/spec.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import { hermiteCoefficient } from "../../numeric/link/hermite-coefficient.ts";
import { link } from "../../numeric/link.ts";
import { randomStream } from "../../numeric/random/stream.ts";
import { familiesOf } from "../cases/case.ts";
import type { ChosenSetting } from "../cases/chosen-setting.ts";
import { heldAgainst } from "./reference.ts";
import type { RunFacts } from "./run-table.ts";
import { readColumns } from "./state-of-columns.ts";

export interface InstanceOptions {
  /** The number of the run, from 1; each has a start and a seed of its own. */
  readonly run: number;
  readonly seed: number;
  readonly facts: RunFacts;
  /** The time to stop at; near rest if absent. */
  readonly until?: number;
  /** Rows that are wanted, evenly spaced. */
  readonly rows: number;
}

/** Highest degree of the Hermite coefficients that are written. */
const degrees = 16;

/** The instance; or why there is none. */
export function instanceOf(
  spec: Spec,
  chosen: ChosenSetting,
  { run, seed, facts, until, rows }: InstanceOptions,
): Readonly<Record<string, unknown>> | string {
  const held = heldAgainst(spec, chosen, facts);
  if (typeof held === "string") return held;
  const { instance, simulation, columns, step, batch } = held;
  const random = randomStream(seed, "conform", String(run));
  const w = simulation.startState(chosen.start, familiesOf(chosen), random);
  if (isFailure(w)) return `${w.code}: ${w.detail}`;
  const start = readColumns(simulation, columns, w);
  const end = until ?? simulation.path(w).times(rows).at(-1) ?? 1;
  const { teacher, student, loss, input, dimension, dynamics } = instance;
  return {
    lemmata: 1,
    spec: spec.file,
    title: spec.title,
    run,
    seed: seed * 1000 + run,
    parameters: parametersOf(chosen),
    dimension,
    input: plain(input),
    teacher:
      teacher.kind === "sum"
        ? {
            terms: teacher.terms,
            ...linkOf(teacher.link),
            gram: teacher.gram?.map((row) => row.map(numberOf)),
            weights: teacher.weights.map(numberOf),
            noise: numberOf(teacher.noise),
          }
        : {
            projections: teacher.count,
            link: formatExpression(teacher.link),
            noise: numberOf(teacher.noise),
          },
    student: {
      ...(student.shape.kind === "neurons"
        ? { neurons: student.shape.count }
        : { subspace: student.shape.rank }),
      on: student.on,
      scale: numberOf(student.scale),
      ...(student.link.kind === "expression"
        ? linkOf(student.link.expression)
        : student.link.kind === "same"
          ? linkOf(teacher.link)
          : { learned: plain(student.link) }),
    },
    loss: { kind: loss.kind, factor: numberOf(loss.factor) },
    dynamics: {
      kind: batch !== undefined ? "sgd" : dynamics.kind,
      metric: dynamics.metric,
      ...(step !== undefined && { step }),
      ...(batch !== undefined && { batch }),
    },
    start: Object.fromEntries(columns.map(({ label }, i) => [label, start[i]])),
    columns: columns.map(({ label }) => label),
    until: end,
    times: Array.from({ length: rows }, (_, i) => (end * i) / (rows - 1)),
  };
}

/** A link in `z` as text, and by its orthonormal Hermite coefficients up to the last that counts. */
function linkOf(expression: Expression): {
  readonly link: string;
  readonly hermite?: readonly number[];
} {
  const written = formatExpression(expression);
  const known = link(expression);
  if (isFailure(known)) return { link: written };
  const all = Array.from({ length: degrees + 1 }, (_, p) => hermiteCoefficient(known, p));
  const counted = all.map(({ value, error }) => (Math.abs(value) <= error ? 0 : value));
  const last = counted.findLastIndex((value) => value !== 0);
  return { link: written, hermite: counted.slice(0, last + 1) };
}

const numberOf = (expression: Expression): number | string => {
  const value = evaluateNumber(expression);
  return isFailure(value) ? formatExpression(expression) : value.value;
};

function parametersOf({ binding, written }: ChosenSetting): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...written].map(([name, text]) => {
      const value = binding.get(name);
      if (value?.kind === "exact") return [name, toNumber(value.value)];
      if (value?.kind === "family") {
        return [name, value.values.map((x) => (x.kind === "exact" ? toNumber(x.value) : text))];
      }
      return [name, text];
    }),
  );
}

/** Expressions as numbers, where they have one, and as text. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, x]) => [
      key,
      typeof x === "object" && x !== null && "kind" in x ? numberOf(x as Expression) : x,
    ]),
  );
}
