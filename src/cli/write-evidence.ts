/**
 * `verify --evidence DIR`: a file for each spec, with the report of every claim (cases, numbers,
 * budgets, twins, replay) and, under `evidence`, what can be checked again by `tools/recheck.mjs`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SpecReport } from "../checks/judge/verdict.ts";
import { claimSupport, evidenceDocument } from "../report/evidence.ts";
import { claimJson } from "../report/json.ts";
import { newName, wordOfPath } from "./file-names.ts";

export function writeEvidence(folder: string, reports: readonly SpecReport[]): void {
  mkdirSync(folder, { recursive: true });
  const taken = new Set<string>();
  for (const { file, claims } of reports) {
    if (claims.length === 0) continue;
    const evidence = evidenceDocument(file, claims.map(claimSupport));
    const content = { version: 1, spec: file, claims: claims.map(claimJson), evidence };
    const text = `${JSON.stringify(content, null, 2)}\n`;
    writeFileSync(join(folder, `${newName(wordOfPath(file), taken)}.json`), text);
  }
}
