import { expect, test } from "vitest";
import { isAsExpected, reaches, type Verdict } from "../../../src/checks/judge/verdict.ts";

const all: readonly Verdict[] = [
  "proved",
  "certified",
  "supported",
  "refuted",
  "undecided",
  "conflict",
  "inapplicable",
];

test("grades are ordered: supported, certified, proved", () => {
  const grades = ["supported", "certified", "proved"] as const;
  grades.forEach((grade, i) => {
    grades.forEach((least, j) => expect(reaches(grade, least)).toBe(i >= j));
  });
});

test("a claim that should hold is as expected from the grade on that it asks for", () => {
  const met = (atLeast: "supported" | "certified" | "proved") =>
    all.filter((verdict) => isAsExpected(verdict, undefined, "holds", atLeast));
  expect(met("supported")).toEqual(["proved", "certified", "supported"]);
  expect(met("certified")).toEqual(["proved", "certified"]);
  expect(met("proved")).toEqual(["proved"]);
});

test("a misprint is as expected if a counterexample of the grade asked for is found", () => {
  expect(isAsExpected("refuted", "proved", "refuted", "proved")).toBe(true);
  expect(isAsExpected("refuted", "supported", "refuted", "proved")).toBe(false);
  expect(isAsExpected("refuted", "supported", "refuted", "supported")).toBe(true);
  expect(isAsExpected("refuted", undefined, "refuted", "supported")).toBe(false);
  for (const verdict of all.filter((v) => v !== "refuted")) {
    expect(isAsExpected(verdict, "proved", "refuted", "supported")).toBe(false);
  }
});

test("undecided and inapplicable pass only where they are expected, a conflict nowhere", () => {
  expect(all.filter((v) => isAsExpected(v, undefined, "undecided", "supported"))).toEqual([
    "undecided",
  ]);
  expect(all.filter((v) => isAsExpected(v, undefined, "inapplicable", "supported"))).toEqual([
    "inapplicable",
  ]);
  for (const expected of ["holds", "refuted", "undecided", "inapplicable"] as const) {
    expect(isAsExpected("conflict", "proved", expected, "supported")).toBe(false);
  }
});
