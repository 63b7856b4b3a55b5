/**
 * What every reader of a part of a spec needs: a place to put issues, and the way to it.
 */
import type { Problem } from "../expression/problem.ts";
import type { Issue } from "../issue.ts";
import {
  excerpt,
  type MapNode,
  positionOf,
  type SourceNode,
  type TextNode,
} from "../source/node.ts";

/** Collects issues; the same sentence at the same place is kept once. */
export interface Report {
  readonly issues: Issue[];
  readonly seen: Set<string>;
}

export const newReport = (): Report => ({ issues: [], seen: new Set() });

/** Adds an issue. */
export function addIssue(report: Report, issue: Issue): void {
  const { position, expected, got, severity } = issue;
  const key = [severity, position.file, position.line, position.column, expected, got].join("\n");
  if (report.seen.has(key)) return;
  report.seen.add(key);
  report.issues.push(issue);
}

/** Where a reader stands: the issues, and the keys that lead here. */
export interface Reader {
  readonly report: Report;
  /** `claims.c.equals`; empty at the root. */
  readonly path: string;
}

/** The reader of what stands under a key. */
export function under(reader: Reader, key: string): Reader {
  return { ...reader, path: reader.path === "" ? key : `${reader.path}.${key}` };
}

/** Says what is wrong with a node, as a whole or at one character of its text. */
export function complain(
  reader: Reader,
  node: SourceNode,
  problem: Omit<Problem, "offset"> & { readonly offset?: number },
): void {
  const { offset = 0, expected, got, cure } = problem;
  addIssue(reader.report, {
    severity: "error",
    position: positionOf(node, offset),
    path: reader.path,
    expected,
    got,
    ...(cure === undefined ? {} : { cure }),
  });
}

/** Says the problems of an expression, each at its own word. */
export function complainAll(reader: Reader, node: TextNode, problems: readonly Problem[]): void {
  for (const problem of problems) complain(reader, node, problem);
}

/** The text of a node, or an issue and `undefined` if it is no text or an empty one. */
export function readText(
  reader: Reader,
  node: SourceNode,
  expected = "a text",
): string | undefined {
  const text = asText(reader, node, expected);
  return text?.text;
}

/** The node itself if it is a text that is not empty, or else an issue. */
export function asText(reader: Reader, node: SourceNode, expected: string): TextNode | undefined {
  if (node.kind === "text" && node.text.trim() !== "") return node;
  const cure = node.kind === "text" ? "Write a value or remove the key." : undefined;
  complain(reader, node, { expected, got: described(node), ...(cure && { cure }) });
  return undefined;
}

/** The node itself if it is a map, or else an issue. */
export function asMap(reader: Reader, node: SourceNode, expected: string): MapNode | undefined {
  if (node.kind === "map") return node;
  complain(reader, node, { expected, got: described(node), cure: "Write key: value." });
  return undefined;
}

/** What a node is called in a message. */
export function described(node: SourceNode): string {
  if (node.kind === "text") return excerpt(node);
  return `${node.kind === "map" ? "a map" : "a list"} ${excerpt(node, 40)}`;
}
