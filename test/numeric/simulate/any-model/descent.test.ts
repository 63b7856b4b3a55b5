import { expect, test } from "vitest";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { solve } from "../../../../src/numeric/integrate/solve.ts";
import { randomStream } from "../../../../src/numeric/random/stream.ts";
import type { DefinedModel } from "../../../../src/numeric/simulate/any-model/defined-model.ts";
import { descend, populationSource } from "../../../../src/numeric/simulate/any-model/descent.ts";
import { ridgeSumModel } from "../../../../src/numeric/simulate/ridge-sum/defined-ridge-sum.ts";
import { gramFlow, gramState } from "../../../../src/numeric/simulate/ridge-sum/gram-route.ts";
import { ridgeSum } from "../../../../src/numeric/simulate/ridge-sum/ridge-sum.ts";
import { gradientFlow } from "../../../../src/numeric/simulate/ridge-sum/spherical-flow.ts";
import { equiangular, h, plus, type Sketch, sketched } from "../../trees.ts";

function modelOf(sketch: Sketch, reduced?: boolean): DefinedModel {
  const model = ridgeSumModel(sketched(sketch), reduced === undefined ? {} : { reduced });
  if (isFailure(model)) throw new Error(`${model.code}: ${model.detail}`);
  return model;
}

const overlapsOf = (model: DefinedModel, w: Float64Array): number[] =>
  Array.from(model.quantities.get("u")!.values(w));

/** A start with positive overlaps: on an orthonormal frame, the uniform law given that. */
function positiveStart(model: DefinedModel, label: string): Float64Array {
  const start = model.randomState(randomStream(1, "figure", label));
  for (let j = 0; j < 2; j++) start[j] = Math.abs(start[j]!);
  return start;
}

/** Steps of size 1/10 until the overlaps reach .9 in dimension 1000, and whether the nearest won. */
function firstPassage(p: number, label: string): { steps: number; nearestWins: boolean } {
  const model = modelOf({ d: 1000, gram: equiangular(2, 0), link: h(p) });
  const start = positiveStart(model, label);
  const run = descend({
    model,
    gradient: populationSource(model),
    start,
    step: 0.1,
    maxSteps: 1_000_000,
    // For p = 2 every combination of the two directions is a limit.
    stop: (w) => {
      const u = overlapsOf(model, w);
      return (p === 2 ? Math.hypot(...u) : Math.max(...u)) >= 0.9;
    },
  });
  const winner = (w: Float64Array): number => {
    const u = overlapsOf(model, w);
    return u.indexOf(Math.max(...u));
  };
  return { steps: run.steps, nearestWins: winner(start) === winner(run.state) };
}

// [simsek2025, Figure 1]: d = 1000, k = 2, step .1. The medians are those of an independent program;
// of 20 draws the 6th and the 15th enclose the median with probability .959.
test.each([
  [2, 22],
  [3, 102],
  [4, 1092],
])("h_%i in dimension 1000: the nearest direction wins, after about %i steps", (p, median) => {
  const runs = Array.from({ length: 20 }, (_, i) => firstPassage(p, `${p} ${i}`));
  expect(runs.every((run) => run.nearestWins)).toBe(true);
  const steps = runs.map((run) => run.steps).sort((a, b) => a - b);
  expect(steps[5]).toBeLessThanOrEqual(median);
  expect(steps[14]).toBeGreaterThanOrEqual(median);
});

test("states in the span of frame and start take the steps of states in R^d", () => {
  for (const loss of ["correlation", "squared"] as const) {
    const sketch: Sketch = { d: 40, gram: equiangular(2, 0.3), link: h(3), neurons: 2, loss };
    const [full, small] = [modelOf(sketch, false), modelOf(sketch, true)];
    expect([full.size, small.size]).toEqual([80, 8]);
    const start = full.randomState(randomStream(3, "span", loss));
    // The frame stands on the first two axes; the rest of both neurons is turned onto two more.
    const turned = reducedFrom(start, 40, 2);
    const after = (model: DefinedModel, from: Float64Array): number[] => {
      const run = descend({
        model,
        gradient: populationSource(model),
        start: from,
        step: 0.1,
        maxSteps: 60,
      });
      return overlapsOf(model, run.state);
    };
    const [a, b] = [after(full, start), after(small, turned)];
    a.forEach((u, i) => expect(Math.abs(u - b[i]!)).toBeLessThan(1e-12));
  }
});

/** Two vectors of R^d in four coordinates with the same first two and the same inner products. */
function reducedFrom(w: Float64Array, d: number, kept: number): Float64Array {
  const [a, b] = [w.subarray(0, d), w.subarray(d)];
  const inner = (x: Float64Array, y: Float64Array): number =>
    x.slice(kept).reduce((sum, value, i) => sum + value * y[kept + i]!, 0);
  const length = Math.sqrt(inner(a, a));
  const along = inner(a, b) / length;
  const across = Math.sqrt(inner(b, b) - along * along);
  return Float64Array.from([a[0]!, a[1]!, length, 0, b[0]!, b[1]!, along, across]);
}

test("the flow in R^d and the flow of inner products agree mid-transition", () => {
  for (const [loss, link] of [
    ["correlation", h(3)],
    ["squared", h(3)],
    ["squared", plus(h(2), h(3))],
  ] as const) {
    const sketch: Sketch = { d: 12, gram: equiangular(2, 0.4), link, neurons: 2, loss };
    const model = ridgeSum(sketched(sketch));
    if (isFailure(model)) throw new Error(model.detail);
    const random = randomStream(5, "gram", loss);
    const start = Float64Array.from([...random.onSphere(12), ...random.onSphere(12)]);
    const end = { t0: 0, t1: 3, rtol: 1e-11, atol: 1e-13 };
    const far = solve({ ...end, field: gradientFlow(model, "fine"), y0: start });
    const near = solve({ ...end, field: gramFlow(model), y0: gramState(model, start) });
    expect([far.status, near.status]).toEqual(["reached-end", "reached-end"]);
    const moved = gramState(model, start).map((x, i) => near.y[i]! - x);
    expect(Math.hypot(...moved)).toBeGreaterThan(0.1);
    gramState(model, far.y).forEach((x, i) => expect(Math.abs(x - near.y[i]!)).toBeLessThan(1e-9));
  }
});

test("uniform neurons in few coordinates have the overlaps of neurons in R^d", () => {
  // E u^2 = 1/d for each overlap and for the inner product of two neurons; variance of u^2 < 3/d^2.
  const model = modelOf({ d: 1000, gram: equiangular(2, 0), link: h(3), neurons: 2 });
  const random = randomStream(2, "uniform", "");
  const draws = 4000;
  const sums = [0, 0, 0];
  for (let i = 0; i < draws; i++) {
    const w = model.randomState(random);
    const inner = [0, 1, 2, 3].reduce((sum, j) => sum + w[j]! * w[4 + j]!, 0);
    [w[0]!, w[5]!, inner].forEach((x, j) => {
      sums[j]! += (1000 * x * x) / draws;
    });
  }
  for (const mean of sums) expect(Math.abs(mean - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
});

test("a step that leaves the doubles ends with its status", () => {
  const model = modelOf({ d: 3, gram: [[1]], link: h(3) });
  const run = descend({
    model,
    gradient: (_, out) => out.fill(Number.NaN),
    start: Float64Array.from([1, 0, 0]),
    step: 0.1,
    maxSteps: 10,
  });
  expect([run.status, run.steps]).toEqual(["not-finite", 1]);
});
