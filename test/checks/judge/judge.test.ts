import { describe, expect, test } from "vitest";
import type { Case } from "../../../src/checks/cases/case.ts";
import { casesOf } from "../../../src/checks/cases/cases.ts";
import type { BudgetTerm, Reading } from "../../../src/checks/judge/budget.ts";
import { type Judgement, judge } from "../../../src/checks/judge/judge.ts";
import { type Fineness, type KindOfClaim, unusable } from "../../../src/checks/kind.ts";
import type { Expression } from "../../../src/model/expression/expression.ts";
import { integer } from "../../../src/model/rational.ts";
import type { Decision } from "../../../src/symbolic/decide/decision.ts";
import { predict } from "../../../src/symbolic/predict.ts";
import type { Prediction } from "../../../src/symbolic/prediction.ts";
import { specOf } from "../../specs.ts";

/**
 * A made-up kind of claim. Each case is one value of n = 1, 2, 3; the truth observed is 10 n, and
 * what derivation and answer say of it is for each test to choose.
 */
interface MadeUp {
  readonly truth?: (n: number, fineness: Fineness) => number;
  readonly budget?: readonly BudgetTerm[];
  readonly unusableAt?: readonly number[];
  readonly derived?: (n: number) => number | undefined;
  /** The value claimed, from the number in the answer: the claim says `answer * n`. */
  readonly claimed?: (answer: number, n: number) => number;
  readonly twins?: readonly number[];
  readonly controls?: readonly number[];
  readonly asks?: boolean;
  /** Whether claimed and derived values come with what the exact core makes of them. */
  readonly exact?: boolean;
  /** Answers that have no value at any case. */
  readonly nowhere?: readonly number[];
}

const spec = specOf({
  parameters: ["n: 1..3", "d: 9"],
  teacher: '{ link: "h(3, z)" }',
  claims: ["c: { kind: morse-index, at: target, equals: 10 }"],
});
const claim = spec.claims[0]!;
const cases = casesOf(claim, [], "quick", 1).cases;

const numberOf = (at: Case): number => {
  const value = at.binding.get("n");
  return value?.kind === "exact" ? Number(value.value.num) : Number.NaN;
};
const number = (n: number): Expression => ({ kind: "number", value: integer(n) });
const named = (value: number, budget: readonly BudgetTerm[] = []): Reading => ({
  name: "x",
  value,
  budget,
});

const exactly = (reading: Reading, isExact: boolean | undefined): Reading =>
  isExact === true && Number.isInteger(reading.value)
    ? {
        ...reading,
        exact: () => ({ lower: integer(reading.value), upper: integer(reading.value) }),
      }
    : reading;

function kindOf(made: MadeUp, looks: string[] = []): KindOfClaim<"morse-index"> {
  const { truth = (n) => 10 * n, claimed = (answer, n) => answer * n } = made;
  return {
    kind: "morse-index",
    open: () => [],
    asksOnly: () => made.asks ?? false,
    observe: (_, at, fineness) => {
      const n = numberOf(at);
      looks.push(`${n}/${fineness}`);
      if (made.unusableAt?.includes(n)) return unusable(`no light at ${n}`);
      return {
        status: "observed",
        readings: [named(truth(n, fineness), made.budget)],
        evidence: undefined,
        controls: (made.controls ?? []).map((value) => ({
          label: `control ${value}`,
          reading: named(value * n),
        })),
      };
    },
    derived: (_, __, at) => {
      const value = (made.derived ?? (() => undefined))(numberOf(at));
      return value === undefined ? [] : [exactly(named(value), made.exact)];
    },
    claimed: ({ equals }, _, at) =>
      made.asks === true ||
      equals?.kind !== "number" ||
      made.nowhere?.includes(Number(equals.value.num)) === true
        ? []
        : [exactly(named(claimed(Number(equals.value.num), numberOf(at))), made.exact)],
    twins: () =>
      (made.twins ?? []).map((n) => ({
        label: `${n}`,
        answer: { kind: "morse-index", equals: number(n) },
        changed: { from: number(1), to: number(n) },
      })),
  };
}

