/**
 * The spec files named on the command line: files as they are, folders with all that is in them.
 */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Issue, SpecError } from "../model/issue.ts";

/**
 * Paths of spec files, folders opened in the order of their names.
 *
 * @throws SpecError naming every path that does not exist, and a folder without specs.
 */
export function specFiles(paths: readonly string[]): readonly string[] {
  const issues: Issue[] = [];
  const files = paths.flatMap((path) => {
    const kind = kindOf(path);
    if (kind === "file") return [path];
    const found = kind === "folder" ? filesBelow(path) : [];
    if (found.length === 0) issues.push(missing(path, kind));
    return found;
  });
  if (issues.length > 0) throw new SpecError(issues);
  return files;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => kindOf(path) === "file");
}

function kindOf(path: string): "file" | "folder" | "nothing" {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return "nothing";
  return stat.isDirectory() ? "folder" : "file";
}

const missing = (path: string, kind: "folder" | "nothing" | "file"): Issue => ({
  severity: "error",
  position: { file: path, line: 1, column: 1 },
  path: "",
  expected: "a spec file or a folder of spec files",
  got: kind === "folder" ? "a folder without .yaml files" : "nothing there",
  cure: "Name an existing .yaml file or a folder with one; lemmata init makes a first.",
});
