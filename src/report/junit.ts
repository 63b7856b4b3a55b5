/**
 * The report as JUnit XML: a suite a spec, a case a claim, a failure for what is not as expected.
 *
 * Source: the schema that Jenkins and GitLab read, [JUnitXml].
 */
import type { ClaimReport, SpecReport } from "../checks/judge/verdict.ts";
import { claimedText, pairText, replayCommand } from "./sentences.ts";

/** The whole document. */
export function junitReport(specs: readonly SpecReport[]): string {
  const suites = specs.filter(({ claims }) => claims.length > 0).map(suite);
  const claims = specs.flatMap((spec) => spec.claims);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="lemmata" ${counts(claims)}>`,
    ...suites,
    "</testsuites>",
    "",
  ].join("\n");
}

function suite({ file, claims }: SpecReport): string {
  return [
    `  <testsuite name="${escaped(file)}" ${counts(claims)}>`,
    ...claims.map((claim) => testCase(file, claim)),
    "  </testsuite>",
  ].join("\n");
}

function testCase(file: string, claim: ClaimReport): string {
  const place = `classname="${escaped(file)}" file="${escaped(file)}" line="${claim.position.line}"`;
  const open = `    <testcase name="${escaped(claim.id)}" ${place}`;
  if (claim.asExpected) return `${open}/>`;
  const element = isError(claim) ? "error" : "failure";
  const message = `${claim.verdict}, expected ${claim.expected}`;
  const shown = claim.conflict ?? claim.counterexample;
  const body = [
    claimedText(claim),
    claim.reason ?? "",
    shown === undefined ? "" : pairText(shown),
    replayCommand(claim.replay),
  ].filter((line) => line !== "");
  return [
    `${open}>`,
    `      <${element} message="${escaped(message)}">${escaped(body.join("\n"))}</${element}>`,
    "    </testcase>",
  ].join("\n");
}

function counts(claims: readonly ClaimReport[]): string {
  const unexpected = claims.filter(({ asExpected }) => !asExpected);
  const errors = unexpected.filter(isError).length;
  return `tests="${claims.length}" failures="${unexpected.length - errors}" errors="${errors}"`;
}

/** A fault of the witnesses or of lemmata, as against a claim that is not as expected. */
const isError = ({ verdict, fault }: ClaimReport): boolean =>
  verdict === "conflict" || fault !== undefined;

/** Text as XML; characters that XML 1.0 does not allow become a question mark. */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones XML forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "?")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "&#10;");
