import { describe, expect, test } from "vitest";
import { junitReport } from "../../src/report/junit.ts";
import { report } from "./made-up-report.ts";
import { parseXml } from "./xml.ts";

describe("the report as JUnit XML", () => {
  const root = parseXml(junitReport([report, { ...report, claims: [] }]));
  const [suite] = root.children;
  const cases = suite?.children ?? [];

  test("has a suite for each spec with claims, and counts failures and errors apart", () => {
    expect(root.name).toBe("testsuites");
    expect(root.children).toHaveLength(1);
    for (const { attributes } of [root, suite!]) {
      expect(attributes).toMatchObject({ tests: "6", failures: "1", errors: "2" });
    }
  });

  test("has a case for each claim, with file and line", () => {
    expect(cases.map(({ attributes }) => [attributes.name, attributes.line])).toEqual([
      ["holds", "10"],
      ["sharp", "11"],
      ["misprint", "12"],
      ["wrong", "13"],
      ["torn", "14"],
      ["broken", "15"],
    ]);
    for (const { attributes } of cases) expect(attributes.file).toBe("specs/made-up.yaml");
  });

  test("fails what is not as expected; a conflict and a fault are errors", () => {
    const inside = cases.map(({ children }) => children.map(({ name }) => name));
    expect(inside).toEqual([[], [], [], ["failure"], ["error"], ["error"]]);
  });

  test("a failure says what was claimed, what was seen, and how to see it again", () => {
    const [failure] = cases[3]!.children;
    expect(failure?.attributes.message).toBe("refuted, expected holds");
    expect(failure?.text.split("\n")).toEqual([
      "equals: k",
      "derivation and simulation agree with each other and not with the claim",
      "index at p=3, k=2, d=3: claimed 2, derived 1, observed 1 (gap 1 against 0.25)",
      "lemmata verify specs/made-up.yaml --case wrong@p=3,k=2,d=3 --seed 1 --effort quick",
    ]);
  });

  test("texts come back as they were, but for characters that XML cannot hold", () => {
    expect(cases[5]!.children[0]?.text).toContain("TypeError: x is ? no <function>");
    const named = { ...report, file: "a & b/'c' <d>\t\"e\".yaml" };
    const again = parseXml(junitReport([named]));
    expect(again.children[0]?.attributes.name).toBe(named.file);
  });
});

describe("the reader of this test", () => {
  test.each([
    '<?xml version="1.0" encoding="UTF-8"?><a><b></a></b>',
    '<?xml version="1.0" encoding="UTF-8"?><a>',
    '<?xml version="1.0" encoding="UTF-8"?><a b="1" b="2"/>',
    '<?xml version="1.0" encoding="UTF-8"?><a b="<"/>',
    '<?xml version="1.0" encoding="UTF-8"?><a>&nbsp;</a>',
    '<?xml version="1.0" encoding="UTF-8"?><a>a & b</a>',
    '<?xml version="1.0" encoding="UTF-8"?><a/><b/>',
    '<?xml version="1.0" encoding="UTF-8"?><a>\u0007</a>',
    "<a/>",
  ])("refuses %j", (text) => {
    expect(() => parseXml(text)).toThrow();
  });
});
