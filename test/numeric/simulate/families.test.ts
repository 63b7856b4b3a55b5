import { describe, expect, test } from "vitest";
import type { ModelInstance } from "../../../src/model/bind/instance.ts";
import type { Expression } from "../../../src/model/expression/expression.ts";
import type { Start } from "../../../src/model/spec.ts";
import { isFailure } from "../../../src/numeric/failure.ts";
import type { Measured } from "../../../src/numeric/measured.ts";
import { randomStream } from "../../../src/numeric/random/stream.ts";
import { simulationOf } from "../../../src/numeric/simulate/families.ts";
import type { Simulation } from "../../../src/numeric/simulate/simulation.ts";
import {
  binary,
  call,
  equiangular,
  h,
  name,
  num,
  plus,
  type Sketch,
  sketched,
  times,
  z,
} from "../trees.ts";

const zi = (i: number): Expression => ({ kind: "indexed", name: "z", indices: [num(i)] });

function simulated(instance: ModelInstance): Simulation {
  const simulation = simulationOf(instance);
  if (isFailure(simulation)) throw new Error(`${simulation.code}: ${simulation.detail}`);
  return simulation;
}

const withDynamics = (
  instance: ModelInstance,
  dynamics: Partial<ModelInstance["dynamics"]>,
): ModelInstance => ({ ...instance, dynamics: { ...instance.dynamics, ...dynamics } });

const learned = (sketch: Sketch, degree: number): ModelInstance => {
  const instance = sketched({ ...sketch, loss: "squared" });
  const link = {
    kind: "learned",
    degree: num(degree),
    weights: num(1),
    ridge: num(0),
    speed: num(1),
  } as const;
  return { ...instance, student: { ...instance.student, link } };
};

const spiked = (sketch: Sketch, kappa: number, overlap = 1): ModelInstance => ({
  ...sketched({ ...sketch, loss: "squared" }),
  input: { law: "gaussian", covariance: "spiked", spike: num(kappa), overlap: num(overlap) },
});

const entry = (text: string, value: Expression | number, index?: string): Start[number] => ({
  name: text,
  value: typeof value === "number" ? num(value) : value,
  ...(index !== undefined && { index }),
});

function started(simulation: Simulation, start: Start, label = ""): Float64Array {
  const state = simulation.startState(start, {}, randomStream(6, "families", label));
  if (isFailure(state)) throw new Error(`${state.code}: ${state.detail}`);
  return state;
}

/** A name, or an entry of it, where the path comes to rest. */
function limitOf(simulation: Simulation, start: Float64Array, text: string, ...at: number[]) {
  const rest = simulation.path(start).rest();
  if (isFailure(rest)) throw new Error(`${rest.code}: ${rest.detail}`);
  const names = simulation.observables(rest.w, rest.error);
  return (at.length === 0 ? names.name?.(text) : names.indexed?.(text, at)) as Measured;
}

/** A number that a name is worth at a state; throws for a vector or nothing. */
function numberAt(simulation: Simulation, w: Float64Array, text: string): Measured {
  const value = simulation.observables(w).name?.(text);
  if (value === undefined || !("value" in value)) throw new Error(`no number ${text}`);
  return value;
}

const isWithin = (found: Measured, value: number): boolean =>
  found.error < 0.05 && Math.abs(found.value - value) <= found.error;

// Both directions and both links are limits, the sign that of the start ([pillaud2025, Theorem 1]).
test.each([-0.25, 0.25])("a learned link reaches the target of the sign of m(0) = %d", (m) => {
  const link = plus(h(2), plus(h(3), times(-1, h(4))));
  const simulation = simulated(learned({ d: 50, gram: [[1]], link }, 4));
  const start = started(simulation, [entry("m", m), entry("a", times(0.1, name("q")), "q")]);
  expect(isWithin(limitOf(simulation, start, "m"), Math.sign(m))).toBe(true);
  expect(isWithin(limitOf(simulation, start, "a", 3), Math.sign(m))).toBe(true);
  expect(isWithin(limitOf(simulation, start, "a", 4), -1)).toBe(true);
});

// [mousavi2023, Theorem 2] as an explicit threshold: relu against h_2, spike on the target:
// kappa_c = 2/(sqrt(pi) - 1).
test("the target loses its stability to the spike at the value of the closed form", () => {
  const critical = 2 / (Math.sqrt(Math.PI) - 1);
  const sketch: Sketch = { d: 5, gram: [[1]], link: h(2), student: call("relu", z) };
  const at = (kappa: number) => {
    const simulation = simulated(spiked(sketch, kappa));
    const target = simulation.stateNamed(name("target"));
    if (isFailure(target)) throw new Error(target.detail);
    return {
      inertia: simulation.inertia(target),
      end: limitOf(simulation, started(simulation, [entry("m", 0.5)]), "m"),
    };
  };
  // The slope along the sphere, not the curvature, decides: m = 1 is stationary by symmetry.
  const below = at(0.97 * critical);
  expect([below.inertia.negative, below.inertia.positive]).toEqual([0, 4]);
  expect(isWithin(below.end, 1)).toBe(true);
  const above = at(1.05 * critical);
  expect(above.inertia.negative).toBe(4);
  expect(above.end.value).toBeCloseTo(0.98, 2);
});

