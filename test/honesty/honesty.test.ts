/**
 * No true claim is refuted; no false one is supported: measured on random claims whose truth is
 * known from elsewhere. False claims are wrong by 3, 1 and .3 times the resolution that was reported
 * for the true one. `npm run test:full` runs 200 of each.
 */
import { afterAll, expect, test } from "vitest";
import type { ClaimReport } from "../../src/checks/judge/verdict.ts";
import { verifySpec } from "../../src/checks/verify.ts";
import { parseSpec } from "../../src/model/parse-spec.ts";
import { closeSolver } from "../../src/symbolic/prove/z3.ts";
import { count } from "../full.ts";
import { type Problem, problems } from "./problems.ts";

afterAll(() => closeSolver());

async function judged(problem: Problem, offset: string): Promise<ClaimReport> {
  const { spec } = parseSpec(problem.spec(offset), `${problem.name} + ${offset}`);
  return (await verifySpec(spec, { effort: "quick", seed: 1 })).claims[0]!;
}

/** A double as an exact rational of the language. */
function exactly(x: number): string {
  let [n, d] = [x, 1n];
  while (!Number.isInteger(n)) [n, d] = [n * 2, d * 2n];
  return `(${BigInt(n)}/${d})`;
}

/** A wrong value: so many resolutions above, and below, the true one. */
function offsets({ isWhole }: Problem, report: ClaimReport, factor: number): readonly string[] {
  const { above, below } = report.resolution!;
  if (isWhole) return [`${Math.ceil(factor)}`, `(-${Math.ceil(factor)})`];
  return [exactly(factor * above), exactly(-factor * below)];
}

const favourable = ["proved", "certified", "supported"];
const drawn = problems(count(15, 200), 7);
const tally: Record<string, number> = {};
const counted = (what: string): void => {
  tally[what] = (tally[what] ?? 0) + 1;
};
afterAll(() => console.log("honesty:", JSON.stringify(tally)));

test.each(drawn.map((problem, i) => [`${i + 1}: ${problem.name}`, problem, i] as const))(
  "%s",
  async (_, problem, i) => {
    const truth = await judged(problem, "0");
    counted(`true ${truth.verdict}`);
    expect([truth.verdict, truth.reason]).not.toContain("refuted");
    expect(truth.verdict).not.toBe("conflict");
    if (truth.resolution === undefined) return;
    for (const factor of [3, 1, 0.3]) {
      const wrong = await judged(problem, offsets(problem, truth, factor)[i % 2]!);
      counted(`false by ${factor}: ${wrong.verdict}`);
      expect(wrong.verdict).not.toBe("conflict");
      if (factor === 3) expect([wrong.verdict, wrong.reason]).toContain("refuted");
      expect(favourable).not.toContain(wrong.verdict);
    }
  },
);
