/**
 * Evidence on disk: a file an observation, named by its key.
 *
 * The key holds a digest of the program, so that evidence of another version is never used. A file
 * appears whole or not at all; one that cannot be read is as good as absent.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { EvidenceStore } from "../checks/evidence/store.ts";

/** Where an interrupted run leaves what it had seen, and the next one looks. */
export const usualFolder = ".lemmata";

/** The store in a folder, which is made when something is written. */
export function folderStore(folder: string): EvidenceStore {
  const pathOf = (key: string): string => join(folder, `${key}.json`);
  return {
    read: (key) => {
      try {
        const text = readFileSync(pathOf(key), "utf8");
        JSON.parse(text);
        return text;
      } catch {
        // Absent or damaged: it is observed again.
        return undefined;
      }
    },
    write: (key, text) => {
      mkdirSync(folder, { recursive: true });
      const draft = `${pathOf(key)}.${process.pid}`;
      writeFileSync(draft, text);
      renameSync(draft, pathOf(key));
    },
  };
}

/** Folders above the checks: no observation depends on what they hold. */
const above = /^(?:report|cli|vitest)[\\/]/;

/** A digest of every file of the program that an observation may depend on. */
export function programVersion(): string {
  const hash = createHash("sha256");
  const folder = fileURLToPath(new URL("..", import.meta.url));
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  for (const name of names.filter((each) => each.endsWith(".js") && !above.test(each)).sort()) {
    hash
      .update(name)
      .update("\0")
      .update(readFileSync(join(folder, name)))
      .update("\0");
  }
  return hash.digest("hex");
}
