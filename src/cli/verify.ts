/**
 * `lemmata verify`: loads the specs, has them judged, prints the report.
 */
import { ablate, startingAt, without } from "../checks/ablate.ts";
import type { ClaimReport, SpecReport } from "../checks/judge/verdict.ts";
import { mutate } from "../checks/mutate.ts";
import { examineSpecs, specReport, type VerifyOptions } from "../checks/verify.ts";
import { formatIssue, type Issue, SpecError } from "../model/issue.ts";
import { loadSpec } from "../model/load.ts";
import type { Spec } from "../model/spec.ts";
import type { Extras } from "../report/extras.ts";
import { prettyExperiments, prettySpec, prettySummary } from "../report/terminal.ts";
import { closeCas } from "../symbolic/cas/nerdamer.ts";
import { closeSolver } from "../symbolic/prove/z3.ts";
import { exitStatus } from "./exit-status.ts";
import { looksAtExperiments, startExperiments } from "./experiments.ts";
import { type Observing, startObserving } from "./observing.ts";
import type { VerifyCommandOptions } from "./options.ts";
import { progressLine } from "./progress.ts";
import { requireCase } from "./required-case.ts";
import { specFiles } from "./spec-files.ts";

/** @returns the exit status. @throws SpecError with the issues of every bad spec. */
export async function verifyCommand(
  paths: readonly string[],
  options: VerifyCommandOptions,
): Promise<number> {
  const loaded = loadAll(specFiles(paths.length === 0 ? ["specs"] : paths));
  const specs = loaded.map((spec) => changed(spec, options));
  if (options.case !== undefined) requireCase(specs, options.case);
  const start = performance.now();
  const secondsSince = (from: number): number => (performance.now() - from) / 1000;
  const observing = startObserving(options);
  try {
    const drawn = looksAtExperiments(options)
      ? startExperiments(specs, options, observing.draw)
      : undefined;
    const examined = await examineSpecs(specs, judging(specs, options, observing));
    const verified = performance.now();
    await drawn?.wait();
    const reports = specs.map((spec, i) =>
      specReport(spec, examined[i] ?? [], options.case === undefined ? drawn?.of(spec) : []),
    );
    if (options.figures !== undefined) {
      const { writeFigures } = await import("./write-figures.ts");
      writeFigures(options.figures, reports);
    }
    if (options.evidence !== undefined) {
      const { writeEvidence } = await import("./write-evidence.ts");
      writeEvidence(options.evidence, reports);
    }
    const suite = examined.flat();
    const extras: Extras = {
      ...(options.mutate ? { mutation: await mutate(suite, observing.look) } : {}),
      ...(options.ablate ? { ablations: await ablate(suite, options) } : {}),
    };
    if (options.html !== undefined) {
      const { writeHtml } = await import("./write-html.ts");
      writeHtml(options.html, specs, reports, extras, {
        ...options,
        verifying: (verified - start) / 1000,
        secondsOf: observing.secondsOf,
      });
    }
    await print(reports, extras, options, secondsSince(start));
    const claims = reports.flatMap((report) => report.claims);
    return observing.interrupted() ? exitStatus.interrupted : statusOf(claims, extras);
  } finally {
    await observing.close();
    await closeSolver();
    await closeCas();
  }
}

/** The spec without an assumption, and from given overlaps, where that is asked for. */
function changed(spec: Spec, { without: assumption, start }: VerifyCommandOptions): Spec {
  if (assumption === undefined && start === undefined) return spec;
  const claims = spec.claims
    .map((claim) => (assumption === undefined ? claim : without(claim, assumption)))
    .map((claim) => (start === undefined ? claim : startingAt(claim, start)));
  return { ...spec, claims };
}

/** Whether verdicts are printed as they come; experiments then follow at the end. */
const isStreamed = ({ format }: VerifyCommandOptions): boolean => format === "pretty";

function judging(
  specs: readonly Spec[],
  options: VerifyCommandOptions,
  { look, share }: Observing,
): VerifyOptions {
  const { effort, seed, case: caseId, shard, html, quiet } = options;
  const total = specs.reduce((n, { claims }) => n + claims.length, 0);
  const progress = progressLine(total, { isQuiet: quiet, share });
  return {
    effort,
    seed,
    look,
    ahead: true,
    isDrawn: html !== undefined,
    ...(caseId === undefined ? {} : { caseId }),
    ...(shard === undefined ? {} : { shard }),
    onClaim: (id, { file }) => progress.show(`${file}#${id}`),
    ...(isStreamed(options) && {
      onSpec: (spec, examined) => {
        const isLater = looksAtExperiments(options) || options.case !== undefined;
        const report = specReport(spec, examined, isLater ? [] : undefined);
        progress.print(prettySpec(report, quiet), process.stdout);
      },
    }),
    onDone: progress.clear,
    onFault: (id, stack, { file }) => {
      progress.clear();
      process.stderr.write(`lemmata: a fault at ${file}#${id}: ${stack}\n`);
    },
  };
}

function loadAll(files: readonly string[]): readonly Spec[] {
  const issues: Issue[] = [];
  const specs = files.flatMap((file) => {
    try {
      const { spec, warnings } = loadSpec(file);
      for (const warning of warnings) process.stderr.write(`warning: ${formatIssue(warning)}\n`);
      return [spec];
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      issues.push(...error.issues);
      return [];
    }
  });
  if (issues.length > 0) throw new SpecError(issues);
  return specs;
}

async function print(
  reports: readonly SpecReport[],
  extras: Extras,
  options: VerifyCommandOptions,
  seconds: number,
): Promise<void> {
  switch (options.format) {
    case "pretty": {
      const seen = looksAtExperiments(options) ? reports : [];
      for (const report of seen) process.stdout.write(prettyExperiments(report, options.quiet));
      process.stdout.write(prettySummary(reports, seconds, extras));
      return;
    }
    case "json": {
      const { jsonReport } = await import("../report/json.ts");
      process.stdout.write(`${JSON.stringify(jsonReport(reports, extras), null, 2)}\n`);
      return;
    }
    case "junit": {
      const { junitReport } = await import("../report/junit.ts");
      process.stdout.write(junitReport(reports));
      return;
    }
    case "github": {
      const { githubReport } = await import("../report/github.ts");
      process.stdout.write(githubReport(reports));
      return;
    }
    case "markdown": {
      const { markdownReport } = await import("../report/markdown.ts");
      process.stdout.write(markdownReport(reports, extras));
    }
  }
}

function statusOf(claims: readonly ClaimReport[], { mutation }: Extras): number {
  if (claims.some(({ verdict, fault }) => verdict === "conflict" || fault !== undefined)) {
    return exitStatus.conflict;
  }
  const survives = mutation?.mutants.some(({ caught }) => !caught) ?? false;
  const isWell = claims.every(({ asExpected }) => asExpected) && !survives;
  return isWell ? exitStatus.expected : exitStatus.unexpected;
}
