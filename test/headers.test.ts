import { describe, expect, test } from "vitest";
import { filesIn } from "./source-files.ts";

const sources = filesIn("src", ".ts");

const linesOf = (text: string): number => text.trimEnd().split("\n").length;

/** The comment that a file opens with, after the line that makes it executable. */
const headerOf = (text: string): string =>
  /^(?:#!.*\n)?\/\*\*([\s\S]*?)\*\//
    .exec(text)?.[1]
    ?.replaceAll(/\s*\n\s*\*\s?/g, " ")
    .trim() ?? "";

describe("the files of src", () => {
  test("each say what they are before anything else", () => {
    const silent = sources.filter(({ text }) => headerOf(text) === "");
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  /** Why a file is longer than 300 lines. */
  const reasons: Readonly<Record<string, string>> = {
    "src/model/bind/evaluate.ts": "one case for each form of an expression",
    "src/model/expression/resolve.ts": "one case for each form of an expression",
    "src/model/parse-spec.ts": "one function for each key of a spec",
    "src/numeric/evaluate/evaluate-number.ts": "one case for each form of an expression",
    "src/symbolic/links/exact-form.ts": "one rule for each function that a link can hold",
    "src/symbolic/links/growth.ts": "one rule for each function that a link can hold",
    "src/symbolic/links/link-tree-of-expression.ts": "one case for each form of an expression",
    "src/symbolic/links/tape.ts": "one case for each step of a tape",
  };

  test("are at most 300 lines, or say why; none has more than 400", () => {
    const long = sources.filter(({ text }) => linesOf(text) > 300);
    expect(long.map(({ path }) => path).filter((path) => reasons[path] === undefined)).toEqual([]);
    expect(long.filter(({ text }) => linesOf(text) > 400).map(({ path }) => path)).toEqual([]);
  });

  test("are named in kebab-case for an idea: none is called utils, helpers or common", () => {
    const names = sources.map(({ path }) => path.split("/").at(-1) ?? "");
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name))).toEqual([]);
    expect(names.filter((name) => /^(utils?|helpers?|common|misc|types)\.ts$/.test(name))).toEqual(
      [],
    );
  });
});

describe("the code of src", () => {
  test("has lines of at most 100 characters, but for a text that does not fit", () => {
    const long = sources.flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, i) => (isTooLong(line) ? [`${path}:${i + 1}`] : [])),
    );
    expect(long).toEqual([]);
  });

  test("has no default export and no any, and silences no type", () => {
    const found = sources.flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, i) => {
        const code = line.replace(/\/\/.*$|^\s*\*.*$|"[^"]*"|`[^`]*`/g, "");
        return /\bexport default\b|[:<,|]\s*any\b|\bas any\b|@ts-(ignore|nocheck)/.test(code)
          ? [`${path}:${i + 1}`]
          : [];
      }),
    );
    expect(found).toEqual([]);
  });
});

/** The formatter breaks code, and leaves texts, patterns and template literals as they are. */
const isTooLong = (line: string): boolean => line.length > 100 && !/["'`/]/.test(line);
