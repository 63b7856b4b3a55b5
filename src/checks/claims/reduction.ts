/**
 * `reduction`: quantities of the state obey a closed system of differential equations.
 *
 * Observed twice, both times from the defined flow in R^d. First the time derivatives of the
 * quantities at random states. Then a trajectory from a random start, at times that include the
 * steepest moment; the claimed and the derived system are integrated from the same start.
 */
import type { Node } from "../../field/build-field.ts";
import type { Field } from "../../field/field.ts";
import { generatedField } from "../../field/generate.ts";
import { interpretedField } from "../../field/interpret.ts";
import type { Quantity } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { integer } from "../../model/rational.ts";
import { compileExpression } from "../../numeric/evaluate/compile-expression.ts";
import type { Environment } from "../../numeric/evaluate/environment.ts";
import { evaluate } from "../../numeric/evaluate/evaluate-number.ts";
import { entriesOf as entriesOfValue } from "../../numeric/evaluate/value.ts";
import { isFailure } from "../../numeric/failure.ts";
import { trajectory } from "../../numeric/integrate/two-tolerances.ts";
import type { Measured } from "../../numeric/measured.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { compileTerm } from "../../symbolic/compile.ts";
import { evaluateTerm } from "../../symbolic/term/evaluate.ts";
import { type Case, failureText, randomAt, scalarsOf, simulationAt } from "../cases/case.ts";
import type { Reading } from "../judge/budget.ts";
import { wrongVersions } from "../judge/twins.ts";
import { type KindOfClaim, type QuestionOf, type Unusable, unusable } from "../kind.ts";
import { fixedNamesAt } from "../observables/fixed-names.ts";
import { nameOfProduct, placed, ratesOf, valuesOf, withNames } from "./defined-quantity.ts";
import { enclosed, symbolsOf } from "./derived-value.ts";
import { type Entry, fieldOf, type RateNode } from "./reduction-field.ts";
import { readingOf } from "./value.ts";

/** Random states at which rates are read, and times at which a trajectory is. */
const states = 2;
const times = 20;

interface Evidence {
  /** States at which rates were read. */
  readonly states: readonly Float64Array[];
  /** Where the trajectory began, all quantities one after another, and the times it was read at. */
  readonly start: Float64Array;
  readonly startValues: readonly number[];
  readonly times: readonly number[];
}

export const reduction: KindOfClaim<"reduction", Evidence> = {
  kind: "reduction",
  open: () => [],
  asksOnly: ({ flow }) => flow.length === 0,
  observe: (question, at) => {
    const simulation = simulationAt(at);
    if (typeof simulation === "string") return unusable(simulation);
    const looked = Array.from({ length: states }, (_, i) =>
      simulation.randomState(randomAt(at, `state ${i + 1}`)),
    );
    const rates = looked.map((w) =>
      entriesOf(question, simulation, (quantity) => ratesOf(quantity, at, simulation, w)),
    );
    const followed = follow(question, at, simulation);
    if ("status" in followed) return followed;
    const readings: Reading[] = [];
    for (const [i, found] of rates.entries()) {
      if (typeof found === "string") return unusable(found);
      readings.push(
        ...found.map(({ entry, value }) => ({ ...readingOf(value), name: rateName(entry, i) })),
      );
    }
    const evidence = { ...followed.evidence, states: looked };
    return { status: "observed", readings: [...readings, ...followed.readings], evidence };
  },
  claimed: ({ flow }, question, at, evidence) => {
    const rhsOf = ({ quantity, place }: Entry): Expression | undefined => {
      const rhs = flow[quantity];
      return rhs && placed(at.close(rhs), question.of[quantity]?.index, place);
    };
    const named = question.of.flatMap(({ name, definition }) =>
      definition === undefined ? [] : [{ name, text: formatExpression(at.close(definition)) }],
    );
    const rate: Rate = (entry, environment) => {
      const rhs = rhsOf(entry);
      const values = rhs && entriesOfValue(evaluate(rhs, environment));
      return values === undefined || isFailure(values) ? undefined : values[entry.part ?? 0];
    };
    const node: RateNode = (entry, { builder, quantities, environment }) => {
      const rhs = rhsOf(entry);
      const folded = rhs && withNames(rhs, named);
      return folded && compileExpression(folded, { builder, environment, ...quantities });
    };
    return predictedBy(rate, node, question, at, evidence);
  },
  derived: ({ derived }, question, at, evidence) => {
    if (derived.kind !== "reduction") return [];
    const parametersAt = (place: number) => new Map(scalarsOf(at)).set("#i", integer(place));
    const rate: Rate = ({ quantity, place = 1 }, environment) => {
      const term = derived.rates[quantity];
      const { lastIndex } = environment;
      const point = {
        parameters: parametersAt(place),
        symbol: symbolsOf(at, environment),
        ...(lastIndex && { lastIndex }),
      };
      const value = term && evaluateTerm(term, point);
      return value && enclosed(value);
    };
    const node: RateNode = ({ quantity, place = 1 }, { builder, quantities, environment }) => {
      const term = derived.rates[quantity];
      const known = symbolsOf(at, environment);
      const symbol = (name: string, places: readonly number[]): Node | undefined => {
        const state = quantities.state(nameOfProduct(question, name), places);
        const value = state === undefined ? known(name, places) : undefined;
        return value === undefined ? state : builder.constant(enclosed(value).value);
      };
      const { lastIndex } = environment;
      const point = { parameters: parametersAt(place), symbol, ...(lastIndex && { lastIndex }) };
      return term && compileTerm(builder, term, point);
    };
    return predictedBy(rate, node, question, at, evidence);
  },
  twins: ({ kind, flow }, parameters) =>
    flow.flatMap((rhs, i) =>
      wrongVersions(rhs, parameters, formatExpression).map(({ label, expression }) => ({
        label,
        answer: { kind, flow: flow.map((old, j) => (i === j ? expression : old)) },
        changed: { from: rhs, to: expression },
      })),
    ),
};

