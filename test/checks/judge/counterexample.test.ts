/** The search where the words of a claim turn, and counterexamples as small as they can be. */
import { describe, expect, test } from "vitest";
import { boundaryPins } from "../../../src/checks/cases/boundary-cases.ts";
import { casesOf } from "../../../src/checks/cases/cases.ts";
import { identity as identityKind } from "../../../src/checks/claims/identity.ts";
import { sought } from "../../../src/checks/judge/counterexample.ts";
import { rational } from "../../../src/model/rational.ts";
import { reportOf, specOf } from "../../specs.ts";

const nothing = { status: "none", reason: "not asked" } as const;
const parameters = ["p: 2..oo", "k: 2..oo", "d: k + 1..oo", "beta: 0 <= real < 1"];
const loss = "-sum(j in 1..k, u[j]^p)";
const identity = (equals: string, more = ""): string =>
  `c: { kind: identity, ${more}of: loss, equals: "${equals}" }`;
const shown = async (claim: string): Promise<readonly (string | undefined)[]> => {
  const { verdict, counterexample } = await reportOf({ parameters, claims: [claim] });
  return [verdict, counterexample?.at];
};

describe("a claim that is wrong only where its own words say so is refuted there", () => {
  test.each([
    ["k > 40", "p=2, k=41, d=42, beta=0"],
    ["p = 5 and k = 4", "p=5, k=4, d=5, beta=0"],
    ["beta >= 61/100 and k >= 6", "p=2, k=6, d=7, beta=61/100"],
  ])("%s", async (where, at) => {
    expect(await shown(identity(`${loss}*if(${where}, 103/100, 1)`))).toEqual(["refuted", at]);
  });

  test("and where a maximum turns", async () => {
    const claim = identity(`${loss}*(1 + max(0, d - 30)/d)`);
    expect(await shown(claim)).toEqual(["refuted", "p=2, k=2, d=31, beta=0"]);
  });

  test("with the same words and no difference it stands", async () => {
    const [verdict] = await shown(identity(`${loss}*if(k > 40, 1, if(p = 5 and k = 4, 2 - 1, 1))`));
    expect(verdict).toBe("undecided");
  });
});

test("two neighbours among three are no rest: shrunk from a large frame to the smallest", async () => {
  const claim = 'c: { kind: stationary, when: beta > 0, at: "mixed(1..2)" }';
  expect(await shown(claim)).toEqual(["refuted", "p=2, k=3, d=4, beta=1/2"]);
});

test("a condition is tried at the very value where its comparison turns", () => {
  const { claims } = specOf({
    parameters,
    claims: [identity(loss, "when: beta >= (p - 2)/(k + p - 2), ")],
  });
  const exact = (num: bigint) => ({ kind: "exact", value: rational(num) }) as const;
  const corner = new Map([
    ["p", exact(5n)],
    ["k", exact(4n)],
    ["d", exact(5n)],
    ["beta", exact(0n)],
  ]);
  expect(boundaryPins(claims[0]!, corner)).toContain("beta=3/7");
});

test("a counterexample with a family is replayed from its case", async () => {
  const lines = {
    parameters: ["P: [3]", "y: { in: real, index: 2..P }"],
    teacher: '{ link: "sum(q in 2..P, y[q]*h(q, z))" }',
    claims: ['c: { kind: identity, of: "b[3]", equals: "y[3] + y[2]" }'],
    more: [],
  };
  const text = { ...lines, parameters: [...lines.parameters, "d: [3]"] };
  const first = await reportOf(text);
  expect(first.verdict).toBe("refuted");
  const again = await reportOf(text, first.replay.caseId);
  expect(again.counterexample?.at).toBe(first.counterexample?.at);
});

test("what is thrown during the search is a fault, and nothing is favourable beside it", async () => {
  const { claims } = specOf({ parameters, claims: [identity(`${loss}*if(k > 40, 1, 1)`)] });
  const [claim] = claims;
  const { cases } = casesOf(claim!, [], "quick", 1);
  const stacks: string[] = [];
  const fault = { status: "fault", fault: "a mistake", stack: "a stack" } as const;
  const supported = { verdict: "supported", observed: [], twins: [] } as const;
  const judgement = await sought(identityKind, claim!, cases, nothing, supported, {
    look: { observe: async () => fault, search: async () => fault },
    caseAt: (pins) => casesOf(claim!, [], "quick", 1, pins).cases[0],
    effort: "quick",
    onFault: (stack) => stacks.push(stack),
  });
  expect(judgement.fault).toMatch(/^p=2, k=40, d=41, beta=0: .*a mistake/);
  expect(stacks).toContain("a stack");
});
