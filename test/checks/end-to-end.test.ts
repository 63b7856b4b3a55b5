import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ClaimReport } from "../../src/checks/judge/verdict.ts";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";
import { folderWith, lemmata, type Run, shellLine } from "../command.ts";
import { reportOf, specText } from "../specs.ts";

/** As much of a claim in `verify --format json` as is looked at here. */
interface Told {
  readonly id: string;
  readonly verdict: string;
  readonly grade?: string;
  readonly counterexample?: {
    readonly at: string;
    readonly claimed: number;
    readonly derived?: number;
    readonly observed: number;
    readonly gap: number;
    readonly uncertainty: number;
  };
  readonly replay: string;
}

const told = ({ stdout }: Run): readonly Told[] =>
  (JSON.parse(stdout) as { specs: { claims: Told[] }[] }).specs.flatMap(({ claims }) => claims);

const threshold = (value: string) =>
  `{ kind: threshold, at: average, in: beta, equals: "${value}" }`;

const wrong: Readonly<Record<string, string>> = {
  "one-more-above": threshold("(p - 1) / (k + p - 2)"),
  "one-more-below": threshold("(p - 2) / (k + p - 1)"),
  "turned-around": threshold("k / (k + p - 2)"),
  "a-number": threshold("1/3"),
  "index-k": "{ kind: morse-index, at: average, when: beta < (p - 2) / (k + p - 2), equals: k }",
  "index-of-both-blocks":
    "{ kind: morse-index, at: average, when: beta < (p - 2) / (k + p - 2), equals: d - 1 }",
  "not-stationary": '{ kind: stationary, at: "unit(v[1] + 2*v[2])" }',
  "loss-without-root":
    '{ kind: identity, at: average, of: loss, equals: "-k * ((1 + (k - 1)*beta) / k)^p" }',
};

const right: Readonly<Record<string, string>> = {
  threshold: threshold("(p - 2) / (k + p - 2)"),
  "threshold-written-otherwise": threshold("1 - k / (k + p - 2)"),
  index: "{ kind: morse-index, at: average, when: beta < (p - 2) / (k + p - 2), equals: k - 1 }",
  "index-above": "{ kind: morse-index, at: average, when: (k + p - 2)*beta > p - 2, equals: 0 }",
  stationary: "{ kind: stationary, at: average }",
  loss: '{ kind: identity, at: average, of: loss, equals: "-k^(1 - p/2) * (1 + (k - 1)*beta)^(p/2)" }',
};

const claimLines = (claims: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(claims).map(([id, claim]) => `${id}: ${claim}`);

let folder = "";
beforeAll(() => {
  folder = folderWith({
    "wrong.yaml": specText({ claims: claimLines(wrong) }),
    "right.yaml": specText({ claims: claimLines(right) }),
  });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await closeSolver();
});

describe("wrong claims about the average of an equiangular frame", () => {
  let run: Run;
  beforeAll(() => {
    run = lemmata(["verify", "wrong.yaml", "--format", "json"], folder);
  });

  test("are all refuted, with exit status 1", () => {
    expect(told(run).map(({ id, verdict }) => [id, verdict])).toEqual(
      Object.keys(wrong).map((id) => [id, "refuted"]),
    );
    expect(run.status).toBe(1);
  });

  test.each(Object.keys(wrong))("%s: the counterexample is one, in integers p, k and d", (id) => {
    const claim = told(run).find((other) => other.id === id);
    const { at, gap, uncertainty } = claim!.counterexample!;
    expect(at).toMatch(/^p=[0-9]+, k=[0-9]+, d=[0-9]+(,|$)/);
    expect(gap).toBeGreaterThan(uncertainty);
  });

  /** One for each kind of claim: a replay is a run of its own. */
  const replayed = ["one-more-above", "index-k", "not-stationary", "loss-without-root"];
  test.each(replayed)("%s: the replay, as it is printed, refutes at the same case", (id) => {
    const claim = told(run).find((other) => other.id === id);
    expect(claim!.replay).toMatch(/^lemmata verify wrong\.yaml --case \S+@p=\d+,k=\d+,d=\d+/);
    const again = shellLine(`${claim!.replay} --format json`, folder);
    expect(again.status).toBe(1);
    expect(told(again)).toHaveLength(1);
    expect(told(again)[0]).toMatchObject({ id, verdict: "refuted" });
    expect(told(again)[0]!.counterexample).toEqual(claim!.counterexample);
    expect(told(again)[0]!.replay).toBe(claim!.replay);
  });

  test("the two witnesses agree with each other on every counterexample", () => {
    for (const { counterexample } of told(run)) {
      const { derived, observed, uncertainty } = counterexample!;
      if (derived === undefined) continue;
      expect(Math.abs(derived - observed)).toBeLessThanOrEqual(uncertainty);
    }
  });

  test("what no rule derives is refuted by the simulation alone, with that grade", () => {
    const claim = told(run).find(({ id }) => id === "not-stationary");
    expect(claim).toMatchObject({ grade: "supported", counterexample: { claimed: 0 } });
  });
});

test("right claims about it are all proved, however they are written", () => {
  const run = lemmata(["verify", "right.yaml", "--format", "json"], folder);
  expect(told(run).map(({ id, verdict }) => [id, verdict])).toEqual(
    Object.keys(right).map((id) => [id, "proved"]),
  );
  expect(run.status).toBe(0);
});

test("a misprint that is expected to be refuted is as expected; one that holds is not", async () => {
  const expecting = (claim: string): Promise<ClaimReport> =>
    reportOf({ claims: [`c: ${claim.replace("}", ", expect: refuted }")}`] });
  expect(await expecting(wrong["index-k"]!)).toMatchObject({
    verdict: "refuted",
    asExpected: true,
  });
  expect(await expecting(right.index!)).toMatchObject({ verdict: "proved", asExpected: false });
});
