import { expect, test } from "vitest";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { randomStream } from "../../../../src/numeric/random/stream.ts";
import type { DefinedModel } from "../../../../src/numeric/simulate/any-model/defined-model.ts";
import { modelRest } from "../../../../src/numeric/simulate/any-model/model-rest.ts";
import { ridgeSumModel } from "../../../../src/numeric/simulate/ridge-sum/defined-ridge-sum.ts";
import { minus, norm } from "../../../../src/numeric/vectors.ts";
import { equiangular, h, type Sketch, sketched } from "../../trees.ts";

function modelOf(sketch: Sketch): DefinedModel {
  const model = ridgeSumModel(sketched(sketch));
  if (isFailure(model)) throw new Error(`${model.code}: ${model.detail}`);
  return model;
}

const cubic = modelOf({ d: 4, gram: equiangular(3, 0), link: h(3) });

/** A unit vector along the given coordinates. */
function towards(...x: number[]): Float64Array {
  const w = Float64Array.from(x);
  return w.map((c) => c / norm(w));
}

/** Within its stated error of the limit, which must be told to better than 1e-3. */
function expectLimit(model: DefinedModel, start: Float64Array, limit: Float64Array): void {
  const end = modelRest(model, start);
  if (isFailure(end)) throw new Error(end.detail);
  expect(norm(minus(end.w, limit))).toBeLessThanOrEqual(end.error);
  expect(end.error).toBeLessThan(1e-3);
}

test("the greatest overlap wins, from random starts", () => {
  const random = randomStream(4, "rest", "random");
  for (let i = 0; i < 5; i++) {
    const start = random.onSphere(4).map((x, j) => (j < 3 ? Math.abs(x) : x));
    const winner = start.slice(0, 3).indexOf(Math.max(...start.slice(0, 3)));
    const limit = new Float64Array(4);
    limit[winner] = 1;
    expectLimit(cubic, start, limit);
  }
});

test("a start at a minimum, and one that is a saddle, stay", () => {
  expectLimit(cubic, towards(1, 0, 0, 0), towards(1, 0, 0, 0));
  expectLimit(cubic, towards(1, 1, 0, 0), towards(1, 1, 0, 0));
});

test("from tied overlaps it is the saddle, or nothing is claimed", () => {
  // Exactly, the limit is the mean of those that are tied; rounding may lead on to one of them.
  for (const start of [towards(2, 2, 1, 1), towards(3, 3, 3, 1), towards(1, 1, 0, 5)]) {
    const end = modelRest(cubic, start);
    if (isFailure(end)) {
      expect(end.code).toBe("unfinished");
      continue;
    }
    const top = Math.max(...start.slice(0, 3));
    const saddle = towards(...Array.from(start, (x, j) => (j < 3 && x === top ? 1 : 0)));
    expect(norm(minus(end.w, saddle))).toBeLessThanOrEqual(end.error);
  }
});

test("a start that may be a degenerate stationary point ends nowhere", () => {
  // Orthogonal to every direction all of the Hessian is 0 for h_3, and there is a continuum of them.
  const model = modelOf({ d: 4, gram: equiangular(2, 0), link: h(3) });
  expect(modelRest(model, towards(0, 0, 1, 2))).toMatchObject({ kind: "failure" });
});
