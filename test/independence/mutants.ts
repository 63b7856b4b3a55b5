/**
 * Source mutants of the built program: one small mistake each, wherever it can be put.
 *
 * Operators exchanged, signs and terms dropped, numbers off by one, conditions turned, sums for
 * products. Sites are found in the syntax tree of a built file; which of them a run comes by is
 * read off the counts of V8.
 */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
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

/** The mutants of a file. */
export function mutantsOf(file: string, text: string): SourceMutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const found: SourceMutant[] = [];
  const propose = (from: ts.Node, to: string): void => {
    const at = from.getStart(source);
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

/** A range of a file with how often it ran. */
interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/**
 * Whether the place of a mutant ran, from counts of V8 in a file: that of the innermost range
 * around it.
 */
export function reachedIn(counts: string, dist: string): (mutant: SourceMutant) => boolean {
  const { result } = JSON.parse(readFileSync(counts, "utf8")) as {
    result: { url: string; functions: { ranges: Range[] }[] }[];
  };
  const painted = new Map<string, Int32Array>();
  for (const { url, functions } of result) {
    const ranges = functions.flatMap((each) => each.ranges);
    const length = Math.max(0, ...ranges.map(({ endOffset }) => endOffset));
    const size = ({ startOffset, endOffset }: Range): number => endOffset - startOffset;
    const ran = new Int32Array(length);
    for (const range of ranges.toSorted((a, b) => size(b) - size(a))) {
      ran.fill(range.count, range.startOffset, range.endOffset);
    }
    painted.set(relative(dist, fileURLToPath(url)), ran);
  }
  return ({ file, at }) => (painted.get(file)?.[at] ?? 0) > 0;
}

/** The text with a mutant in it. */
export const withMutant = (text: string, { at, from, to }: SourceMutant): string =>
  text.slice(0, at) + to + text.slice(at + from.length);
