/**
 * The grammar of domains: `3..oo`, `0 <= real < 1`, `subsets(1..k)`, `[1, 2]`.
 *
 * The readers of expressions are handed in, since binders stand in expressions and ends of domains
 * are expressions.
 */
import type { Cursor } from "./cursor.ts";
import type { Bound, Domain, Expression } from "./expression.ts";
import { SyntaxProblem } from "./problem.ts";

export interface ExpressionReaders {
  readonly sum: (cursor: Cursor) => Expression;
  /** Given where a lone expression is a domain too: the value that a parameter is tied to. */
  readonly tied?: (cursor: Cursor) => Expression;
}

/** Reads a domain. @throws SyntaxProblem where the text leaves the grammar. */
export function readDomain(cursor: Cursor, { sum, tied }: ExpressionReaders): Domain {
  const first = cursor.peek();
  if (first.kind === "name" && first.text === "real") return readReals(cursor, sum);
  if (first.kind === "name" && first.text === "subsets") return readSubsets(cursor, sum);
  if (first.kind === "symbol" && first.text === "[") return readValues(cursor, sum);

  // A lone value may be any expression, so where one is allowed it is read to its end first.
  const low = sum(cursor);
  if (cursor.accept("..") !== undefined) {
    return { kind: "integers", from: low, to: sum(cursor) };
  }
  const relation = cursor.peek();
  if (relation.text === "<" || relation.text === "<=") {
    cursor.take();
    if (cursor.peek().text === "real") {
      return readReals(cursor, sum, { value: low, open: relation.text === "<" });
    }
    throw new SyntaxProblem({
      offset: cursor.peek().start,
      expected: "real in the middle of an interval",
      got: cursor.peek().text || "nothing",
      cure: "Write 0 <= real < 1.",
    });
  }
  if (relation.text === ">" || relation.text === ">=") {
    throw new SyntaxProblem({
      offset: relation.start,
      expected: "an interval that begins at its lower end",
      got: relation.text,
      cure: "Write 0 <= real < 1.",
    });
  }
  if (tied !== undefined) return { kind: "tied", value: low };
  throw new SyntaxProblem({
    offset: relation.start,
    expected: "a domain",
    got: relation.text || "nothing",
    cure: "Write a range 1..k, an interval 0 < real < 1 or subsets(1..k).",
  });
}

function readReals(cursor: Cursor, sum: ExpressionReaders["sum"], lower?: Bound): Domain {
  cursor.take();
  const relation = cursor.peek();
  const low = lower === undefined ? {} : { lower };
  if (relation.text === "<" || relation.text === "<=") {
    cursor.take();
    return { kind: "reals", ...low, upper: { value: sum(cursor), open: relation.text === "<" } };
  }
  if ((relation.text === ">" || relation.text === ">=") && lower === undefined) {
    cursor.take();
    return { kind: "reals", lower: { value: sum(cursor), open: relation.text === ">" } };
  }
  return { kind: "reals", ...low };
}

function readSubsets(cursor: Cursor, sum: ExpressionReaders["sum"]): Domain {
  cursor.take();
  const opening = cursor.expect("(");
  const from = sum(cursor);
  cursor.expect("..");
  const to = sum(cursor);
  cursor.expect(")", opening);
  return { kind: "subsets", of: { kind: "range", from, to } };
}

function readValues(cursor: Cursor, sum: ExpressionReaders["sum"]): Domain {
  const opening = cursor.take();
  const values = [sum(cursor)];
  while (cursor.accept(",") !== undefined) values.push(sum(cursor));
  cursor.expect("]", opening);
  return { kind: "values", values };
}