const none: Prediction = { status: "none", reason: "no rule" };
const derivedSomething: Prediction = predict(
  specOf({ claims: ["c: { kind: morse-index, at: average, equals: k - 1 }"] }).claims[0]!.setting,
  {
    kind: "morse-index",
    at: { kind: "expression", expression: { kind: "name", name: "average" } },
  },
);
const open: Decision = { status: "open", reason: "no proof was tried" };
const proved: Decision = { status: "proved", grounds: [] };
const refuted: Decision = { status: "refuted", reason: "it fails: 1 = 2", grounds: [] };

function judged(
  made: MadeUp,
  decision = open,
  prediction = none,
  over = cases,
): Promise<Judgement> {
  return judge(kindOf(made), claim, over, prediction, decision);
}

test("the cases are those of n = 1, 2, 3, the smallest first, and the derivation is one", async () => {
  expect(cases.map(numberOf)).toEqual([1, 2, 3]);
  expect(derivedSomething.status).toBe("derived");
});

describe("proved", () => {
  test("needs the exact core and a case that agrees", async () => {
    expect((await judged({}, proved)).verdict).toBe("proved");
    expect((await judged({}, open)).verdict).not.toBe("proved");
  });

  test("is withheld if no case gives evidence", async () => {
    const { verdict, reason } = await judged({ unusableAt: [1, 2, 3] }, proved);
    expect([verdict, reason]).toEqual([
      "undecided",
      "the defined flow gives no evidence: no light at 1",
    ]);
  });

  test("is withheld if no case was tried at all", async () => {
    expect(await judged({}, proved, none, [])).toMatchObject({
      verdict: "undecided",
      reason: "no case in the domain was tried",
    });
  });

  test("stands beside cases that give no evidence, if another one agrees", async () => {
    expect((await judged({ unusableAt: [2] }, proved)).verdict).toBe("proved");
  });

  test("becomes a conflict if a single case contradicts", async () => {
    const truth = (n: number) => (n === 3 ? 31 : 10 * n);
    const { verdict, conflict } = await judged({ truth }, proved);
    expect(verdict).toBe("conflict");
    expect(conflict).toMatchObject({ claimed: 30, observed: 31, gap: 1 });
  });
});

describe("conflict", () => {
  test("the witnesses differ: a conflict, even where the claim sides with one of them", async () => {
    const { verdict, conflict } = await judged({ derived: (n) => 11 * n }, open, derivedSomething);
    expect(verdict).toBe("conflict");
    expect(conflict).toMatchObject({ derived: 11, observed: 10, claimed: 10 });
    const withClaim = await judged(
      { derived: (n) => 11 * n, claimed: (_, n) => 11 * n },
      proved,
      derivedSomething,
    );
    expect(withClaim.verdict).toBe("conflict");
  });

  test("weighs more than a refutation", async () => {
    const made = { derived: (n: number) => 11 * n, claimed: (_: number, n: number) => 12 * n };
    expect((await judged(made, refuted, derivedSomething)).verdict).toBe("conflict");
  });

  test("a witness that says nothing contradicts nobody", async () => {
    const made = { derived: () => undefined, twins: [11] };
    expect((await judged(made, open, derivedSomething)).verdict).toBe("supported");
  });

  test("a derived value that is no number is no agreement and no conflict", async () => {
    const made = { derived: () => Number.NaN, asks: true };
    const { verdict, reason } = await judged(made, open, derivedSomething);
    expect(verdict).toBe("undecided");
    expect(reason).toMatch(/x is NaN on one side/);
  });
});

