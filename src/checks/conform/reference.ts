/**
 * What a run of a simulator is held against: the derived flow from the run's own start, and the
 * defined one beside it.
 *
 * The dynamics are those of the spec, unless the run says its step or its batch: then they are a
 * descent with that step, or SGD with that batch, exactly as the language defines them, so that
 * discretisation is predicted and not tolerated.
 */

import type { ModelInstance } from "../../model/bind/instance.ts";
import type { Setting } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { mentionsState } from "../../model/expression/mentions.ts";
import type { Spec } from "../../model/spec.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { type Failure, failure, isFailure } from "../../numeric/failure.ts";
import { overlapDescent } from "../../numeric/integrate/overlap-descent.ts";
import { solve } from "../../numeric/integrate/solve.ts";
import type { VectorField } from "../../numeric/integrate/tableau.ts";
import { trajectory } from "../../numeric/integrate/two-tolerances.ts";
import { type RandomStream, randomStream } from "../../numeric/random/stream.ts";
import { simulationOf } from "../../numeric/simulate/families.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { chosenInstance } from "../cases/chosen-instance.ts";
import type { ChosenSetting } from "../cases/chosen-setting.ts";
import { derivedFlow } from "../derived-flow.ts";
import { type ColumnName, columnLabel, columnOf } from "../observables/state-columns.ts";
import type { RunFacts } from "./run-table.ts";
import { literal, readColumns, stateAt } from "./state-of-columns.ts";
import { type StepBending, stepBending } from "./step-bending.ts";

/** States at times, each with how far it may be off. */
export interface Followed {
  readonly points: readonly (readonly number[])[];
  readonly errors: readonly number[];
}

/** Dynamics that lead from a start to states at times. */
export interface Reference {
  readonly name: "derived" | "defined";
  /**
   * @param times ascending, from 0 at the start. @param speed times it is multiplied by
   */
  readonly follow: (
    start: readonly number[],
    times: readonly number[],
    speed?: number,
  ) => readonly (readonly number[])[] | Failure;
  /** The same with errors. */
  readonly measured: (start: readonly number[], times: readonly number[]) => Followed | Failure;
}

export interface Held {
  readonly instance: ModelInstance;
  /** The columns that are the state, in the order of {@link Reference}. */
  readonly columns: readonly (ColumnName & { readonly label: string })[];
  readonly derived: Reference | string;
  readonly defined: Reference | string;
  /** The step of a descent or SGD; absent for a flow. */
  readonly step?: number;
  /** Of SGD: how many fresh samples make a step. */
  readonly batch?: number;
  /** Of SGD on the sphere: what fresh samples do to the mean of a step from a state. */
  readonly bending?: (
    start: readonly number[],
    random: RandomStream,
    draws: number,
  ) => StepBending | Failure;
  /** The reference that a field of the columns makes, with the step of the runs. */
  readonly referenceOf: (field: VectorField) => Reference | string;
  /** Names that do not move, such as A, and those of links. */
  readonly simulation: Simulation;
}

