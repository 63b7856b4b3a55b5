import { expect, test } from "vitest";
import {
  evaluateNumber,
  evaluatePredicate,
} from "../../../../src/numeric/evaluate/evaluate-number.ts";
import { isFailure } from "../../../../src/numeric/failure.ts";
import { averageDirection } from "../../../../src/numeric/simulate/ridge-sum/attractors.ts";
import { observablesAt } from "../../../../src/numeric/simulate/ridge-sum/observables.ts";
import { ridgeSum } from "../../../../src/numeric/simulate/ridge-sum/ridge-sum.ts";
import { binary, call, equiangular, h, less, name, num, sketched, times } from "../../trees.ts";

const model = ridgeSum(sketched({ d: 6, gram: equiangular(3, 0.2), link: h(3) }));
if (isFailure(model)) throw new Error(model.detail);
const average = observablesAt(model, averageDirection(model));

test("both sides of a claim are evaluated at a state: the loss of h_3 at the average", () => {
  // -sum_j u_j^3 with u_j^2 = (1 + 2 beta)/3, by E[h_3 h_3] = rho^3.
  const right = times(-3, binary("^", call("sqrt", binary("/", num(1.4), 3)), 3));
  const [loss, claimed] = [evaluateNumber(name("loss"), average), evaluateNumber(right, average)];
  if (isFailure(loss) || isFailure(claimed)) throw new Error("no value");
  expect(Math.abs(loss.value - claimed.value)).toBeLessThanOrEqual(loss.error + claimed.error);
  expect(Math.abs(loss.value - 1.01 * claimed.value)).toBeGreaterThan(loss.error + claimed.error);
});

test("overlaps, Gram entries, the index and the curvature have names", () => {
  const at = (letter: string, ...indices: number[]) =>
    evaluateNumber({ kind: "indexed", name: letter, indices: indices.map(num) }, average);
  expect(at("u", 2)).toMatchObject({ basis: "estimate" });
  expect(at("A", 1, 1)).toMatchObject({ value: 1, error: 0 });
  expect(at("u", 4)).toMatchObject({ code: "unknown-name" });
  expect(evaluateNumber(name("index"), average)).toMatchObject({ value: 2, error: 0 });
  expect(evaluatePredicate(less(name("curvature"), 0), average)).toBe(true);
  expect(evaluateNumber(name("m"), average)).toMatchObject({ code: "unknown-name" });
});
