/**
 * `lemmata derive --link`: exit statuses and messages, without a process.
 */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { run } from "../../src/cli/run.ts";
import { cpuSeconds } from "../cpu-seconds.ts";

let out = "";
let err = "";

beforeEach(() => {
  out = "";
  err = "";
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    out += String(chunk);
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    err += String(chunk);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

test.each([
  ["foo(x)", "expected a function that links know, got foo(...)"],
  ["exp(x^2/4)", "expected a link with E f(z)^2 < oo"],
  ["log(x)", "expected a link with a real value"],
  ["1/x", "got one that is undefined at 0"],
  ["sqrt(x)", "got sqrt of a negative number"],
  ["x^1000", "expected a link whose coefficients and whose E f(z)^2 are below 10^300"],
  ["3", "expected a link that is not constant, got a constant"],
  ["x-x", "expected a link that is not constant, got a constant"],
  ["x+", "--link:1:3 expected a value after +, got nothing."],
  ["y^2", "--link:1:1 expected"],
  [`x${"+x".repeat(50_000)}`, "expected at most 2000 characters, got 100001."],
])("the bad link %.12s: status 2, one line, under a second", async (link, message) => {
  const start = cpuSeconds();
  expect(await run(["derive", "--link", link])).toBe(2);
  expect(cpuSeconds() - start).toBeLessThan(1);
  expect(err).toContain(message);
  expect(err.trimEnd()).not.toContain("\n");
  expect(out).toBe("");
});

test.each([
  [["--k", "1"], "--k: expected an integer in [2, 1000000], got 1."],
  [["--order", "201"], "--order: expected an integer in [1, 200], got 201."],
  [["spec.yaml"], "expected a spec file or --link, got both."],
])("wrong options %s", async (options, message) => {
  expect(await run(["derive", "--link", "h(3,x)", ...options])).toBe(2);
  expect(err).toContain(message);
});

test("neither a spec nor a link", async () => {
  expect(await run(["derive"])).toBe(2);
  expect(err).toContain("expected a spec file or --link, got neither.");
});

test("relu as JSON: exact coefficients, no threshold, answers of the CAS kept", async () => {
  expect(await run(["derive", "--link", "relu(x)", "--order", "4", "--format", "json"])).toBe(0);
  const { hermite, average, cas, informationExponent } = JSON.parse(out);
  expect(hermite.coefficients.map(({ exact }: { exact: string }) => exact)).toEqual([
    "1/sqrt(2*pi)",
    "1/2",
    "1/(2*sqrt(pi))",
    "0",
    "-1/(4*sqrt(3*pi))",
  ]);
  expect(informationExponent).toEqual({ value: 1, decided: "exact" });
  expect(average.thresholds).toEqual([]);
  expect(average.start).toBe("minimum");
  expect(cas.kept).toBeGreaterThan(0);
});

test("an orthonormal frame: counts by type, no section on the cone", async () => {
  const args = ["derive", "--link", "h(3,x)", "--k", "3", "--frame", "orthonormal"];
  expect(await run(args)).toBe(0);
  expect(out).toContain("there are 14 such points for $k = 3$, 7 up to sign");
  expect(out).toContain("**At $\\beta = 0$** the average is a strict saddle of index $2$.");
  expect(out).not.toContain("open positive cone");
});