test("with the link at its optimum every direction is learned", () => {
  const plain = sketched({ d: 20, gram: [[1]], link: z, loss: "squared" });
  const simulation = simulated({
    ...plain,
    teacher: {
      kind: "projections",
      count: 2,
      link: plus(zi(1), call("h", 2, zi(2))),
      noise: num(0),
    },
    student: {
      ...plain.student,
      shape: { kind: "subspace", rank: 2 },
      link: { kind: "optimal" },
      on: "grassmann",
    },
  });
  const start = started(simulation, []);
  expect(isWithin(limitOf(simulation, start, "g", 2), 1)).toBe(true);
  const prescribed = started(simulation, [
    { name: "M", index: "i", indices: ["i", "j"], value: times(0.1, plus(name("i"), name("j"))) },
  ]);
  expect(simulation.observables(prescribed).indexed?.("M", [1, 2])?.value).toBeCloseTo(0.3, 14);
  expect(simulation.startState([entry("M", 0.9)], {}, randomStream(1, "", ""))).toMatchObject({
    code: "no-such-start",
  });
});

test("two neurons divide two directions between them", () => {
  const instance = sketched({
    d: 30,
    gram: equiangular(2, 0),
    link: h(3),
    neurons: 2,
    loss: "squared",
  });
  const simulation = simulated(instance);
  const u = (i: number, j: number): Expression => num(i === j ? 0.5 : 0.2);
  const entries = [1, 2].flatMap((i) =>
    [1, 2].map((j) => ({
      name: "u",
      index: String(i),
      indices: [String(i), String(j)],
      value: u(i, j),
    })),
  );
  const start = started(simulation, entries);
  for (const i of [1, 2]) {
    for (const j of [1, 2]) {
      const end = limitOf(simulation, start, "u", i, j);
      expect(isWithin(end, i === j ? 1 : 0)).toBe(true);
    }
  }
});

describe("descent and samples", () => {
  const plain = sketched({ d: 12, gram: [[1]], link: h(2) });
  const start = (simulation: Simulation) => started(simulation, [entry("m", 0.5)]);
  const m = (simulation: Simulation, w: Float64Array): number => numberAt(simulation, w, "m").value;
  const end = (simulation: Simulation, t: number, label: string): Float64Array => {
    const moments = simulation.path(start(simulation), randomStream(3, "run", label)).at([t]);
    if (isFailure(moments)) throw new Error(`${moments.code}: ${moments.detail}`);
    return moments[0]!.w;
  };

  test("small steps follow the flow", () => {
    const flow = m(simulated(plain), end(simulated(plain), 0.5, "flow"));
    const distances = [0.004, 0.002].map((step) => {
      const descent = simulated(withDynamics(plain, { kind: "gradient-descent", step: num(step) }));
      return Math.abs(m(descent, end(descent, 0.5, "descent")) - flow);
    });
    // Of first order: half the step, half the distance.
    expect(distances[0]! / distances[1]!).toBeGreaterThan(1.8);
    expect(distances[0]! / distances[1]!).toBeLessThan(2.2);
  });

  test("samples have their own path: the same for one stream, near the population for many", () => {
    const sgd = simulated(withDynamics(plain, { kind: "sgd", step: num(0.02), batch: num(400) }));
    const [once, again, other] = ["a", "a", "b"].map((label) => end(sgd, 0.5, label));
    expect(once).toEqual(again);
    expect(once).not.toEqual(other);
    const flow = m(simulated(plain), end(simulated(plain), 0.5, "flow"));
    // 25 steps of .02: noise of the mean of 10000 samples, and the first order of the step.
    expect(Math.abs(m(sgd, once!) - flow)).toBeLessThan(0.1);
    const batch = simulated(withDynamics(plain, { samples: num(20_000) }));
    expect(Math.abs(m(batch, end(batch, 0.5, "n")) - flow)).toBeLessThan(0.1);
    expect(sgd.path(start(sgd)).rest()).toMatchObject({ code: "unfinished" });
  });

  test.each([
    ["student-t", { law: "student-t", degrees: num(30) }],
    ["uniform-sphere", { law: "uniform-sphere" }],
  ] as const)("inputs of the law %s move the direction by samples alone", (_, input) => {
    const instance: ModelInstance = { ...plain, input };
    expect(simulationOf(instance)).toMatchObject({ code: "unsupported-model" });
    const sgd = simulated(
      withDynamics(instance, { kind: "sgd", step: num(0.02), batch: num(200) }),
    );
    expect(m(sgd, end(sgd, 1, "law"))).toBeGreaterThan(0.7);
    // Nobody knows the population loss under this law.
    const loss = numberAt(sgd, start(sgd), "loss");
    expect(loss.error).toBe(Number.POSITIVE_INFINITY);
  });

  test("link and direction in turn, both within one step", () => {
    const instance = learned({ d: 8, gram: [[1]], link: h(2) }, 2);
    const kind = "gradient-descent";
    const [turns, at] = [true, false].map((alternate) =>
      simulated(withDynamics(instance, { kind, step: num(0.05), alternate })),
    );
    const begin = started(turns!, [entry("m", 0.6), entry("a", 0.3, "2")]);
    const after = (simulation: Simulation): { readonly m: number; readonly a: number } => {
      const moments = simulation.path(begin).at([0.05]);
      if (isFailure(moments)) throw new Error(moments.detail);
      const { w } = moments[0]!;
      const names = simulation.observables(w);
      return { m: m(simulation, w), a: names.indexed?.("a", [2])?.value ?? Number.NaN };
    };
    const [inTurn, together] = [after(turns!), after(at!)];
    // The direction moves first, by the same step; the link then sees the overlap that is new.
    expect(inTurn.m).toBeCloseTo(together.m, 14);
    expect(together.a).toBeCloseTo(0.3 + 0.05 * (0.6 ** 2 - 0.3), 13);
    expect(inTurn.a).toBeCloseTo(0.3 + 0.05 * (inTurn.m ** 2 - 0.3), 13);
    expect(inTurn.m).toBeGreaterThan(0.6);
  });
});

