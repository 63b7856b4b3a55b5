import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Claim } from "../../src/model/claim.ts";
import { formatExpression } from "../../src/model/expression/format.ts";
import { SpecError } from "../../src/model/issue.ts";
import { loadSpec } from "../../src/model/load.ts";
import type { Spec } from "../../src/model/spec.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const load = (name: string): Spec => loadSpec(join(fixtures, name)).spec;

function claimOf(spec: Spec, id: string): Claim {
  const claim = spec.claims.find((each) => each.id === id);
  if (claim === undefined) throw new Error(`no claim ${id} in ${spec.file}`);
  return claim;
}

describe("the specs of the four papers", () => {
  const names = readdirSync(fixtures).filter((name) => name.endsWith(".yaml"));

  test("are 22 files with 110 claims and 9 experiments", () => {
    const specs = names.map(load);
    expect(specs).toHaveLength(22);
    expect(specs.flatMap(({ claims }) => claims)).toHaveLength(110);
    expect(specs.flatMap(({ experiments }) => experiments)).toHaveLength(9);
  });

  test.each(names)("%s has no issues and no warnings but of names", (name) => {
    const { warnings } = loadSpec(join(fixtures, name));
    expect(warnings).toEqual([]);
  });
});

describe("a claim carries its whole setting", () => {
  test("definitions are put in, defaults filled, the setting inherited", () => {
    const spec = load("02-saddle-to-minimum.yaml");
    const {
      question,
      answer,
      written,
      setting,
      atLeast,
      expect: expected,
      source,
    } = claimOf(spec, "threshold");
    expect(question).toMatchObject({
      kind: "threshold",
      in: "beta",
      below: { kind: "name", name: "saddle" },
      above: { kind: "name", name: "minimum" },
    });
    const side = answer.kind === "threshold" && answer.equals;
    expect(side && formatExpression(side)).toBe("(p - 2)/(k + p - 2)");
    expect(written.get("equals")).toBe("beta_c");
    expect([...setting.parameters.keys()]).toEqual(["p", "k", "d", "beta"]);
    expect([...setting.assumptions.keys()]).toEqual(["positive-starts"]);
    expect(setting.model.student.shape).toMatchObject({ kind: "neurons" });
    expect(setting.start).toEqual([{ name: "w" }]);
    expect([atLeast, expected]).toEqual(["proved", "holds"]);
    expect(source).toEqual({ paper: "simsek2025", result: "Theorem 3.2" });
    expect(claimOf(spec, "index-as-printed").correctedBy).toBe("index");
  });

  test("a claim's own axes, letters and start are its own", () => {
    const spec = load("22-joint-theorem.yaml");
    const { setting } = claimOf(spec, "prefactor");
    expect(setting.parameters.get("x")?.domain.kind).toBe("values");
    expect(setting.start.map(({ name, index }) => `${name}${index ?? ""}`)).toEqual(["m", "aq"]);
    expect(claimOf(spec, "time").setting.start.map(({ name }) => name)).toEqual(["m", "a"]);
    const linear = claimOf(spec, "time-linear");
    expect([...linear.setting.assumptions.keys()]).toEqual(["some-overlap"]);
    expect(spec.model?.loss.factor).toMatchObject({ value: { num: 1n, den: 2n } });
  });

  test("quantities at a time, binders and definitions with arguments", () => {
    const side = (file: string, id: string): string => {
      const { answer } = claimOf(load(file), id);
      if (answer.kind !== "threshold" || answer.equals === undefined) throw new Error(id);
      return formatExpression(answer.equals);
    };
    expect(side("07-fold.yaml", "fold")).toBe(
      "1/(1 + min(y in real > 0, (y^(p - 1) + k - 1)/sum(i in 1..p - 2, y^i)))",
    );
    expect(side("03-polynomial-link.yaml", "sharp")).toBe(
      "root(beta in 0 < real < 1, sum(q in lo..hi, c[q]*q*((1 + (k - 1)*beta)/k)^(q/2 - 1)" +
        "*((q - 1)*(1 - beta) - (1 + beta*(k - 1)))))",
    );
    const { question } = claimOf(load("32-planted-trap.yaml"), "trapped");
    expect(question.kind === "limit" && formatExpression(question.of)).toMatch(/t = oo\) < 9\/10/);
  });

  test("a flow in defined quantities keeps their definitions", () => {
    const { question } = claimOf(load("42-normalised.yaml"), "flow");
    if (question.kind !== "reduction") throw new Error("a reduction");
    const [rho, p1] = question.of;
    expect(rho).toEqual({ name: "rho" });
    expect(p1?.definition && formatExpression(p1.definition)).toBe("dot(wbar, theta)");
  });

  test("a one-sided approach has its side", () => {
    const { question } = claimOf(load("07-fold.yaml"), "square-root");
    expect(question.kind === "scaling" && question.as).toMatchObject({
      parameter: "beta",
      from: "below",
    });
  });
});