/** All that a run is held against; or why there is nothing. */
export function heldAgainst(spec: Spec, chosen: ChosenSetting, facts: RunFacts): Held | string {
  const { model, parameters, assumptions } = spec;
  if (model === undefined) return "expected a spec with a model, got a part of one.";
  const random = randomStream(0, "conform", "frame");
  const own = chosenInstance(spec, chosen, random);
  if (typeof own === "string") return own;
  const { dynamics } = own;
  if (dynamics.samples !== undefined) return "a fixed set of samples makes a flow of its own.";
  if (dynamics.step !== undefined && mentionsState(dynamics.step)) {
    return "a step that depends on the state has no time to be compared at.";
  }
  const stated = facts.step ?? numberAt(dynamics.step);
  const batch =
    facts.batch ?? (dynamics.kind === "sgd" ? (numberAt(dynamics.batch) ?? 1) : undefined);
  if (batch !== undefined && stated === undefined) return "a batch needs a step: state both.";
  const step =
    batch === undefined && facts.step === undefined && dynamics.kind === "gradient-flow"
      ? undefined
      : stated;
  const withoutSamples = {
    ...dynamics,
    kind: step === undefined ? "gradient-flow" : "gradient-descent",
  } as const;
  const pace = step === undefined ? {} : { step: literal(step) };
  const instance: ModelInstance = { ...own, dynamics: { ...withoutSamples, ...pace } };
  const simulation = simulationOf(instance);
  if (isFailure(simulation)) return `${simulation.code}: ${simulation.detail}`;
  const columns = stateColumns(instance, simulation, random);
  if (columns.length === 0) return "no overlaps are known for this model.";
  const setting: Setting = { parameters, model, assumptions, start: spec.start ?? [] };
  const field = derivedField(setting, chosen, instance, simulation, columns);
  const referenceOf = (rates: VectorField): Reference | string =>
    step === undefined ? flowReference(rates) : descentOf(rates, instance, step);
  return {
    instance,
    columns,
    simulation,
    derived: typeof field === "string" ? field : referenceOf(field),
    referenceOf,
    defined: definedReference(simulation, columns, step),
    ...(step !== undefined && { step }),
    ...(batch !== undefined && { batch }),
    ...(batch !== undefined &&
      step !== undefined &&
      isOnSphere(instance) && {
        bending: (start, stream, draws) =>
          stepBending({ instance, columns, step, batch, start, random: stream, draws }),
      }),
  };
}

const numberAt = (expression: Expression | undefined): number | undefined => {
  const value = expression && evaluateNumber(expression);
  return value === undefined || isFailure(value) ? undefined : value.value;
};

/** The entries that say where a state is, up to the symmetries of the model. */
function stateColumns(
  instance: ModelInstance,
  simulation: Simulation,
  random: RandomStream,
): Held["columns"] {
  const w = simulation.randomState(random);
  const isProjections = instance.teacher.kind === "projections";
  return (isProjections ? ["M"] : ["u", "a"]).flatMap((name) => {
    const values = simulation.values(w, name);
    if (isFailure(values)) return [];
    return values.flatMap((_, i) => {
      const label = columnLabel(instance, name, i, values.length, simulation.firstIndex(name));
      const column = columnOf(label);
      return column === undefined ? [] : [{ ...column, label }];
    });
  });
}

function derivedField(
  setting: Setting,
  { binding }: ChosenSetting,
  { teacher }: ModelInstance,
  simulation: Simulation,
  columns: Held["columns"],
): VectorField | string {
  if (columns.some(({ places }) => places.length > 1)) return "no closed flow of these names";
  const start = simulation.randomState(randomStream(0, "conform", "names"));
  const environment = simulation.observables(start);
  const planted = derivedFlow(setting, binding, columns, environment);
  if (typeof planted !== "string" || teacher.kind !== "sum" || teacher.terms !== 1) return planted;
  // One ridge function: families that learn a link call its overlap m.
  const alone = columns.map((it) => (it.name === "u" ? { name: "m", places: [] } : it));
  return derivedFlow(setting, binding, alone, environment);
}

/** Descent on the sphere by the rates of the overlaps, where these say what a step does. */
function descentOf(field: VectorField, instance: ModelInstance, step: number): Reference | string {
  const { teacher } = instance;
  const rows = teacher.kind === "sum" ? (teacher.gram ?? []) : [];
  const gram = rows.map((row) => row.map((entry) => numberAt(entry) ?? Number.NaN));
  if (gram.length === 0 || !isOnSphere(instance))
    return "a descent is derived for one neuron on the sphere";
  return descentReference(field, gram, step);
}