// One ridge function h_p: m' = p m^(p-1) (1 - m^2), so the time to 1/2 is an integral over log m.
function escapeTime(p: number, m0: number): number {
  const [a, b] = [Math.log(m0), Math.log(0.5)];
  const n = 4000;
  let total = 0;
  // Boole's rule: relative error far below 1e-12 for this smooth integrand.
  const f = (s: number): number => {
    const m = Math.exp(s);
    return m ** (2 - p) / (p * (1 - m * m));
  };
  const step = (b - a) / (4 * n);
  for (let i = 0; i < n; i++) {
    const at = (j: number): number => f(a + (4 * i + j) * step);
    total += 7 * at(0) + 32 * at(1) + 12 * at(2) + 32 * at(3) + 7 * at(4);
  }
  return (2 * step * total) / 45;
}

describe("the escape of one direction", () => {
  test.each([2, 3, 4, 5, 6].flatMap((p) => [2, 4, 6, 8].map((decades) => [p, decades] as const)))(
    "p = %i, d = 10^%i: within its error, or below the floor",
    (p, decades) => {
      const d = 10 ** decades;
      const simulation = simulated(sketched({ d, gram: [[1]], link: h(p) }));
      const start = started(simulation, [entry("m", binary("/", 1, call("sqrt", d)))]);
      const overlap = (w: Float64Array): number => numberAt(simulation, w, "m").value;
      const time = simulation.path(start).first((w) => overlap(w) - 0.5);
      // Signal p m^(p-1) against 10^3 floors of a few 1e-15.
      const isDrowned = p * d ** (-(p - 1) / 2) < 1e-12;
      if (isFailure(time)) {
        expect(time.code).toBe("below-the-floor");
        expect(p * d ** (-(p - 1) / 2)).toBeLessThan(1e-11);
        return;
      }
      expect(isDrowned).toBe(false);
      const exact = escapeTime(p, 1 / Math.sqrt(d));
      console.log(
        p,
        decades,
        time.value,
        Math.abs(time.value / exact - 1),
        time.error / time.value,
      );
      expect(Math.abs(time.value - exact)).toBeLessThanOrEqual(time.error);
    },
  );
});

// The critical points with s = 2: both signs of the target, and m = 0, a = 0, a circle of them
// ([pillaud2025]).
test("stationary points of a learned link: two isolated ones, and a continuum", () => {
  const simulation = simulated(learned({ d: 3, gram: [[1]], link: h(2) }, 2));
  const search = simulation.stationaryPoints({ randomStarts: { least: 20, most: 40 } });
  if (isFailure(search)) throw new Error(search.detail);
  const ends = search.isolated.map(({ w, index }) => [
    Math.round(numberAt(simulation, w, "m").value),
    index,
  ]);
  expect(ends.sort((a, b) => a[0]! - b[0]!)).toEqual([
    [-1, 0],
    [1, 0],
  ]);
  expect(search.degenerate.length).toBeGreaterThan(0);
  const target = simulation.stateNamed(name("target"));
  if (isFailure(target)) throw new Error(target.detail);
  expect(simulation.structuredStates()).toEqual([target]);
  expect(simulation.tangents(target)).toHaveLength(5);
  const nearest = simulation.nearestStationary(target);
  expect(nearest === undefined || Math.abs(nearest.distance - 2) <= nearest.error).toBe(true);
});
