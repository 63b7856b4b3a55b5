import { describe, expect, test } from "vitest";
import { markdownReport } from "../../src/report/markdown.ts";
import { report, silentReport } from "./made-up-report.ts";

describe("the report as Markdown", () => {
  const text = markdownReport([report, silentReport]);

  test("has a row for each claim, and markup in a title is text", () => {
    expect(text).toContain('## Signs \\< \\> & " of a title\n');
    for (const { id, verdict } of report.claims) {
      expect(text).toMatch(new RegExp(`\\*\\*${id}\\*\\*.*\\| ${verdict}`));
    }
    expect(text).toContain("| ✓ | **misprint** `equals: k` | refuted (expected refuted) |  |");
    expect(text).toContain("| ✓ | **sharp** `equals: k - 1` | supported | 1.500e-7 |");
  });

  test("says of what is not as expected why, and how to run it again", () => {
    expect(text).toMatch(/### wrong: refuted\n\n```text\nclaim {5}morse-index, equals: k\n/);
    expect(text).toMatch(/\nobserved {2}index at p=3, k=2, d=3: .*\n/);
    expect(text).toContain("replay    lemmata verify specs/made-up.yaml --case wrong@p=3,k=2,d=3");
    expect(text).not.toContain("### holds");
  });

  test("lists survivors and what is needed, where that was asked for", () => {
    const mutant = {
      file: "a.yaml",
      claimId: "c",
      label: "k",
      verdict: "proved",
      caught: false,
    } as const;
    const mutation = { mutants: [mutant], notMutated: [] };
    const ablation = {
      file: "a.yaml",
      claimId: "c",
      assumption: "small",
      outcome: { kind: "not-shown", tried: 7 },
    } as const;
    const found = markdownReport([], { mutation, ablations: [ablation] });
    expect(found).toContain("survived    a.yaml#c with k: proved");
    expect(found).toContain("a.yaml#c without small: not shown to be needed after 7 cases");
  });
});