/** The defined trajectory from a random start, read at chosen times. */
function follow(
  question: QuestionOf<"reduction">,
  at: Case,
  simulation: Simulation,
):
  | { readonly readings: readonly Reading[]; readonly evidence: Omit<Evidence, "states"> }
  | Unusable {
  const start = simulation.randomState(randomAt(at, "start"));
  const startValues = entriesOf(question, simulation, (q) => valuesOf(q, at, simulation, start));
  if (typeof startValues === "string") return unusable(startValues);
  // Right-hand sides that are matrices are compared as rates: no field is compiled from them.
  if (startValues.some(({ entry }) => entry.part !== undefined)) {
    const values = startValues.map(({ value }) => value.value);
    return { readings: [], evidence: { start, startValues: values, times: [] } };
  }
  const path = simulation.path(start);
  const outputAt = path.times(times + 1).filter((t) => t > 0);
  const moments = path.at(outputAt);
  if (isFailure(moments)) return unusable(`the defined flow: ${failureText(moments)}`);
  const readings: Reading[] = [];
  for (const [i, { w, error }] of moments.entries()) {
    const entries = entriesOf(question, simulation, (q) => valuesOf(q, at, simulation, w));
    if (typeof entries === "string") return unusable(entries);
    for (const { entry, value } of entries) {
      const budget = [
        { name: "integration", error, basis: "estimate" },
        { name: "rounding", error: value.error, basis: value.basis },
      ] as const;
      readings.push({ name: timeName(entry, i), value: value.value, budget });
    }
  }
  const values = startValues.map(({ value }) => value.value);
  return { readings, evidence: { start, startValues: values, times: outputAt } };
}

/** What a system says of one entry: its rate at a state. */
type Rate = (entry: Entry, environment: Environment) => Measured | undefined;

/** The readings that a system of rates predicts: at the states, and integrated from the start. */
function predictedBy(
  rate: Rate,
  node: RateNode,
  question: QuestionOf<"reduction">,
  at: Case,
  evidence: Evidence,
): readonly Reading[] {
  const simulation = simulationAt(at);
  if (typeof simulation === "string") return [];
  const entries = entriesOf(question, simulation, (quantity) =>
    valuesOf(quantity, at, simulation, evidence.start),
  );
  if (typeof entries === "string") return [];
  const rates = evidence.states.flatMap((w, i) => {
    const environment = simulation.observables(w);
    return entries.flatMap(({ entry }) => {
      const value = rate(entry, environment);
      return value === undefined ? [] : [{ ...readingOf(value), name: rateName(entry, i) }];
    });
  });
  const names = entries.map(({ entry }) => entry);
  // What moves and is none of the quantities has no value on the way: no field is built then.
  const environment = fixedNamesAt(at);
  if (names.some(({ part }) => part !== undefined)) return rates;
  const field = fieldOf(node, names, question, environment);
  return field === undefined ? rates : [...rates, ...integrated(field, names, at, evidence)];
}

function integrated(
  field: Field,
  entries: readonly Entry[],
  at: Case,
  { startValues, times: outputAt }: Evidence,
): readonly Reading[] {
  // A seeded tenth of the runs goes through the interpreter, the reference of the two back ends.
  const interprets = randomAt(at, "back end").below(10) === 0;
  const compiled = interprets ? interpretedField(field) : generatedField(field);
  const run = trajectory({
    field: compiled,
    y0: startValues,
    t0: 0,
    outputAt,
    rtol: 1e-9,
    atol: 1e-12,
    maxSteps: 5000,
  });
  return run.points.flatMap(({ y, error }, i) =>
    entries.map((entry, j) => ({
      name: timeName(entry, i),
      value: y[j] ?? Number.NaN,
      budget: [{ name: "integration", error, basis: "estimate" }] as const,
    })),
  );
}

/** All entries of the quantities of a question with a value each, or why there are none. */
function entriesOf(
  { of }: QuestionOf<"reduction">,
  { firstIndex }: Simulation,
  values: (quantity: Quantity) => ReturnType<Simulation["values"]>,
): readonly { readonly entry: Entry; readonly value: Measured }[] | string {
  const found: { entry: Entry; value: Measured }[] = [];
  for (const [quantity, each] of of.entries()) {
    const { name, index } = each;
    const entries = values(each);
    if (isFailure(entries)) return failureText(entries);
    // A number in the key, as in `u[1]`, is that member alone; a letter stands for all of them.
    const only = index !== undefined && /^\d+$/.test(index) ? Number(index) : undefined;
    for (const [j, value] of entries.entries()) {
      const place = j + firstIndex(name);
      if (only !== undefined && place !== only) continue;
      const entry =
        index === undefined
          ? entries.length === 1
            ? { name, quantity }
            : { name: `entry ${j + 1} of ${name}`, quantity, part: j }
          : { name: `${name}[${place}]`, quantity, place };
      found.push({ entry, value });
    }
  }
  return found;
}

const rateName = ({ name }: Entry, state: number): string => `${name}' at state ${state + 1}`;
const timeName = ({ name }: Entry, time: number): string => `${name} at time ${time + 1}`;
