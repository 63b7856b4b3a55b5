/** The files of the repository that tests about the repository read. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

export const root = fileURLToPath(new URL("..", import.meta.url));

/** All files below a folder whose names end so, in the order of their names. */
export function filesIn(folder: string, ending: string): readonly SourceFile[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => {
      const path = `${folder}/${name}`;
      return { path, text: readFileSync(root + path, "utf8") };
    });
}
