import { describe, expect, test } from "vitest";
import {
  budgetText,
  formatNumber,
  pairText,
  replayCommand,
  sourceText,
} from "../../src/report/sentences.ts";

describe("numbers are short enough to read and long enough to tell apart", () => {
  test.each<[number | undefined, string]>([
    [0, "0"],
    [-0, "0"],
    [17, "17"],
    [-3, "-3"],
    [0.5, "0.5"],
    [1 / 3, "0.3333333333"],
    [0.001, "0.001"],
    [0.00099999, "1.000e-3"],
    [123456.5, "123456.5"],
    [1234567.5, "1.235e+6"],
    [1e9, "1.000e+9"],
    [2.376e-13, "2.376e-13"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [undefined, "nothing"],
  ])("%s is written %s", (x, text) => {
    expect(formatNumber(x)).toBe(text);
  });
});

describe("a replay is one line for a shell", () => {
  const replay = { file: "a.yaml", caseId: "c@p=3,beta=1/4", seed: 7, effort: "quick" } as const;

  test("with plain names as they are", () => {
    expect(replayCommand(replay)).toBe(
      "lemmata verify a.yaml --case c@p=3,beta=1/4 --seed 7 --effort quick",
    );
  });

  test.each<[string, string]>([
    ["my spec.yaml", "'my spec.yaml'"],
    ["it's.yaml", "'it'\\''s.yaml'"],
    ["$(reboot).yaml", "'$(reboot).yaml'"],
    ["a;b.yaml", "'a;b.yaml'"],
  ])("and %s in quotes", (file, quoted) => {
    expect(replayCommand({ ...replay, file })).toContain(`verify ${quoted} --case`);
  });

  test("and a family of values in quotes", () => {
    expect(replayCommand({ ...replay, caseId: "c@x=[1;1/2]" })).toContain("--case 'c@x=[1;1/2]'");
  });
});

test("a budget without terms is exact", () => {
  expect(budgetText({ budget: [] })).toBe("exact");
});

test("a source is named as far as it is known", () => {
  expect(sourceText(undefined)).toBe("");
  expect(sourceText({ paper: "simsek2025" })).toBe("simsek2025");
  expect(sourceText({ result: "Lemma 3.1", status: "ours" })).toBe("Lemma 3.1 (ours)");
});

test("what is derived is said with what is not known of it, where that can be seen", () => {
  const pair = { at: "k=2", name: "beta", observed: 0.4, gap: 0, uncertainty: 0, budget: [] };
  const said = (derivedUncertainty: number): string =>
    pairText({ ...pair, derived: 0.5, derivedUncertainty });
  expect(said(0.125)).toContain("derived 0.5 +- 0.125, observed 0.4");
  expect(said(1e-14)).toContain("derived 0.5, observed");
});