describe("refuted", () => {
  test("by a case: at the smallest that refutes, with the grade supported", async () => {
    const claimed = (answer: number, n: number) => (n >= 2 ? answer * n + 1 : answer * n);
    const { verdict, grade, counterexample } = await judged({ claimed });
    expect([verdict, grade]).toEqual(["refuted", "supported"]);
    expect(counterexample).toMatchObject({ claimed: 21, observed: 20, gap: 1 });
    expect(counterexample?.at).toMatch(/n=2/);
  });

  test("by the exact core: with the grade proved, and the case that shows it", async () => {
    const judgement = await judged({ claimed: (_, n) => 12 * n }, refuted);
    expect(judgement).toMatchObject({
      verdict: "refuted",
      grade: "proved",
      reason: refuted.reason,
    });
    expect(judgement.counterexample).toMatchObject({ claimed: 12, observed: 10 });
  });

  test("by the exact core alone, if no case shows it", async () => {
    const judgement = await judged({}, refuted);
    expect(judgement).toMatchObject({ verdict: "refuted", grade: "proved" });
    expect(judgement.counterexample).toBeUndefined();
  });

  test("says whether the derivation agrees with the observation", async () => {
    const made = { claimed: (_: number, n: number) => 12 * n, derived: (n: number) => 10 * n };
    expect((await judged(made, open, derivedSomething)).reason).toMatch(
      /derivation and simulation agree/,
    );
    expect((await judged({ claimed: made.claimed })).reason).toMatch(
      /^the simulation does not agree/,
    );
  });
});

describe("a difference that rests on an estimate is looked at again, finer", () => {
  const estimate: BudgetTerm = { name: "integration", error: 0.1, basis: "estimate" };
  const bound: BudgetTerm = { name: "integration", error: 0.1, basis: "bound" };

  test("and is no refutation if it goes away", async () => {
    const looks: string[] = [];
    const truth = (n: number, fineness: Fineness) => (fineness === 0 ? 10 * n + 1 : 10 * n);
    const kind = kindOf({ truth, budget: [estimate], twins: [11] }, looks);
    expect((await judge(kind, claim, cases, none, open)).verdict).toBe("supported");
    expect(looks.sort()).toEqual(["1/0", "1/1", "2/0", "2/1", "3/0", "3/1"]);
  });

  test("and is one if it stays", async () => {
    const truth = (n: number) => 10 * n + 1;
    expect((await judged({ truth, budget: [estimate] })).verdict).toBe("refuted");
  });

  test("but not where the budget is proved", async () => {
    const looks: string[] = [];
    const kind = kindOf({ truth: (n) => 10 * n + 1, budget: [bound] }, looks);
    expect((await judge(kind, claim, cases, none, open)).verdict).toBe("refuted");
    expect(looks).toEqual(["1/0", "2/0", "3/0"]);
  });
});

describe("supported", () => {
  test("needs every case to agree and every twin to be refuted", async () => {
    const judgement = await judged({ twins: [11, 9] });
    expect(judgement.verdict).toBe("supported");
    expect(judgement.twins.map(({ refuted }) => refuted)).toEqual([true, true]);
  });

  test("is withheld while one twin survives, and the twin is named", async () => {
    const budget: readonly BudgetTerm[] = [{ name: "sampling", error: 5, basis: "bound" }];
    const { verdict, reason, twins } = await judged({ budget, twins: [99, 11] });
    expect([verdict, reason]).toEqual([
      "undecided",
      "the evidence does not refute the wrong twin 11",
    ]);
    expect(twins).toMatchObject([
      { label: "99", refuted: true },
      { label: "11", refuted: false },
    ]);
  });

  test("is withheld if one case gives no evidence", async () => {
    expect(await judged({ unusableAt: [2], twins: [11] })).toMatchObject({
      verdict: "undecided",
      reason: expect.stringMatching(/n=2.*no light at 2/),
    });
  });

  test("is withheld if a control that should fail does not", async () => {
    expect(await judged({ controls: [10], twins: [11] })).toMatchObject({
      verdict: "undecided",
      reason: "a control that should fail does not: control 10",
    });
    expect((await judged({ controls: [12], twins: [11] })).verdict).toBe("supported");
  });

  test("is withheld if what is observed is no number", async () => {
    expect((await judged({ truth: () => Number.NaN, twins: [11] })).verdict).toBe("undecided");
  });

  test("says why it is not more", async () => {
    expect((await judged({ twins: [11] })).reason).toBe("not proved: no proof was tried");
  });

  test("the resolution is that of the sharpest case", async () => {
    const budget: readonly BudgetTerm[] = [{ name: "rounding", error: 0.5, basis: "bound" }];
    const { resolution } = await judged({ budget, twins: [11] });
    expect(resolution?.below).toBeCloseTo(0.5, 12);
    expect(resolution?.above).toBeCloseTo(0.5, 12);
  });
});

