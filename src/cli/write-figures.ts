/**
 * `verify --figures DIR`: an SVG file and a JSON file for each experiment, in a folder for each spec.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { SpecReport } from "../checks/judge/verdict.ts";
import { figureSvg } from "../report/figure/figure.ts";
import { newName } from "./file-names.ts";

/** @returns the paths of the pictures. */
export function writeFigures(folder: string, reports: readonly SpecReport[]): readonly string[] {
  const taken = new Set<string>();
  return reports.flatMap(({ file, experiments = [] }) => {
    if (experiments.every(({ status }) => status !== "observed")) return [];
    const own = join(folder, newName(basename(file).replace(/\.ya?ml$/, ""), taken));
    mkdirSync(own, { recursive: true });
    return experiments.flatMap((experiment) => {
      if (experiment.status !== "observed") return [];
      const path = join(own, `${experiment.id}.svg`);
      writeFileSync(path, figureSvg(experiment));
      const data = join(own, `${experiment.id}.json`);
      writeFileSync(data, `${JSON.stringify(experiment, null, 1)}\n`);
      return [path];
    });
  });
}
