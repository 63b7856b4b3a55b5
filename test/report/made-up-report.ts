/** A report made by hand, with one claim of each sort and texts that every format must escape. */
import type { ClaimReport, ComparedPair, SpecReport } from "../../src/checks/judge/verdict.ts";

const file = "specs/made-up.yaml";

const pair: ComparedPair = {
  at: "p=3, k=2, d=3",
  name: "index",
  claimed: 2,
  derived: 1,
  observed: 1,
  gap: 1,
  uncertainty: 0.25,
  budget: [
    { name: "quadrature", error: 0.125, basis: "estimate" },
    { name: "floor", error: 0.125, basis: "bound" },
  ],
};

function claim(id: string, line: number, changes: Partial<ClaimReport>): ClaimReport {
  return {
    id,
    kind: "morse-index",
    position: { file, line, column: 3 },
    verdict: "proved",
    expected: "holds",
    asExpected: true,
    claimed: { equals: "k - 1" },
    derived: "within: eigenvalue -1, multiplicity k - 1",
    derivation: [],
    restsOn: [{ kind: "solver", statement: "k > 0", smtlib: "(check-sat)" }],
    observed: [],
    budget: [],
    twins: [],
    cases: { tried: 1, inapplicable: 0 },
    replay: { file, caseId: id, seed: 1, effort: "quick" },
    ...changes,
  };
}

export const report: SpecReport = {
  file,
  title: 'Signs < > & " of a title',
  source: { paper: "simsek2025", result: "Theorem 3.2", status: "quoted" },
  claims: [
    claim("holds", 10, {}),
    claim("sharp", 11, {
      verdict: "supported",
      reason: "not proved: no rule",
      resolution: { below: 1.5e-7, above: 1.5e-7, at: pair.at },
      twins: [{ label: "k", refuted: true, at: pair.at }],
    }),
    claim("misprint", 12, {
      verdict: "refuted",
      grade: "proved",
      expected: "refuted",
      claimed: { equals: "k" },
      counterexample: pair,
    }),
    claim("wrong", 13, {
      verdict: "refuted",
      grade: "supported",
      asExpected: false,
      claimed: { equals: "k" },
      source: { paper: "simsek2025", result: "Appendix C" },
      counterexample: pair,
      reason: "derivation and simulation agree with each other and not with the claim",
      twins: [
        { label: "k - 1", refuted: false },
        { label: "k + 1", refuted: true, at: pair.at },
      ],
      replay: { file, caseId: "wrong@p=3,k=2,d=3", seed: 1, effort: "quick" },
    }),
    claim("torn", 14, {
      verdict: "conflict",
      asExpected: false,
      conflict: { ...pair, derived: Number.POSITIVE_INFINITY, gap: Number.NaN },
      reason: "the derivation and the simulation contradict each other beyond the budget",
    }),
    claim("broken", 15, {
      verdict: "undecided",
      asExpected: false,
      fault: "TypeError: x is \u0007 no <function>",
      reason: "a fault in lemmata: TypeError: x is \u0007 no <function>",
    }),
  ],
  remarks: [{ id: "typo", text: "the title", reason: "a < b && c" }],
};

const { derived: _, ...silent } = claim("silent", 16, {});
/** A claim for which no rule derives anything. */
export const silentReport: SpecReport = {
  ...report,
  claims: [
    {
      ...silent,
      verdict: "undecided",
      asExpected: false,
      noDerivation: "no rule for a limit",
      reason: "no rules yet for claims of the kind limit",
    },
  ],
  remarks: [],
};