describe("certified", () => {
  const derived = (n: number) => 10 * n;
  const made: MadeUp = { derived, exact: true, twins: [11, 9] };

  test("needs the exact core to have the answer and to exclude every twin, at all cases", async () => {
    expect(await judged(made, open, derivedSomething)).toMatchObject({
      verdict: "certified",
      reason: "not proved: no proof was tried",
    });
    expect((await judged({ ...made, exact: false }, open, derivedSomething)).verdict).toBe(
      "supported",
    );
  });

  test("is withheld where one case has no derived value", async () => {
    const partly = { ...made, derived: (n: number) => (n === 2 ? undefined : 10 * n) };
    expect((await judged(partly, open, derivedSomething)).verdict).toBe("supported");
  });

  test("is withheld where the exact core does not tell a twin apart", async () => {
    const claimed = (answer: number, n: number) => (answer === 11 ? 10 * n + 0.5 : answer * n);
    expect((await judged({ ...made, claimed }, open, derivedSomething)).verdict).toBe("supported");
  });

  test("counts twins that the exact core excludes and the simulation cannot tell", async () => {
    const budget: readonly BudgetTerm[] = [{ name: "sampling", error: 5, basis: "bound" }];
    const { verdict, twins } = await judged({ ...made, budget }, open, derivedSomething);
    expect(verdict).toBe("certified");
    expect(twins.map(({ refuted, margin }) => [refuted, margin])).toEqual([
      [true, undefined],
      [true, undefined],
    ]);
  });

  test("needs the simulation too", async () => {
    const silent = { ...made, unusableAt: [2] };
    expect((await judged(silent, open, derivedSomething)).verdict).toBe("undecided");
  });

  test("is the grade of a counterexample that the exact core has too", async () => {
    const claimed = (_: number, n: number) => 12 * n;
    expect(await judged({ ...made, claimed }, open, derivedSomething)).toMatchObject({
      verdict: "refuted",
      grade: "certified",
    });
  });
});

describe("a twin that has no value", () => {
  test("at any case is no rival, and is not counted", async () => {
    const { verdict, twins } = await judged({ twins: [11, 77], nowhere: [77] });
    expect(verdict).toBe("supported");
    expect(twins.map(({ label }) => label)).toEqual(["11"]);
  });

  test("but infinity at any case is none either", async () => {
    const claimed = (answer: number, n: number) => (answer === 77 ? 1 / 0 : answer * n);
    const { verdict, twins } = await judged({ twins: [11, 77], claimed });
    expect(verdict).toBe("supported");
    expect(twins.map(({ label }) => label)).toEqual(["11"]);
  });

  test("is kept where the claim has none either", async () => {
    const { verdict, twins } = await judged({ twins: [77], nowhere: [10, 77] });
    expect(verdict).toBe("undecided");
    expect(twins).toEqual([{ label: "77", refuted: false }]);
  });
});

describe("a claim that only asks", () => {
  test("is supported if the witnesses agree", async () => {
    const made = { asks: true, derived: (n: number) => 10 * n };
    expect((await judged(made, open, derivedSomething)).verdict).toBe("supported");
  });

  test("is undecided if one of them is silent", async () => {
    expect(await judged({ asks: true })).toMatchObject({
      verdict: "undecided",
      reason: "the defined flow gives no evidence: nothing could be compared",
    });
  });
});
