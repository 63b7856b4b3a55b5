/**
 * `verify --html DIR`: pages that need nothing else, `index.html` and one for each spec.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SpecReport } from "../checks/judge/verdict.ts";
import type { Spec } from "../model/spec.ts";
import type { Extras } from "../report/extras.ts";
import { htmlReport, type RunFacts } from "../report/html/report.ts";
import { newName, wordOfPath } from "./file-names.ts";

/** @returns the path of the first page. */
export function writeHtml(
  folder: string,
  specs: readonly Spec[],
  reports: readonly SpecReport[],
  extras: Extras,
  facts: RunFacts,
): string {
  const taken = new Set(["index"]);
  const judged = specs.flatMap((spec, i) => {
    const report = reports[i];
    if (report === undefined) return [];
    const { claims, remarks, experiments = [] } = report;
    if (claims.length + remarks.length + experiments.length === 0) return [];
    return [{ spec, report, page: `${newName(wordOfPath(spec.file), taken)}.html` }];
  });
  mkdirSync(folder, { recursive: true });
  for (const { name, html } of htmlReport(judged, extras, facts)) {
    writeFileSync(join(folder, name), html);
  }
  return join(folder, "index.html");
}