/** The flow of a field. */
function flowReference(field: VectorField): Reference {
  const scaled =
    (speed: number): VectorField =>
    (t, y, dy) => {
      field(t, y, dy);
      for (let i = 0; i < dy.length; i++) dy[i]! *= speed;
    };
  return {
    name: "derived",
    follow: (start, times, speed = 1) => {
      const { later, whole } = afterStart(start, times);
      const run = solve({
        field: speed === 1 ? field : scaled(speed),
        y0: start,
        t0: 0,
        t1: later[later.length - 1] ?? 0,
        outputAt: later,
        rtol: 1e-10,
        atol: 1e-13,
      });
      return run.status === "reached-end"
        ? whole(run.outputs.map(({ y }) => Array.from(y)))
        : failure("unfinished", run.status);
    },
    measured: (start, times) => {
      const { later, whole } = afterStart(start, times);
      if (later.length === 0) return { points: whole([]), errors: times.map(() => 0) };
      const run = trajectory({ field, y0: start, t0: 0, outputAt: later, rtol: 1e-10 });
      if (run.status !== "reached-end") return failure("unfinished", run.status);
      const errors = run.points.map(({ error }) => error);
      const zeros = times.slice(0, times.length - later.length).map(() => 0);
      return {
        points: whole(run.points.map(({ y }) => Array.from(y))),
        errors: [...zeros, ...errors],
      };
    },
  };
}

/** Times after the start, and what puts the start before what is found for them. */
function afterStart(start: readonly number[], times: readonly number[]) {
  const later = times.filter((t) => t > 0);
  const zeros = times.slice(0, times.length - later.length).map(() => [...start]);
  const whole = (points: readonly number[][]): readonly number[][] => [...zeros, ...points];
  return { later, whole };
}

function descentReference(
  field: VectorField,
  gram: readonly (readonly number[])[],
  step: number,
): Reference {
  const follow: Reference["follow"] = (start, times, speed = 1) => {
    const steps = times.map((t) => Math.round(t / step));
    const points = overlapDescent({ field, gram, step: step * speed }, start, steps);
    return points.every((y) => y.every(Number.isFinite))
      ? points
      : failure("unfinished", "not-finite");
  };
  return {
    name: "derived",
    follow,
    measured: (start, times) => {
      const points = follow(start, times);
      if (isFailure(points)) return points;
      return { points, errors: times.map((t) => 2 ** -50 * (Math.round(t / step) + 1)) };
    },
  };
}

function definedReference(
  simulation: Simulation,
  columns: Held["columns"],
  step: number | undefined,
): Reference {
  const measured: Reference["measured"] = (start, times) => {
    const w = stateAt(simulation, columns, start);
    if (isFailure(w)) return w;
    const later = times.filter((t) => t > 0);
    const moments = simulation.path(w).at(later);
    if (isFailure(moments)) return moments;
    const zeros = times.slice(0, times.length - later.length);
    const rounding = step === undefined ? 0 : 2 ** -50;
    return {
      points: [
        ...zeros.map(() => [...start]),
        ...moments.map((m) => readColumns(simulation, columns, m.w)),
      ],
      errors: [...zeros.map(() => 2 ** -48), ...moments.map((m) => m.error + 2 ** -48 + rounding)],
    };
  };
  return {
    name: "defined",
    measured,
    follow: (start, times, speed = 1) => {
      // A flow of another speed is the same path at other times.
      if (speed < 0 || (step !== undefined && speed !== 1)) {
        return failure("unsupported-model", "the defined dynamics at another speed");
      }
      const found = measured(start, speed === 1 ? times : times.map((t) => t * speed));
      return isFailure(found) ? found : found.points;
    },
  };
}

/** One neuron on the sphere, in the round metric: a step is divided by its length. */
const isOnSphere = ({ student, dynamics }: ModelInstance): boolean =>
  student.on === "sphere" &&
  student.shape.kind === "neurons" &&
  student.shape.count === 1 &&
  dynamics.metric === "round" &&
  !dynamics.alternate;
