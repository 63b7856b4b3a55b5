/**
 * Source mutants of the built program: one small mistake each, in code that the suite runs.
 *
 * Operators exchanged, signs and terms dropped, numbers off by one, conditions turned, sums for
 * products. Sites are found in the syntax tree of a built file, and only where the coverage of a
 * sound run says that the code is reached.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** A text of a built file and what stands there instead. */
export interface SourceMutant {
  readonly file: string;
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly line: number;
}

const exchanged: Readonly<Record<string, string>> = {
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "&&": "||",
  "||": "&&",
  "+=": "-=",
  "-=": "+=",
  "*=": "/=",
};

/** Functions of the exact core and of Math that are easily mistaken for each other. */
const namesakes: Readonly<Record<string, string>> = {
  add: "subtract",
  subtract: "add",
  multiply: "add",
  divide: "multiply",
  max: "min",
  min: "max",
  sin: "cos",
  cos: "sin",
};

/** A range of a file with how often it ran; inner ranges come after outer ones. */
interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** The mutants of a file in the places that ran. */
export function mutantsOf(file: string, text: string, ranges: readonly Range[]): SourceMutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: SourceMutant[] = [];
  const propose = (from: ts.Node, to: string): void => {
    const at = from.getStart(source);
    if (!ran(ranges, at)) return;
    const line = source.getLineAndCharacterOfPosition(at).line + 1;
    found.push({ file, at, from: from.getText(source), to, line });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isThrowStatement(node)) return;
    if (ts.isBinaryExpression(node)) {
      const to = exchanged[node.operatorToken.getText(source)];
      const isText = [node.left, node.right].some(ts.isStringLiteralLike);
      if (to !== undefined && !isText) propose(node.operatorToken, to);
      if (to !== undefined && !isText && /^[+-]$/.test(node.operatorToken.getText(source))) {
        propose(node, `(${node.left.getText(source)})`);
      }
    }
    if (ts.isPrefixUnaryExpression(node)) {
      const { operator, operand } = node;
      const isSign = operator === ts.SyntaxKind.MinusToken;
      if (isSign || operator === ts.SyntaxKind.ExclamationToken) {
        propose(node, `(${operand.getText(source)})`);
      }
    }
    if (ts.isNumericLiteral(node)) propose(node, `(${node.text} + 1)`);
    if (ts.isBigIntLiteral(node)) propose(node, `(${node.text} + 1n)`);
    if (ts.isCallExpression(node)) {
      const { expression, arguments: args } = node;
      const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
      const to = namesakes[name.getText(source)];
      const isCore = to !== undefined && args.length === 2;
      if (isCore && ts.isPropertyAccessExpression(expression)) propose(name, to);
      if (/^negate$|^negative$/.test(name.getText(source)) && args.length === 1) {
        propose(node, `(${args[0]?.getText(source)})`);
      }
    }
    if (ts.isIfStatement(node)) {
      propose(node.expression, `!(${node.expression.getText(source)})`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Whether the innermost range around a place ran. */
function ran(ranges: readonly Range[], at: number): boolean {
  let innermost: Range | undefined;
  for (const range of ranges) {
    if (at < range.startOffset || at >= range.endOffset) continue;
    const size = range.endOffset - range.startOffset;
    if (innermost === undefined || size <= innermost.endOffset - innermost.startOffset) {
      innermost = range;
    }
  }
  return innermost !== undefined && innermost.count > 0;
}

/** What a run under NODE_V8_COVERAGE reached, by file of a folder. */
export function reached(coverage: string, folder: string): ReadonlyMap<string, readonly Range[]> {
  const ranges = new Map<string, Range[]>();
  for (const name of readdirSync(coverage)) {
    const { result } = JSON.parse(readFileSync(join(coverage, name), "utf8")) as {
      result: { url: string; functions: { ranges: Range[] }[] }[];
    };
    for (const { url, functions } of result) {
      if (!url.startsWith("file:")) continue;
      const file = relative(folder, fileURLToPath(url));
      if (file.startsWith("..")) continue;
      const all = functions.flatMap((each) => each.ranges);
      ranges.set(file, [...(ranges.get(file) ?? []), ...all]);
    }
  }
  return ranges;
}

/** The text with a mutant in it. */
export const withMutant = (text: string, { at, from, to }: SourceMutant): string =>
  text.slice(0, at) + to + text.slice(at + from.length);
