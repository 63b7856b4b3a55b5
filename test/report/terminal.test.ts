import chalk from "chalk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { prettyReport } from "../../src/report/terminal.ts";
import { report, silentReport } from "./made-up-report.ts";

const level = chalk.level;
beforeAll(() => {
  chalk.level = 0;
});
afterAll(() => {
  chalk.level = level;
});

describe("the report for a terminal", () => {
  test("gives a line to what is as expected, and all that is needed to what is not", () => {
    expect(
      prettyReport([report], 1.25),
    ).toBe(`Signs < > & " of a title  simsek2025, Theorem 3.2 (quoted)
specs/made-up.yaml
  ✓ proved      holds
                equals: k - 1
  ✓ supported   sharp
                equals: k - 1
                resolution 1.500e-7; all 1 wrong twins refuted
  ✓ refuted     misprint (expected refuted)
                equals: k
                index at p=3, k=2, d=3: claimed 2, derived 1, observed 1 (gap 1 against 0.25)
  ✗ refuted     wrong
      specs/made-up.yaml:13:3  simsek2025, Appendix C
      claim     morse-index, equals: k
      predicted within: eigenvalue -1, multiplicity k - 1
      observed  index at p=3, k=2, d=3: claimed 2, derived 1, observed 1 (gap 1 against 0.25)
      budget    quadrature 0.125 (estimate), floor 0.125 (bound)
      controls  1 of 2 wrong twins refuted; survivors: k - 1
      reason    derivation and simulation agree with each other and not with the claim
      replay    lemmata verify specs/made-up.yaml --case wrong@p=3,k=2,d=3 --seed 1 --effort quick
  ✗ conflict    torn
      specs/made-up.yaml:14:3
      claim     morse-index, equals: k - 1
      predicted within: eigenvalue -1, multiplicity k - 1
      observed  index at p=3, k=2, d=3: claimed 2, derived Infinity, observed 1 (gap NaN against 0.25)
      budget    quadrature 0.125 (estimate), floor 0.125 (bound)
      controls  no wrong twin to try
      reason    the derivation and the simulation contradict each other beyond the budget
      replay    lemmata verify specs/made-up.yaml --case torn --seed 1 --effort quick
  ✗ undecided   broken
      specs/made-up.yaml:15:3
      claim     morse-index, equals: k - 1
      predicted within: eigenvalue -1, multiplicity k - 1
      controls  no wrong twin to try
      reason    a fault in lemmata: TypeError: x is \u0007 no <function>
      replay    lemmata verify specs/made-up.yaml --case broken --seed 1 --effort quick
  remark      the title: a < b && c

6 claims: 1 proved, 1 supported, 2 refuted, 1 undecided, 1 conflict; 3 not as expected
2 of 3 wrong twins refuted; 1.3 s
`);
  });

  test("says what is not derived, and why", () => {
    expect(prettyReport([silentReport], 0)).toContain("predicted nothing: no rule for a limit\n");
  });

  test("leaves out specs that have no claims", () => {
    expect(prettyReport([{ ...report, claims: [] }], 0)).not.toContain("made-up");
  });
});
