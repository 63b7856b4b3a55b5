import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { instantiate } from "../../../src/model/bind/bind.ts";
import {
  bindingOrder,
  indexRanges,
  isMember,
  listDomain,
  sampledValues,
} from "../../../src/model/bind/bind-domain.ts";
import { bindExpression, valueUnder } from "../../../src/model/bind/bind-expression.ts";
import type { Binding, Value } from "../../../src/model/bind/instance.ts";
import type { Domain, Expression } from "../../../src/model/expression/expression.ts";
import { formatExpression } from "../../../src/model/expression/format.ts";
import { parseDomain, parseExpression } from "../../../src/model/expression/parse.ts";
import { loadSpec } from "../../../src/model/load.ts";
import { formatRational, integer, rational } from "../../../src/model/rational.ts";
import type { Model, Spec } from "../../../src/model/spec.ts";

const load = (name: string): Spec => loadSpec(join(import.meta.dirname, "../fixtures", name)).spec;
const whole = (n: number): Value => ({ kind: "exact", value: integer(n) });
const binding = (values: Readonly<Record<string, Value | number>>): Binding =>
  new Map(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "number" ? whole(value) : value,
    ]),
  );

function expression(text: string): Expression {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.problem.expected);
  return parsed.value;
}

function domain(text: string): Domain {
  const parsed = parseDomain(text);
  if (!parsed.ok) throw new Error(parsed.problem.expected);
  return parsed.value;
}

function shown(value: Value): string {
  switch (value.kind) {
    case "exact":
      return formatRational(value.value);
    case "constant":
      return formatExpression(value.expression);
    case "subset":
      return value.members.join("");
    case "word":
      return value.word;
    case "family":
      return value.values.map(shown).join(" ");
  }
}

function modelOf(name: string): Model {
  const { model } = load(name);
  if (model === undefined) throw new Error(name);
  return model;
}

describe("expressions at a value of their parameters", () => {
  const family: Value = { kind: "family", from: 2, values: [whole(5), whole(7)] };
  test.each<[string, Readonly<Record<string, Value | number>>, string]>([
    ["h(p, z)", { p: 3 }, "h(3, z)"],
    ["(p - 2)/(k + p - 2)", { p: 3, k: 2 }, "1/3"],
    ["sum(q in 2..P, y[q]*h(q, z))", { P: 3, y: family }, "5*h(2, z) + 7*h(3, z)"],
    ["sum(q in 1..k, u[q]^p)", { k: 4, p: 3 }, "sum(q in 1..4, u[q]^3)"],
    [
      "sqrt(x)*z",
      { x: { kind: "constant", expression: expression("sqrt(2)") } },
      "sqrt(sqrt(2))*z",
    ],
    ["if(k > 1, sqrt(k), 1/0)", { k: 2 }, "sqrt(2)"],
    ["diff(at(loss, average), beta)", { beta: 1, k: 2 }, "diff(at(loss, average), beta)"],
    ["at(m*p, p = k)", { p: 3, k: 2 }, "at(m*p, p = 2)"],
    [
      "root(beta in 0 < real < 1, beta - k)",
      { beta: 9, k: 2 },
      "root(beta in 0 < real < 1, beta - 2)",
    ],
    ["sum(k in 1..k, k)", { k: 3 }, "6"],
  ])("%s", (text, values, bound) => {
    expect(formatExpression(bindExpression(expression(text), binding(values)))).toBe(bound);
  });

  test("a value is exact, or closed, or none", () => {
    expect(valueUnder(expression("k/2"), binding({ k: 3 }))).toEqual({
      kind: "exact",
      value: rational(3n, 2n),
    });
    expect(valueUnder(expression("sqrt(k)"), binding({ k: 2 }))?.kind).toBe("constant");
    expect(valueUnder(expression("j"), binding({ k: 2 }))).toBeUndefined();
  });
});

