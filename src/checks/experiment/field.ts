/**
 * The flow as arrows in the plane of two quantities, and functions of the state without any flow.
 *
 * States lie on a grid where both quantities are overlaps that can be prescribed; where they cannot
 * (the frame spans the space, or the quantities are others) states are drawn at random. An arrow is
 * the pair of time derivatives along the defined flow.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { rationalOfNumber } from "../../model/rational.ts";
import type { Experiment, StartEntry } from "../../model/spec.ts";
import { evaluateNumber } from "../../numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../numeric/failure.ts";
import { randomStream } from "../../numeric/random/stream.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import { type Case, failureText, familiesOf, simulationAt } from "../cases/case.ts";
import { kept, keptError, type Series, type SeriesPoint } from "../judge/figure.ts";
import { environmentAt } from "../observables/environment.ts";
import type { ExperimentCase } from "./settings.ts";
import type { Drawn } from "./trajectories.ts";

/** States along one side of a grid, and states drawn at random; places on a curve. */
const [onSide, atRandom, onCurve] = [21, 160, 121];
/** Fewer states on a grid are no picture. */
const fewest = 24;

/** Arrows, and the stationary points where they are asked for. */
export function arrows(experiment: Experiment, setting: ExperimentCase): Drawn {
  const { at } = setting;
  const simulation = simulationAt(at);
  if (typeof simulation === "string") return nothing(at, simulation);
  const [x, y] = [experiment.x, experiment.y[0]].map((e) => e && at.close(e));
  if (x === undefined || y === undefined) return nothing(at, "a field needs x and y");
  const points = statesOf(x, y, at, simulation).flatMap((w): SeriesPoint[] => {
    const place = placeAt(x, y, at, simulation, w);
    const here = environmentAt(at, simulation, w);
    const [dx, dy] = [x, y].map((e) => evaluateNumber(rateOf(e), here));
    if (place === undefined || dx === undefined || dy === undefined) return [];
    if (isFailure(dx) || isFailure(dy)) return [];
    return [{ x: place.x, y: place.y, dx: kept(dx.value), dy: kept(dy.value) }];
  });
  const head = { label: setting.series, ...colourOf(setting) };
  const flow: Series = { ...head, style: "arrows", role: "observed", points };
  const isMarked = experiment.overlay.some((e) => e.kind === "name" && e.name === "fixed_points");
  const missing =
    points.length > 0 ? [] : [{ at: at.key, reason: "no state at which the flow is known" }];
  if (!isMarked) return { series: [flow], missing };
  const rests = restingPoints(x, y, at, simulation);
  if (typeof rests === "string")
    return { series: [flow], missing: [{ at: at.key, reason: rests }] };
  const marks: Series = {
    ...head,
    label: "fixed_points",
    style: "points",
    role: "overlay",
    points: rests,
  };
  return { series: [flow, marks], missing };
}

/** A function of the state over the quantity on the x axis. */
export function curve(experiment: Experiment, setting: ExperimentCase): Drawn {
  const { at } = setting;
  const simulation = simulationAt(at);
  if (typeof simulation === "string") return nothing(at, simulation);
  const x = at.close(experiment.x);
  const entry = overlapEntry(x);
  if (entry === undefined) {
    return nothing(at, `a curve over ${formatExpression(x)}, which is no overlap`);
  }
  const random = randomStream(at.seed, `${at.claimId}/curve`, "");
  const given = at.setting.start.filter(({ name }) => name !== entry.name);
  const states = Array.from({ length: onCurve }, (_, i) => {
    const value = -1 + (2 * i) / (onCurve - 1);
    return simulation.startState([...given, prescribed(entry, value)], familiesOf(at), random);
  }).filter((w): w is Float64Array => !isFailure(w));
  const all = [...experiment.y, ...experiment.overlay];
  const series = all.map((one, i): Series => {
    const y = at.close(one);
    const several = all.length > 1 ? [formatExpression(one)] : [];
    return {
      label: [...several, setting.series].filter((part) => part !== "").join(", "),
      ...colourOf(setting),
      style: "line",
      role: i < experiment.y.length ? "observed" : "overlay",
      points: states.flatMap((w) => placeAt(x, y, at, simulation, w) ?? []),
    };
  });
  const empty = series.filter(({ points }) => points.length === 0);
  const missing = empty.map(({ label }) => ({ at: at.key, reason: `no value of ${label}` }));
  return { series: series.filter(({ points }) => points.length > 0), missing };
}

const nothing = (at: Case, reason: string): Drawn => ({
  series: [],
  missing: [{ at: at.key, reason }],
});

const colourOf = ({ colour }: ExperimentCase) => (colour === undefined ? {} : { colour });

const rateOf = (e: Expression): Expression => ({ kind: "call", name: "rate", args: [e] });

function placeAt(
  x: Expression,
  y: Expression,
  at: Case,
  simulation: Simulation,
  w: Float64Array,
  distance = 0,
): SeriesPoint | undefined {
  const here = environmentAt(at, simulation, w, new Map(), distance);
  const [a, b] = [evaluateNumber(x, here), evaluateNumber(y, here)];
  if (isFailure(a) || isFailure(b) || !Number.isFinite(a.value + b.value)) return undefined;
  const error = b.error > 0 && Number.isFinite(b.error) ? { error: keptError(b.error) } : {};
  return { x: kept(a.value), y: kept(b.value), ...error };
}

/** `u[1]` or `m` as an entry of a start; nothing for other expressions. */
function overlapEntry(e: Expression): Omit<StartEntry, "value"> | undefined {
  if (e.kind === "name" && e.name === "m") return { name: "m" };
  if (e.kind !== "indexed" || e.name !== "u" || e.indices.length !== 1) return undefined;
  const [place] = e.indices;
  return place?.kind === "number" ? { name: "u", index: String(place.value.num) } : undefined;
}

const prescribed = (entry: Omit<StartEntry, "value">, value: number): StartEntry => ({
  ...entry,
  value: { kind: "number", value: rationalOfNumber(value) },
});

/** States on a grid of two overlaps, or random ones. */
function statesOf(
  x: Expression,
  y: Expression,
  at: Case,
  simulation: Simulation,
): readonly Float64Array[] {
  const random = randomStream(at.seed, `${at.claimId}/field`, "");
  const [first, second] = [overlapEntry(x), overlapEntry(y)];
  if (first !== undefined && second !== undefined) {
    const side = Array.from({ length: onSide }, (_, i) => -1 + (2 * i) / (onSide - 1));
    const grid = side.flatMap((a) =>
      side.flatMap((b) => {
        const start = [prescribed(first, a), prescribed(second, b)];
        const w = simulation.startState(start, familiesOf(at), random);
        return isFailure(w) ? [] : [w];
      }),
    );
    if (grid.length >= fewest) return grid;
  }
  return Array.from({ length: atRandom }, () => simulation.randomState(random));
}

/** The isolated stationary points that a search finds, with their Morse indices. */
function restingPoints(
  x: Expression,
  y: Expression,
  at: Case,
  simulation: Simulation,
): readonly SeriesPoint[] | string {
  const found = simulation.stationaryPoints({
    seed: at.seed,
    randomStarts: { least: 24, most: 96 },
  });
  if (isFailure(found)) return failureText(found);
  const points = found.isolated.flatMap(({ w, error, index }): SeriesPoint[] => {
    const place = placeAt(x, y, at, simulation, w, error);
    return place === undefined ? [] : [{ ...place, index }];
  });
  return points.sort((a, b) => a.x - b.x || a.y - b.y);
}
