/**
 * A small reader of links for these tests alone: numbers, names, calls, + - * / ^, comparisons,
 * `sum(p in 1..3, e)`. It knows no more than the grammar of the spec language that links use.
 */
import type { Expression, Relation } from "../../../src/model/expression/expression.ts";
import { rationalOfDecimal } from "../../../src/model/rational.ts";

export function parseLink(text: string): Expression {
  const tokens = text.match(/\d+(?:\.(?!\.)\d+)?(?:e-?\d+)?|\w+|<=|>=|!=|\.\.|\S/g) ?? [];
  let at = 0;
  const take = (token: string): boolean => {
    if (tokens[at] !== token) return false;
    at++;
    return true;
  };
  const need = (token: string): void => {
    if (!take(token)) throw new SyntaxError(`${text}: expected ${token}, got ${tokens[at]}`);
  };
  const binary = (
    operator: "+" | "-" | "*" | "/" | "^" | "and" | "or",
    left: Expression,
    right: Expression,
  ): Expression => ({ kind: "binary", operator, left, right });

  function logical(): Expression {
    let left = relation();
    for (;;) {
      if (take("and")) left = binary("and", left, relation());
      else if (take("or")) left = binary("or", left, relation());
      else return left;
    }
  }
  function relation(): Expression {
    if (take("not")) return { kind: "unary", operator: "not", operand: relation() };
    const operands = [sum()];
    const operators: Relation[] = [];
    for (const r of ["<=", ">=", "!=", "<", ">", "="] as const) {
      if (take(r)) {
        operators.push(r);
        operands.push(sum());
      }
    }
    return operators.length === 0 ? operands[0]! : { kind: "comparison", operators, operands };
  }
  function sum(): Expression {
    let left = productOf();
    for (;;) {
      if (take("+")) left = binary("+", left, productOf());
      else if (take("-")) left = binary("-", left, productOf());
      else return left;
    }
  }
  function productOf(): Expression {
    let left = unary();
    for (;;) {
      if (take("*")) left = binary("*", left, unary());
      else if (take("/")) left = binary("/", left, unary());
      else return left;
    }
  }
  function unary(): Expression {
    if (take("-")) return { kind: "unary", operator: "-", operand: unary() };
    const base = atom();
    return take("^") ? binary("^", base, unary()) : base;
  }
  function atom(): Expression {
    const token = tokens[at++];
    if (token === undefined) throw new SyntaxError(`${text}: ends early`);
    if (token === "(") {
      const inner = logical();
      need(")");
      return inner;
    }
    const value = rationalOfDecimal(token);
    if (value !== undefined) return { kind: "number", value };
    if (!take("(")) return { kind: "name", name: token };
    if (tokens[at + 1] === "in") return over(token);
    const args: Expression[] = [];
    while (!take(")")) {
      args.push(logical());
      take(",");
    }
    return { kind: "call", name: token, args };
  }
  function over(operator: string): Expression {
    const variable = tokens[at]!;
    at += 2;
    const from = sum();
    need("..");
    const to = sum();
    need(",");
    const body = sum();
    need(")");
    const domain = { kind: "integers", from, to } as const;
    return { kind: "over", operator: operator as "sum", variable, domain, body };
  }

  const whole = logical();
  if (at < tokens.length) throw new SyntaxError(`${text}: ${tokens[at]} left over`);
  return whole;
}
