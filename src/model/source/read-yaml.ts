/**
 * From the text of a file to nodes with places, or to issues.
 *
 * YAML 1.2 with the failsafe schema: nothing is resolved, converted or executed. Uses the package
 * `yaml` for the syntax; what a spec means is not its business.
 */
import { Composer, type CST, isMap, isScalar, isSeq, Parser, type Scalar } from "yaml";
import type { Issue } from "../issue.ts";
import type { MapEntry, MapNode, SourceNode, TextNode } from "./node.ts";
import { findNotPlain } from "./plain-yaml.ts";
import type { ScalarStyle } from "./scalar-offset.ts";
import { positionAt, type SourceFile } from "./source-file.ts";
import { syntaxIssues } from "./syntax-issue.ts";

/** What came of a text: a document if it could be read, and the issues met on the way. */
export interface ReadYaml {
  readonly root?: SourceNode;
  readonly issues: readonly Issue[];
}

/**
 * Characters in one document. The YAML parser needs up to two seconds for this many brackets.
 */
export const maximalCharacters = 262_144;
/** Keys of one mapping. */
const maximalKeys = 2000;

/** The document of a file. Duplicate keys are issues, and the first of them is kept. */
export function readYaml(file: SourceFile): ReadYaml {
  const issues: Issue[] = [];
  const report = (offset: number, expected: string, got: string, cure?: string): void => {
    const position = positionAt(file, offset);
    const issue: Issue = { severity: "error", position, path: "", expected, got };
    issues.push(cure === undefined ? issue : { ...issue, cure });
  };

  if (file.text.length > maximalCharacters) {
    const cure = "Split the spec and share its setting through use:.";
    report(0, `at most ${maximalCharacters} characters`, `${file.text.length}`, cure);
    return { issues };
  }
  // The characters that YAML does not allow in a text, which make a file a binary one.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.exec(file.text);
  if (control !== null) {
    const code = control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    report(control.index, "a text", `the control character U+${code}`, "Remove it.");
    return { issues };
  }
  const tokens: CST.Token[] = [...new Parser().parse(file.text)];
  for (const { offset, expected, got, cure } of findNotPlain(tokens)) {
    report(offset, expected, got, cure);
  }
  if (issues.length > 0) return { issues };

  // The composer's own test of unique keys takes quadratic time; nodes are tested here instead.
  const composer = new Composer({ schema: "failsafe", uniqueKeys: false, keepSourceTokens: true });
  const [document] = [...composer.compose(tokens, true, file.text.length)];
  if (document === undefined) return { issues };
  const broken = syntaxIssues(file, document.errors);
  if (broken.length > 0) return { issues: broken };
  if (document.contents === null || isBlank(document.contents)) {
    report(0, "a spec", "an empty file", "Begin with title:.");
    return { issues };
  }
  const root = nodeOf(document.contents, 0);
  return { root, issues };

  function nodeOf(node: unknown, fallback: number): SourceNode {
    if (isMap(node)) {
      const [start, end] = node.range ?? [fallback, fallback];
      const flow = node.flow === true;
      const map: MapNode = { kind: "map", file, start, end, flow, entries: [] };
      return { ...map, entries: entriesOf(node.items, start) };
    }
    if (isSeq(node)) {
      const [start, end] = node.range ?? [fallback, fallback];
      return {
        kind: "list",
        file,
        start,
        end,
        items: node.items.map((item) => nodeOf(item, start)),
      };
    }
    if (isScalar(node)) return textOf(node, fallback);
    return emptyText(fallback);
  }

  function entriesOf(pairs: readonly { key: unknown; value: unknown }[], at: number): MapEntry[] {
    if (pairs.length > maximalKeys) {
      report(
        at,
        `at most ${maximalKeys} keys in one mapping`,
        `${pairs.length}`,
        "Split the spec.",
      );
      return [];
    }
    const entries: MapEntry[] = [];
    const seen = new Set<string>();
    for (const { key, value } of pairs) {
      if (!isScalar(key)) {
        report(at, "a name as a key", "a list or a map", "Quote a key that holds a bracket.");
        continue;
      }
      const name = textOf(key, at);
      if (seen.has(name.text)) {
        report(name.start, "each key once", `${name.text} again`, "Keep one of them.");
        continue;
      }
      seen.add(name.text);
      entries.push({ key: name, value: nodeOf(value, name.end), colon: value !== null });
    }
    return entries;
  }

  function textOf(scalar: Scalar, fallback: number): TextNode {
    const [start, end] = scalar.range ?? [fallback, fallback];
    const text = typeof scalar.value === "string" ? scalar.value : "";
    return { kind: "text", file, start, end, text, style: styleOf(scalar) };
  }

  function emptyText(at: number): TextNode {
    return { kind: "text", file, start: at, end: at, text: "", style: "plain" };
  }
}

function isBlank(node: unknown): boolean {
  return isScalar(node) && node.value === "" && styleOf(node) === "plain";
}

function styleOf(scalar: Scalar): ScalarStyle {
  if (scalar.type === "QUOTE_DOUBLE" || scalar.type === "QUOTE_SINGLE") return "quoted";
  if (scalar.type === "BLOCK_FOLDED" || scalar.type === "BLOCK_LITERAL") return "block";
  return "plain";
}
