import { describe, expect, test } from "vitest";
import { casesOf } from "../../../src/checks/cases/cases.ts";
import { encode } from "../../../src/checks/evidence/codec.ts";
import { memoryStore } from "../../../src/checks/evidence/store.ts";
import { filedLook, type Look, lookHere } from "../../../src/checks/run/observation.ts";
import { verifySpec } from "../../../src/checks/verify.ts";
import { specOf } from "../../specs.ts";

const spec = specOf({
  claims: ["c: { kind: morse-index, at: average, when: beta = 0, equals: k - 1 }"],
});
const claim = spec.claims[0]!;
const { cases } = casesOf(claim, [], "quick", 1);
const options = { effort: "quick", seed: 1 } as const;

/** A look at the given text of an observation, and how often it was asked. */
function counted(text: string, store = memoryStore()): { look: Look; asked: () => number } {
  let asked = 0;
  const look = filedLook({ store, effort: "quick", version: "1" }, async () => {
    asked += 1;
    return text;
  });
  return { look, asked: () => asked };
}

describe("what was observed is kept", () => {
  const seen = encode({ status: "unusable", reason: "dark" });

  test("a case is looked at once, and once more when it is looked at finer", async () => {
    const { look, asked } = counted(seen);
    await Promise.all([look.observe(claim, cases[0]!, 0), look.observe(claim, cases[0]!, 0)]);
    await look.observe(claim, cases[0]!, 0);
    expect(asked()).toBe(1);
    await look.observe(claim, cases[0]!, 1);
    await look.observe(claim, cases[1]!, 0);
    expect(asked()).toBe(3);
  });

  test("and by the next run not at all", async () => {
    const store = memoryStore();
    await counted(seen, store).look.observe(claim, cases[0]!, 0);
    const next = counted(seen, store);
    expect(await next.look.observe(claim, cases[0]!, 0)).toEqual({
      status: "unusable",
      reason: "dark",
    });
    expect(next.asked()).toBe(0);
  });

  test("what a search finds is kept for its answer, and for no other", async () => {
    const { look, asked } = counted(encode({ status: "found", readings: [], finding: 1 }));
    const sought = { answer: claim.answer, evidence: undefined };
    const wrong = { kind: "bound", holds: { kind: "name", name: "x" } } as const;
    await look.search(claim, cases[0]!, 0, sought);
    expect((await look.search(claim, cases[0]!, 0, sought)).status).toBe("found");
    expect(asked()).toBe(1);
    await look.search(claim, cases[0]!, 0, { ...sought, answer: wrong });
    await look.observe(claim, cases[0]!, 0);
    expect(asked()).toBe(3);
  });

  test("unless it was interrupted or failed, which says nothing", async () => {
    for (const status of ["interrupted", "fault"]) {
      const store = memoryStore();
      const text = encode({ status, reason: "", fault: "" });
      await counted(text, store).look.observe(claim, cases[0]!, 0);
      const next = counted(seen, store);
      await next.look.observe(claim, cases[0]!, 0);
      expect(next.asked()).toBe(1);
    }
  });

  test("kept evidence gives the verdict and every number of new evidence", async () => {
    const store = memoryStore();
    const filing = { store, effort: "quick", version: "1" } as const;
    const fresh = await verifySpec(spec, { ...options, look: lookHere(filing) });
    const never: Look = filedLook(filing, async () => {
      throw new Error("looked again");
    });
    expect(await verifySpec(spec, { ...options, look: never })).toEqual(fresh);
  });
});

describe("one bad case among others", () => {
  /** Observes as usual but for the second case. */
  const except = (text: string): Look => {
    const usual = lookHere({ store: memoryStore(), effort: "quick", version: "1" });
    const { look: bad } = counted(text);
    return {
      ...usual,
      observe: (of, at, fineness) =>
        (at.key === cases[1]!.key ? bad : usual).observe(of, at, fineness),
    };
  };

  test("that throws is a fault with its reason, and the others are reported", async () => {
    const faults: string[] = [];
    const look = except(encode({ status: "fault", fault: "TypeError: no", stack: "at x" }));
    const onFault = (_: string, stack: string): number => faults.push(stack);
    const { claims } = await verifySpec(spec, { ...options, look, onFault });
    expect(claims[0]).toMatchObject({
      verdict: "undecided",
      asExpected: false,
      fault: "TypeError: no",
      reason: `a fault in lemmata at ${cases[1]!.key}: TypeError: no`,
    });
    expect(claims[0]!.observed.map(({ at }) => at)).not.toContain(cases[1]!.key);
    expect(claims[0]!.observed).toHaveLength(cases.length - 1);
    expect(faults).toEqual(["at x"]);
  });

  test("that was stopped makes the claim interrupted, though the core proves it", async () => {
    const look = except(encode({ status: "interrupted", reason: "stopped after 1 s" }));
    const { claims } = await verifySpec(spec, { ...options, look });
    expect(claims[0]).toMatchObject({ verdict: "interrupted", asExpected: false });
    expect(claims[0]!.restsOn.length).toBeGreaterThan(0);
  });

  test("that gives NaN is never agreement, and costs the others nothing", async () => {
    const text = encode({
      status: "observed",
      readings: [{ name: "index", value: Number.NaN, budget: [] }],
      evidence: undefined,
    });
    const [report] = (await verifySpec(spec, { ...options, look: except(text) })).claims;
    expect(report!.verdict).not.toBe("supported");
    expect(report!.observed).toHaveLength(cases.length);
  });

  test("does not hide a counterexample of another", async () => {
    const wrong = specOf({ claims: ["c: { kind: morse-index, at: average, equals: k + 5 }"] });
    const look = except(encode({ status: "interrupted", reason: "stopped" }));
    const { claims } = await verifySpec(wrong, { ...options, look });
    expect(claims[0]!.verdict).toBe("refuted");
  });
});
