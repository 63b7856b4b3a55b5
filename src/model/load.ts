/**
 * Reading specs from files: the one place of this layer that touches the file system.
 *
 * A file is never executed. It is refused before it is parsed if it is too long or is no text.
 */
import { readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, normalize, relative, resolve } from "node:path";
import { type Issue, SpecError } from "./issue.ts";
import { type LoadedSpec, parseSpec, type SpecReader, type Unreadable } from "./parse-spec.ts";
import { maximalCharacters } from "./source/read-yaml.ts";

export interface LoadOptions {
  /** The folder that `use:` must not leave; the working directory or the file's own by default. */
  readonly root?: string;
}

/** Bytes in one file, a hundred times what a spec needs. */
export const maximalBytes = maximalCharacters;

/**
 * The spec in a file.
 *
 * @param path As it should be printed in messages.
 * @returns the spec, free of `let:` and `use:`, and its warnings.
 * @throws SpecError with every issue of the file, and of those that it uses, in their order.
 */
export function loadSpec(path: string, options: LoadOptions = {}): LoadedSpec {
  const text = readText(path);
  if (typeof text !== "string") throw new SpecError([wholeFileIssue(path, text)]);
  return parseSpec(text, path, filesUnder(options.root ?? usualRoot(path)));
}

function wholeFileIssue(file: string, unreadable: Unreadable): Issue {
  return { severity: "error", position: { file, line: 1, column: 1 }, path: "", ...unreadable };
}

/** The working directory if the file is in it, or else the folder of the file. */
function usualRoot(path: string): string {
  const working = process.cwd();
  return isWithin(working, path) ? working : dirname(resolve(path));
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way !== ".." && !way.startsWith("../") && !way.startsWith("..\\") && !isAbsolute(way);
}

/** Other specs by path, relative to the file that names them. */
function filesUnder(root: string): SpecReader {
  return {
    resolve: (path, from) => (isAbsolute(path) ? path : normalize(join(dirname(from), path))),
    read: (name) => {
      if (isWithin(root, name)) return readText(name);
      return {
        expected: "a spec of the same folder tree",
        got: name,
        cure: "Copy it beside the specs that use it.",
      };
    },
  };
}

/** The text of a file, or what is wrong with it as a whole. */
function readText(path: string): string | Unreadable {
  const opened = attemptRead(path);
  if (!(opened instanceof Uint8Array)) return opened;
  if (opened.includes(0)) return binary;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(opened);
  } catch (error) {
    if (error instanceof TypeError) return binary;
    throw error;
  }
}

const binary: Unreadable = {
  expected: "a text in UTF-8",
  got: "binary content",
  cure: "A spec is written as YAML.",
};

function attemptRead(path: string): Uint8Array | Unreadable {
  const expected = "a spec";
  try {
    // Asked before it is opened, since opening a pipe would wait for its other end.
    const stats = statSync(path);
    if (stats.isDirectory()) return { expected, got: "a folder", cure: "Name a file in it." };
    if (!stats.isFile()) return { expected, got: "no regular file", cure: "Name a file." };
    if (stats.size > maximalBytes) {
      return {
        expected: `at most ${maximalBytes} bytes`,
        got: `${stats.size}`,
        cure: "Split the spec and share its setting through use:.",
      };
    }
    return readFileSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    const absent = code === "ENOENT" || code === "ENOTDIR";
    const got = absent ? "no file" : `a file that cannot be read (${code})`;
    return { expected, got, cure: `Check the path ${path}.` };
  }
}

/** The code of an error of the system, or `undefined` if it is another error. */
function codeOf(error: unknown): string | undefined {
  const known = error instanceof Error && "code" in error && typeof error.code === "string";
  return known ? String(error.code) : undefined;
}
