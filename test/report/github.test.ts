import { expect, test } from "vitest";
import type { ClaimReport } from "../../src/checks/judge/verdict.ts";
import { githubReport } from "../../src/report/github.ts";
import { reportOf } from "../specs.ts";

test("a claim that is not as expected is an error at its line, escaped", async () => {
  const lines = (equals: string) => ({
    claims: [`index: { kind: morse-index, at: average, when: beta = 0, equals: ${equals} }`],
  });
  const annotated = (report: ClaimReport): string =>
    githubReport([{ file: "a,b.yaml", title: "A", claims: [report], remarks: [] }]);
  expect(annotated(await reportOf(lines("k - 1")))).toBe(
    "::notice title=lemmata::1 claim, everything as expected\n",
  );
  const report = await reportOf(lines("k"));
  const position = { ...report.position, file: "a,b.yaml" };
  const [first = "", last] = annotated({ ...report, position, reason: "50%\nmore" }).split("\n");
  expect(first).toMatch(
    /^::error file=a%2Cb\.yaml,line=\d+,col=3,title=index%3A refuted%2C expected holds::equals: k%0A50%25%0Amore%0A/,
  );
  expect(last).toBe("1 claim, 1 not as expected");
});
