/** A link from its text, for these tests. */
import type { Expression } from "../../../src/model/expression/expression.ts";
import { parseExpression } from "../../../src/model/expression/parse.ts";

/** The tree of a text of the spec language. @throws SyntaxError at the first problem */
export function parseLink(text: string): Expression {
  const parsed = parseExpression(text);
  if (parsed.ok) return parsed.value;
  throw new SyntaxError(`${text}: expected ${parsed.problem.expected}, got ${parsed.problem.got}`);
}
