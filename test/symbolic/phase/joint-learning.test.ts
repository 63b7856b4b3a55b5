import { expect, test } from "vitest";
import { casesOf } from "../../../src/checks/cases/cases.ts";
import { jointJson } from "../../../src/report/derivation/joint-document.ts";
import { settingDiagram } from "../../../src/symbolic/phase/setting-diagram.ts";
import { specOf } from "../../specs.ts";

/** What is derived for a link that is learned. */
async function joint(link: string, learned: string, loss = "squared") {
  const spec = specOf({
    parameters: ["d: 100"],
    teacher: `{ link: "${link}" }`,
    student: `{ link: { learned: ${learned} }, on: sphere }`,
    loss,
    claims: ["c: { kind: stationary, at: target }"],
  });
  const [claim] = spec.claims;
  const [at] = casesOf(claim!, [], "quick", 1).cases;
  const diagram = await settingDiagram(spec.model!, at!.binding, spec.parameters);
  if (diagram.kind !== "joint") throw new Error(JSON.stringify(diagram));
  return jointJson(diagram.link, diagram.joint);
}

const stopsOf = ({ planted }: Awaited<ReturnType<typeof joint>>) => {
  if ("notDerived" in planted) throw new Error(planted.notDerived);
  return planted.stops.map(({ value, fromBelow, fromAbove }) => [
    Number(value),
    fromBelow,
    fromAbove,
  ]);
};

test("an interior trap attracts from both sides: h_2 + x h_3 at -2/(3 x^2)", async () => {
  expect(stopsOf(await joint("h(2, z) + 6*h(3, z)/5", "{ degree: 4 }"))).toEqual([
    [-1, false, false],
    [expect.closeTo(-2 / (3 * 1.44), 12), true, true],
    [0, false, false],
    [1, true, false],
  ]);
});

test("without a zero of P/m every negative overlap leads to -1; for odd s it stops at 0", async () => {
  expect(stopsOf(await joint("h(2, z) + h(3, z) - h(4, z)", "{ degree: 4 }"))).toEqual([
    [-1, false, true],
    [0, false, false],
    [1, true, false],
  ]);
  expect(stopsOf(await joint("h(3, z)", "{ degree: 3 }"))).toEqual([
    [-1, false, false],
    [0, true, false],
    [1, true, false],
  ]);
});

test("the time has the power d^(s-1) and the constant of loss, weights and ridge", async () => {
  const timeOf = async (...args: Parameters<typeof joint>) => (await joint(...args)).time;
  expect(await timeOf("h(3, z)/2", "{ degree: 3 }")).toMatchObject({
    text: "d^2/((12)*gamma^4*b[3]^2)",
  });
  // Without the factor 1/2 of the loss all rates double; (c + ridge)/c = 2 takes that back.
  const halved = '{ degree: 2, weights: "1/(2*j)", ridge: 1/2 }';
  expect(await timeOf("h(2, z)", halved, "{ squared: { factor: 1 } }")).toMatchObject({
    text: "d^1/((4)*gamma^2*b[2]^2)",
  });
  expect(await timeOf("z", "{ degree: 2 }")).toMatchObject({
    text: "log(d)/(sqrt((1)^2 + 4*(1)*b[1]^2) - (1))",
  });
  expect(await timeOf("h(5, z)", "{ degree: 2 }")).toHaveProperty("notDerived");
});

test("a target that is no finite combination moves the student as its part up to degree K does", async () => {
  const rates = async (link: string) => JSON.stringify((await joint(link, "{ degree: 3 }")).flow);
  const [relu, tanh] = [await rates("relu(z)"), await rates("tanh(z)")];
  // By letters: the same for every link.
  expect(relu).toBe(tanh);
  expect(relu).toContain("b[");
  expect(relu).not.toContain("notDerived");
});

/** The expected stop beside a zero of P, of a link that is no polynomial. */
const trapNear = async (link: string) => {
  const { planted } = await joint(link, "{ degree: 6 }");
  if ("notDerived" in planted) throw new Error(planted.notDerived);
  return planted;
};

test("stops of links that are no polynomials: sin(z) + cos(2 z) by its dual function", async () => {
  // g = exp(-1) sinh(u) + exp(-4) cosh(4 u): P = 0 where exp(-1) cosh(u) + 4 exp(-4) sinh(4 u) = 0.
  const rate = (u: number): number =>
    Math.exp(-1) * Math.cosh(u) + 4 * Math.exp(-4) * Math.sinh(4 * u);
  let [low, high] = [-1, 0];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (rate(middle) > 0) high = middle;
    else low = middle;
  }
  const { stops, notDecided } = await trapNear("sin(z) + cos(2*z)");
  expect(notDecided).toEqual([]);
  expect(stops.map(({ fromBelow, fromAbove }) => [fromBelow, fromAbove])).toEqual([
    [false, true],
    [false, false],
    [true, false],
  ]);
  expect(Number(stops[1]!.value)).toBeCloseTo(low, 14);
});

test("a trap of |z|/2 + h_3/3 lies at -1/2, where arcsin(1/2) = pi/6", async () => {
  const { stops, notDecided } = await trapNear("abs(z)/2 + h(3, z)/3");
  expect(notDecided).toEqual([]);
  expect(stops.map(({ value }) => Number(value))).toEqual([-1, expect.closeTo(-0.5, 14), 0, 1]);
});

test("relu: no trap on (-0.9999, 1); P vanishes at -1, and nothing is claimed there", async () => {
  const { stops, notDecided } = await trapNear("relu(z)");
  expect(stops.map(({ value }) => Number(value))).toEqual([-1, 1]);
  expect(stops[0]).not.toHaveProperty("fromAbove");
  expect(notDecided).toHaveLength(1);
  expect(Number(notDecided[0]![1])).toBeLessThan(-0.9999);
});

test("tanh is odd: P is even and positive, no overlap is trapped", async () => {
  const { stops, notDecided } = await trapNear("tanh(z)");
  expect(notDecided).toEqual([]);
  expect(stops.map(({ value, fromAbove }) => [Number(value), fromAbove])).toEqual([
    [-1, false],
    [1, false],
  ]);
});
