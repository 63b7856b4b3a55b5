import { expect, test } from "vitest";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { directionOf } from "../../../../src/numeric/simulate/ridge-sum/direction.ts";
import { ridgeSum } from "../../../../src/numeric/simulate/ridge-sum/ridge-sum.ts";
import { dot, norm } from "../../../../src/numeric/vectors.ts";
import { call, equiangular, h, name, num, plus, sketched } from "../../trees.ts";

const model = ridgeSum(sketched({ d: 5, gram: equiangular(3, 0.2), link: h(3) }));
if (isFailure(model)) throw new Error(model.detail);

test("the origin is a unit vector orthogonal to every ridge", () => {
  const origin = directionOf(model, name("origin"));
  if (isFailure(origin)) throw new Error(origin.detail);
  expect(Math.abs(norm(origin) - 1)).toBeLessThan(1e-15);
  for (const v of model.frame) expect(Math.abs(dot(v, origin))).toBeLessThan(1e-15);
});

test("where the frame spans the space there is no origin", () => {
  const full = ridgeSum(sketched({ d: 3, gram: equiangular(3, 0.2), link: h(3) }));
  if (isFailure(full)) throw new Error(full.detail);
  expect(directionOf(full, name("origin"))).toMatchObject({ kind: "failure" });
});

test("the average has equal overlaps, and unit(v[1] + v[2]) is not it", () => {
  const v = (j: number) => ({ kind: "indexed", name: "v", indices: [num(j)] }) as const;
  const average = directionOf(model, name("average"));
  const partial = directionOf(model, call("unit", plus(v(1), v(2))));
  if (isFailure(average) || isFailure(partial)) throw new Error("no vector");
  const expected = Math.sqrt((1 + 2 * 0.2) / 3);
  for (const r of model.frame) expect(Math.abs(dot(r, average) - expected)).toBeLessThan(1e-15);
  expect(dot(model.frame[2]!, partial)).toBeLessThan(0.3);
});
