/**
 * The settings of an experiment: every listed value of its parameters, and every sampled one.
 *
 * The parameter on the x axis runs over its domain; one that depends on it follows it. A domain
 * without a list and without samples is drawn at its first value alone, unless it is what splits or
 * colours the picture.
 */
import { bindingOrder, isMember, listDomain, sampledValues } from "../../model/bind/bind-domain.ts";
import { dependencies } from "../../model/bind/dependencies.ts";
import { evaluateExact, evaluateInteger } from "../../model/bind/evaluate.ts";
import type { Binding, Value } from "../../model/bind/instance.ts";
import { add, divide, integer, multiply, type Rational, subtract } from "../../model/rational.ts";
import type { Experiment, Parameter } from "../../model/spec.ts";
import { randomStream } from "../../numeric/random/stream.ts";
import { candidatesOf } from "../cases/candidates.ts";
import type { Case } from "../cases/case.ts";
import { caseAt, formatValue } from "../cases/cases.ts";
import { triedFrames, valueOfFrame } from "../cases/frames.ts";

export interface ExperimentCase {
  readonly at: Case;
  /** `beta=1/5`, of the parameter that splits; empty without one. */
  readonly panel: string;
  /** Values of the other parameters that have several: one series each. */
  readonly series: string;
  /** The value of the parameter that colours. */
  readonly colour?: string;
}

export interface ExperimentSettings {
  readonly cases: readonly ExperimentCase[];
  /** Parameters with one value all over, `k=2, d=1000`. */
  readonly common: string;
}

/** Values on an axis that is an interval; integers without a last one. */
const [onInterval, onRange] = [33, 200];
/** Cases in all. */
const mostCases = 2000;

/** Every case of the experiment, in the order of its parameters. */
export function settingsOf(
  experiment: Experiment,
  axis: string | undefined,
  seed: number,
): ExperimentSettings {
  const { parameters, by, panels, when } = experiment;
  const order = bindingOrder(parameters);
  const following = dependentOn(order, axis);
  const split = new Set([by, panels]);
  let bindings: readonly Binding[] = [new Map()];
  for (const parameter of order) {
    const { name } = parameter;
    bindings = bindings.flatMap((binding) => {
      const values =
        name === axis
          ? axisValues(parameter, binding, seed)
          : seriesValues(parameter, binding, seed, split.has(name));
      const taken = following.has(name) ? values.slice(0, 1) : values;
      return taken.map((value) => new Map(binding).set(name, value));
    });
    if (bindings.length > mostCases) bindings = bindings.slice(0, mostCases);
  }
  const applicable = bindings.filter(
    (binding) => when === undefined || evaluateExact(when, binding) !== false,
  );
  const several = new Set(
    order
      .map(({ name }) => name)
      .filter((name) => name !== axis && !following.has(name))
      .filter((name) => new Set(applicable.map((it) => written(it, name))).size > 1),
  );
  const text = (binding: Binding, names: readonly string[]): string =>
    names.map((name) => `${name}=${written(binding, name)}`).join(", ");
  // A tied parameter says nothing beside those that it is tied to.
  const own = [...several].filter(
    (name) => name !== panels && parameters.get(name)?.domain.kind !== "tied",
  );
  const common = order
    .map(({ name }) => name)
    .filter((name) => name !== axis && !several.has(name) && !following.has(name));
  return {
    common: text(applicable[0] ?? new Map(), common),
    cases: applicable.map((binding) => ({
      at: caseOf(experiment, binding, seed),
      panel: panels === undefined ? "" : text(binding, [panels]),
      series: text(binding, own),
      ...(by !== undefined && { colour: written(binding, by) }),
    })),
  };
}

/** Parameters whose values depend on the one on the axis. */
function dependentOn(order: readonly Parameter[], axis: string | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  if (axis === undefined) return found;
  for (const parameter of order) {
    const depends = dependencies(parameter).some((name) => name === axis || found.has(name));
    if (depends && parameter.name !== axis) found.add(parameter.name);
  }
  return found;
}

function axisValues(parameter: Parameter, binding: Binding, seed: number): readonly Value[] {
  const sampled = sampledValues(parameter, binding);
  if (sampled !== undefined) return sampled;
  const { domain } = parameter;
  if (domain.kind !== "reals") return listDomain(domain, binding, onRange) ?? [];
  const ends = [domain.lower, domain.upper].map((bound) => {
    const [value] =
      bound === undefined
        ? []
        : (listDomain({ kind: "values", values: [bound.value] }, binding) ?? []);
    return value?.kind === "exact" ? value.value : undefined;
  });
  const [lower, upper] = ends;
  if (lower === undefined || upper === undefined) return firstValues(parameter, binding, seed);
  const steps = integer(onInterval - 1);
  return Array.from({ length: onInterval }, (_, i): Value => {
    const part: Rational = divide(multiply(integer(i), subtract(upper, lower)), steps);
    return { kind: "exact", value: add(lower, part) };
  }).filter((value) => isMember(value, domain, binding) !== false);
}

function seriesValues(
  parameter: Parameter,
  binding: Binding,
  seed: number,
  isSplit: boolean,
): readonly Value[] {
  const { domain, index } = parameter;
  if (index.length === 0) {
    const sampled = sampledValues(parameter, binding);
    if (sampled !== undefined) return sampled;
    if (domain.kind === "values" || domain.kind === "words" || domain.kind === "tied") {
      return listDomain(domain, binding, onRange) ?? [];
    }
  }
  const values = firstValues(parameter, binding, seed);
  return isSplit && index.length === 0 ? values : values.slice(0, 1);
}

const firstValues = (parameter: Parameter, binding: Binding, seed: number): readonly Value[] =>
  candidatesOf(parameter, binding, randomStream(seed, "experiment", parameter.name));

const written = (binding: Binding, name: string): string => {
  const value = binding.get(name);
  return value === undefined ? "" : formatValue(value);
};

/** The case at a binding; a frame that the model leaves open is the one tried first. */
function caseOf(experiment: Experiment, binding: Binding, seed: number): Case {
  const { id, parameters, model, start, when } = experiment;
  const setting = {
    parameters,
    model,
    start,
    assumptions: new Map(),
    ...(when !== undefined && { when }),
  };
  const { teacher } = model;
  if (teacher.kind !== "sum" || teacher.frame.kind !== "any") {
    return caseAt({ id, setting }, { binding }, seed);
  }
  const k = evaluateInteger(teacher.terms, binding);
  const [frame] = k === undefined ? [] : triedFrames(k, randomStream(seed, "experiment", "frame"));
  if (frame === undefined) return caseAt({ id, setting }, { binding }, seed);
  const withFrame = new Map(binding).set("A", valueOfFrame(frame));
  return caseAt({ id, setting }, { binding: withFrame, frame }, seed);
}