describe("use:", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "specs-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const setting = `title: Setting
parameters: { k: 2..oo, d: k..oo }
let: { twice: 2*k }
model:
  input: { dimension: d }
  teacher: { sum-of: k, link: "h(3, z)" }
  student: { link: same }
  loss: correlation
`;
  const claim = "claims:\n  c: { kind: identity, of: loss, equals: twice }\n";

  function messages(files: Readonly<Record<string, string>>, first: string): string {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    try {
      const { spec } = loadSpec(join(folder, first), { root: folder });
      return `${spec.claims.length} claims`;
    } catch (error) {
      if (error instanceof SpecError) return error.message.replaceAll(`${folder}/`, "");
      throw error;
    }
  }

  test("joins declarations, the nearer ones winning", () => {
    const files = {
      "setting.yaml": setting,
      "a/claim.yaml": `title: Claim\nuse: ../setting.yaml\nlet: { twice: 3*k }\n${claim}`,
    };
    expect(messages(files, "a/claim.yaml")).toBe("1 claims");
    const { answer } = claimOf(loadSpec(join(folder, "a/claim.yaml"), { root: folder }).spec, "c");
    expect(answer.kind === "identity" && answer.equals && formatExpression(answer.equals)).toBe(
      "3*k",
    );
  });

  test("says what is wrong in either file, with its name", () => {
    const files = {
      "broken.yaml": setting.replace("2*k", "2k"),
      "uses.yaml": `title: Claim\nuse: ./broken.yaml\n${claim.replace("loss", "los")}`,
    };
    expect(messages(files, "uses.yaml").split("\n")).toEqual([
      "uses.yaml:4:28 claims.c.of: expected a declared name, got los. Did you mean loss?",
      "broken.yaml:3:16 let.twice: expected an operator after 2, got k. Write 2*k.",
    ]);
  });

  test("goes round in no circle, and is no longer than four", () => {
    const circle = { "x.yaml": "title: x\nuse: y.yaml\n", "y.yaml": "title: y\nuse: ./x.yaml\n" };
    expect(messages(circle, "x.yaml")).toBe(
      "y.yaml:2:6 use: expected a chain of files without a cycle, got x.yaml -> y.yaml -> x.yaml.",
    );
    const chain = (length: number): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length: length + 1 }, (_, i) => [
          `${i}.yaml`,
          `title: x\n${i < length ? `use: ${i + 1}.yaml\n` : ""}`,
        ]),
      );
    expect(messages(chain(4), "0.yaml")).toBe("0 claims");
    expect(messages(chain(5), "0.yaml")).toMatch(
      /^4\.yaml:2:6 use: expected a chain of at most 4 files/,
    );
  });

  test("stays in the folder tree, and finds the file", () => {
    const outside = { "o.yaml": "title: x\nuse: ../../etc/passwd\n" };
    expect(messages(outside, "o.yaml")).toMatch(
      /^o\.yaml:2:6 use: expected a spec of the same folder tree/,
    );
    const none = { "n.yaml": "title: x\nuse: ./none.yaml\n" };
    expect(messages(none, "n.yaml")).toMatch(/^n\.yaml:2:6 use: expected a spec, got no file\./);
  });

  test("a correction may stand in another file", () => {
    const wrong = (by: string): Record<string, string> => ({
      "setting.yaml": setting,
      "right.yaml": `title: Right\nuse: ./setting.yaml\n${claim}`,
      "wrong.yaml": `title: Wrong\nuse: ./setting.yaml\nclaims:\n  e: { kind: identity, of: loss, equals: k, expect: refuted, corrected-by: ${by} }\n`,
    });
    expect(messages(wrong("./right.yaml#c"), "wrong.yaml")).toBe("1 claims");
    expect(messages(wrong("./right.yaml#d"), "wrong.yaml")).toMatch(
      /expected the id of a claim in \.\/right\.yaml, got \.\/right\.yaml#d\./,
    );
    expect(messages(wrong("./left.yaml#d"), "wrong.yaml")).toMatch(
      /expected the path of a spec before #/,
    );
  });
});
