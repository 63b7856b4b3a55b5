/**
 * What the YAML parser could not read, said in the language of specs.
 *
 * One mistake of punctuation makes a parser stumble many times; the first place is reported, and
 * a half-open interval `[0, 1)`, which no YAML can hold, wherever it stands.
 */
import type { YAMLError } from "yaml";
import type { Issue } from "../issue.ts";
import { positionAt, type SourceFile } from "./source-file.ts";

/** The issues of a document that is no YAML; none if there are no errors. */
export function syntaxIssues(file: SourceFile, errors: readonly YAMLError[]): readonly Issue[] {
  const first = errors[0];
  if (first === undefined) return [];
  const intervals = halfOpenIntervals(file);
  if (intervals.length > 0) return intervals;
  const blank = /^[ ]*/.exec(file.text.slice(first.pos[0]))?.[0].length ?? 0;
  const offset = Math.min(first.pos[0] + blank, file.text.trimEnd().length);
  const issue: Issue = {
    severity: "error",
    position: positionAt(file, offset),
    path: "",
    expected: "YAML",
    got: `${wordAt(file.text, offset)} (${sentenceOf(first)})`,
  };
  return [{ ...issue, cure: cureOf(first, file.text, offset) }];
}

/** `[0, 1)` and `(0, 1]` as whole values. */
const halfOpen =
  /(?<=[:,{[]\s+)(?:\[([^[\](){}\n,]+),([^[\](){}\n,]+)\)|\(([^[\](){}\n,]+),([^[\](){}\n,]+)\])/g;

function halfOpenIntervals(file: SourceFile): readonly Issue[] {
  return [...file.text.matchAll(halfOpen)].map((match) => {
    const [text, lower, upper, openLower, closedUpper] = match;
    const interval =
      lower !== undefined && upper !== undefined
        ? `${lower.trim()} <= real < ${upper.trim()}`
        : `${openLower?.trim()} < real <= ${closedUpper?.trim()}`;
    return {
      severity: "error",
      position: positionAt(file, match.index),
      path: "",
      expected: "YAML",
      got: text,
      cure: `A half-open interval is written ${interval}.`,
    };
  });
}

function wordAt(text: string, offset: number): string {
  const word = /^[^\s,]{1,30}/.exec(text.slice(offset, offset + 40))?.[0];
  return word ?? (offset >= text.trimEnd().length ? "the end of the file" : "a line break");
}

/** The parser's own sentence, without its place, which stands in front already. */
function sentenceOf(error: YAMLError): string {
  const [line = ""] = error.message.split("\n");
  return line.replace(/ at line \d+, column \d+:?$/, "").replace(/\.$/, "");
}

function cureOf(error: YAMLError, text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset + 80).split("\n")[0] ?? "";
  if (error.code === "TAB_AS_INDENT") return "Indent with spaces.";
  if (/[{]/.test(line)) return "In { } a text with a comma or a bracket is quoted.";
  if (error.code === "BAD_INDENT") return "Begin the keys of one mapping in the same column.";
  return "Quote the text, or put right its indentation and brackets.";
}