describe("domains", () => {
  test.each<[string, Value, boolean | undefined]>([
    ["3..oo", whole(3), true],
    ["3..oo", whole(2), false],
    ["3..oo", { kind: "exact", value: rational(7n, 2n) }, false],
    ["k + 1..oo", whole(3), true],
    ["j..oo", whole(3), undefined],
    ["0 <= real < 1", whole(0), true],
    ["0 <= real < 1", whole(1), false],
    ["real > 0", { kind: "exact", value: rational(-1n, 2n) }, false],
    ["7/10 <= real <= 17/10", { kind: "constant", expression: expression("sqrt(2)") }, true],
    ["0 < real < sqrt(2)", { kind: "constant", expression: expression("sqrt(2)") }, undefined],
    ["[1, 2]", whole(2), true],
    ["[1, 2]", whole(3), false],
    ["k^2", whole(4), true],
    ["subsets(1..k)", { kind: "subset", members: [2] }, true],
    ["subsets(1..k)", { kind: "subset", members: [3] }, false],
  ])("%s", (text, value, inside) => {
    expect(isMember(value, domain(text), binding({ k: 2 }))).toBe(inside);
  });

  test.each([
    ["3..oo", "3 4 5 6 7"],
    ["1..k", "1 2 3"],
    ["-5/2..0", "-2 -1 0"],
    ["subsets(1..3)", "1 2 3 12 13"],
    ["[k, sqrt(k)]", "3 sqrt(3)"],
    ["k^2", "9"],
  ])("%s begins %s", (text, values) => {
    const listed = listDomain(domain(text), binding({ k: 3 }), 5);
    expect(listed?.map(shown).join(" ")).toBe(values);
  });

  test("an interval has no list", () => {
    expect(listDomain(domain("0 < real < 1"), new Map())).toBeUndefined();
  });

  test("sampled values are those in the domain, in order", () => {
    const { parameters } = load("01-setting.yaml");
    const sampled = (name: string, values: Readonly<Record<string, number>>): string => {
      const parameter = parameters.get(name);
      return (parameter && sampledValues(parameter, binding(values))?.map(shown).join(" ")) ?? "";
    };
    expect(sampled("p", {})).toBe("3 4 5 6 7 8");
    expect(sampled("d", { k: 5 })).toBe("6 10 64");
    expect(sampled("d", { k: 80 })).toBe("81 160");
    const time = load("05-time-complexity.yaml");
    const d = time.parameters.get("d");
    expect(d && sampledValues(d, binding({ k: 1 }))?.map(shown)[6]).toBe("100000000");
  });

  test("parameters are bound after those that they need", () => {
    const { parameters } = load("20-joint-setting.yaml");
    // K begins at e, but its values are sampled, so it needs none; y has the indices e..K.
    expect(bindingOrder(parameters).map(({ name }) => name)).toEqual(["d", "e", "K", "y"]);
    const y = parameters.get("y");
    expect(y && indexRanges(y, binding({ e: 2, K: 5 }))).toEqual([{ from: 2, to: 5 }]);
  });
});

describe("instances of models", () => {
  test("an equiangular frame is a matrix of closed expressions", () => {
    const model = modelOf("01-setting.yaml");
    const beta: Value = { kind: "exact", value: rational(1n, 3n) };
    const instance = instantiate(model, binding({ p: 3, k: 2, d: 5, beta }));
    expect(instance.dimension).toBe(5);
    const { teacher } = instance;
    if (teacher.kind !== "sum") throw new Error("a sum");
    expect(formatExpression(teacher.link)).toBe("h(3, z)");
    expect(teacher.gram?.map((row) => row.map(formatExpression).join(" "))).toEqual([
      "1 1/3",
      "1/3 1",
    ]);
    expect(teacher.weights.map(formatExpression)).toEqual(["1", "1"]);
    expect(instance.student).toMatchObject({ link: { kind: "same" }, on: "sphere" });
    expect(instance.loss.kind).toBe("correlation");
  });

  test("a Gram matrix by rows, a family in the link, weights by degree", () => {
    const b1: Value = { kind: "exact", value: rational(1n, 4n) };
    const frames = instantiate(modelOf("08-frames.yaml"), binding({ p: 3, b1, b2: b1, d: 5 }));
    const gram = frames.teacher.kind === "sum" ? frames.teacher.gram : undefined;
    expect(gram?.[0]?.map(formatExpression).join(" ")).toBe("1 0.25 0.25 0.25");
    const y: Value = { kind: "family", from: 2, values: [whole(1), whole(-2)] };
    const c0: Value = { kind: "family", from: 1, values: [whole(4), whole(5), whole(6)] };
    const rkhs = instantiate(
      modelOf("24-rkhs.yaml"),
      binding({ d: 9, e: 2, K: 3, y, ridge: 0, c0 }),
    );
    expect(formatExpression(rkhs.teacher.link)).toBe("1*h(2, z) + -2*h(3, z)");
    const { link } = rkhs.student;
    expect(link.kind === "learned" && formatExpression(link.weights)).toBe(
      "if(j = 1, 4, if(j = 2, 5, if(j = 3, 6, 1)))",
    );
  });

  test("what the model leaves open is chosen by the caller", () => {
    const model = modelOf("04-reduced-flow.yaml");
    const one = { kind: "family", from: 1, values: [whole(1), whole(1)] } as const;
    const values = binding({ k: 1, d: 3, P: 2, x: one, y: one });
    expect(() => instantiate(model, values)).toThrow("expected a Gram matrix of 1 rows, got none");
    const gram = [[expression("1")]];
    expect(instantiate(model, values, { gram }).teacher).toMatchObject({ gram });
    expect(() => instantiate(model, binding({ k: 1, d: 3 }), { gram })).toThrow(
      "expected a value of",
    );
  });

  test("a word parameter chooses the loss, and its factor", () => {
    const experiment = load("09-figures.yaml").experiments.find(({ id }) => id === "allocation");
    if (experiment === undefined) throw new Error("allocation");
    const word = (name: string): Value => ({ kind: "word", word: name });
    const loss = (name: string) =>
      instantiate(experiment.model, binding({ p: 3, k: 2, d: 10, n: 10, objective: word(name) }))
        .loss;
    expect(loss("squared")).toMatchObject({ kind: "squared", factor: { value: { den: 2n } } });
    expect(loss("correlation")).toMatchObject({
      kind: "correlation",
      factor: { value: { den: 1n } },
    });
  });
});
