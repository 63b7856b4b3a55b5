/**
 * Printing expressions: text that parses back to the same tree.
 *
 * Brackets are written where the grammar needs them and nowhere else.
 */
import { formatRational, type Rational } from "../rational.ts";
import type { Binary, Domain, Expression } from "./expression.ts";

/** How tightly each construction binds, as the grammar has it. */
const binds = { iff: 1, or: 2, and: 3, not: 4, relation: 5, sum: 6, product: 7, sign: 8, power: 9 };
const atom = 10;

const bindsOf: Readonly<Record<Binary["operator"], number>> = {
  implies: binds.iff,
  iff: binds.iff,
  or: binds.or,
  and: binds.and,
  "+": binds.sum,
  "-": binds.sum,
  "*": binds.product,
  "/": binds.product,
  "^": binds.power,
};

/**
 * An expression as it is written in a spec.
 *
 * A number that no decimal equals is written as a quotient, and the value of a whole expression at
 * a time as `at(e, t = T)`; these parse back to trees of the same meaning.
 *
 * @example formatExpression(the tree of "( p-2 )/(k+p-2)") // "(p - 2)/(k + p - 2)"
 */
export function formatExpression(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return formatNumber(expression.value);
    case "name":
      return expression.name;
    case "indexed":
      return `${expression.name}[${list(expression.indices)}]`;
    case "at-time": {
      const { of, time } = expression;
      const short = of.kind === "name" || of.kind === "indexed";
      const [what, when] = [formatExpression(of), formatExpression(time)];
      return short ? `${what}(${when})` : `at(${what}, t = ${within(time, binds.sum)})`;
    }
    case "call":
      return `${expression.name}(${list(expression.args)})`;
    case "range":
      return `${within(expression.from, binds.sum)}..${within(expression.to, binds.sum)}`;
    case "over": {
      const { operator, variable, domain, body } = expression;
      return `${operator}(${variable} in ${formatDomain(domain)}, ${formatExpression(body)})`;
    }
    case "over-states":
      return `${expression.operator}(${expression.set}, ${formatExpression(expression.body)})`;
    case "unary":
      return expression.operator === "not"
        ? `not ${within(expression.operand, binds.relation)}`
        : `-${within(expression.operand, binds.sign)}`;
    case "binary":
      return formatBinary(expression);
    case "comparison":
      return expression.operands
        .map((operand, i) => {
          const text = within(operand, binds.sum);
          return i === 0 ? text : `${expression.operators[i - 1]} ${text}`;
        })
        .join(" ");
  }
}

/** A domain as it is written in a spec. */
export function formatDomain(domain: Domain): string {
  switch (domain.kind) {
    case "integers":
      return `${within(domain.from, binds.sum)}..${within(domain.to, binds.sum)}`;
    case "reals":
      return formatReals(domain);
    case "values":
      return `[${domain.values.map((value) => within(value, binds.sum)).join(", ")}]`;
    case "words":
      return `[${domain.values.join(", ")}]`;
    case "tied":
      return formatExpression(domain.value);
    case "subsets":
      return `subsets(${formatExpression(domain.of)})`;
  }
}

function formatReals({ lower, upper }: Domain & { readonly kind: "reals" }): string {
  const low = lower && within(lower.value, binds.sum);
  const high = upper && ` ${upper.open ? "<" : "<="} ${within(upper.value, binds.sum)}`;
  if (lower !== undefined && upper === undefined) return `real ${lower.open ? ">" : ">="} ${low}`;
  return `${lower === undefined ? "" : `${low} ${lower.open ? "<" : "<="} `}real${high ?? ""}`;
}

function formatBinary({ operator, left, right }: Binary): string {
  const own = bindsOf[operator];
  if (operator === "^") return `${within(left, atom)}^${within(right, binds.sign)}`;
  const tight = operator === "*" || operator === "/";
  const sign = tight ? operator : ` ${operator} `;
  return `${within(left, own)}${sign}${within(right, own + 1)}`;
}

const list = (expressions: readonly Expression[]): string =>
  expressions.map(formatExpression).join(", ");

/** The text of an expression where something that binds at least this tightly must stand. */
function within(expression: Expression, least: number): string {
  const text = formatExpression(expression);
  return tightness(expression) >= least ? text : `(${text})`;
}

function tightness(expression: Expression): number {
  switch (expression.kind) {
    case "binary":
      return bindsOf[expression.operator];
    case "comparison":
      return binds.relation;
    case "unary":
      return expression.operator === "not" ? binds.not : binds.sign;
    case "number": {
      const text = formatNumber(expression.value);
      if (text.includes("/")) return binds.product;
      return text.startsWith("-") ? binds.sign : atom;
    }
    case "range":
      return 0;
    default:
      return atom;
  }
}

/** A decimal where one is exact, else a quotient. */
function formatNumber(value: Rational): string {
  if (value.den === 1n && value.num < 10n ** 20n) return formatRational(value);
  let [rest, places, digits] = [value.den, 0, value.num];
  while (rest % 10n === 0n) [rest, places] = [rest / 10n, places + 1];
  while (rest % 2n === 0n) [rest, places, digits] = [rest / 2n, places + 1, digits * 5n];
  while (rest % 5n === 0n) [rest, places, digits] = [rest / 5n, places + 1, digits * 2n];
  if (rest !== 1n) return formatRational(value);
  while (digits !== 0n && digits % 10n === 0n) [digits, places] = [digits / 10n, places - 1];
  const text = `${digits < 0n ? -digits : digits}`;
  const sign = digits < 0n ? "-" : "";
  if (places <= 0) return `${sign}${text}e${-places}`;
  if (places > 40) return `${sign}${text}e-${places}`;
  const padded = text.padStart(places + 1, "0");
  return `${sign}${padded.slice(0, -places)}.${padded.slice(-places)}`;
}
