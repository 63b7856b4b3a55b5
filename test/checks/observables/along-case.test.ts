import { describe, expect, test } from "vitest";
import { reportOf } from "../../specs.ts";

/** A cubic link over two orthogonal directions, from a start that goes to the first. */
const claimed = (claim: string) =>
  reportOf({
    parameters: ["d: 6"],
    teacher: '{ sum-of: 2, link: "h(3, z)" }',
    more: ["start:", '  u[j]: "if(j = 1, 1/2, 1/4)"'],
    claims: [`c: { ${claim} }`],
  });

describe("along a path everything means what it means at a state", () => {
  // Near v_1 the distance falls as exp(-p t), since w' is minus the gradient of -u^p.
  test.each([
    'kind: limit, of: "norm(w - v[1])", equals: 0',
    'kind: limit, of: "rate(u[1])", equals: 0',
    'kind: rate, of: "norm(w - v[1])", equals: 3',
    'kind: bound, holds: "loss(oo) < at(loss, average)"',
  ])("%s holds", async (claim) => {
    expect(await claimed(claim)).toMatchObject({ verdict: "supported" });
  });

  test.each([
    'kind: limit, of: "norm(w - v[2])", equals: 0',
    'kind: rate, of: "norm(w - v[1])", equals: 6',
    'kind: bound, holds: "loss(oo) > at(loss, average)"',
  ])("%s is refuted", async (claim) => {
    expect(await claimed(claim)).toMatchObject({ verdict: "refuted" });
  });
});

describe("the Hessian has a name at every state", () => {
  // At v_1 the Hessian of -u^3 on the sphere is 3 in every direction; across, it is 0 at the equator.
  test.each([
    ["growth", "target", -3],
    ["curvature", "target", 3],
    ["nullity", "target", 0],
    ["index", "target", 0],
  ])("%s at the %s is %d", async (name, at, value) => {
    const report = await reportOf({
      parameters: ["d: 6"],
      teacher: '{ link: "h(3, z)" }',
      claims: [`c: { kind: identity, of: ${name}, at: ${at}, equals: ${value} }`],
    });
    expect(report.verdict).toBe("supported");
  });

  test("growth with the wrong sign is refuted", async () => {
    const report = await reportOf({
      parameters: ["d: 6"],
      teacher: '{ link: "h(3, z)" }',
      claims: ["c: { kind: identity, of: growth, at: target, equals: 3 }"],
    });
    expect(report.verdict).toBe("refuted");
  });
});

test("an overlap is not larger than itself at the start: the event is open in no run", async () => {
  const of = "probability(some(l in 1..1, u[l](0) > u[1](0)))";
  const report = await reportOf({
    parameters: ["d: 6"],
    teacher: '{ sum-of: 2, link: "h(3, z)" }',
    more: ["start:", "  w: uniform"],
    claims: [`c: { kind: bound, holds: "${of} <= 1/2" }`],
  });
  expect(report.verdict).toBe("supported");
});
