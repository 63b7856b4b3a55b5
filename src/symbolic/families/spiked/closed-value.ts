/**
 * Numbers made of Hermite coefficients of closed links, as quotients of closed forms.
 *
 * `c[j]`, `a[j]`, `b[j]` have closed forms where both links have; a sum over all degrees is finite
 * where one of the links is a polynomial. Two quotients N/D and N'/D' are equal iff N D' - N' D is
 * the empty form, which is what "equal" rests on.
 */
import { evaluateInteger, infinity } from "../../../model/bind/evaluate.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { substitute } from "../../../model/expression/substitute.ts";
import * as Q from "../../../model/rational.ts";
import * as E from "../../exact/enclosure.ts";
import {
  addForms,
  type ClosedForm,
  formOfScalar,
  multiplyForms,
  negateForm,
  oneForm,
  subtractForms,
  zeroForm,
} from "../../links/closed-form.ts";
import { expandLink } from "../../links/expand-link.ts";
import { quantityOfForm } from "../../links/quantity.ts";
import { oneScalar, scaleScalar } from "../../links/scalar.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { enclosureOf } from "./gaussian-mean.ts";

export interface ClosedQuotient {
  readonly numerator: ClosedForm;
  readonly denominator: ClosedForm;
}

export interface ClosedLinks {
  readonly student: Expression;
  readonly teacher: Expression;
}

/** Terms of a finite sum that are written out. */
const mostTerms = 200;

/**
 * The value of an expression without parameters.
 *
 * @throws NotDerivable naming the part without a closed form
 */
export function closedValue(e: Expression, links: ClosedLinks): ClosedQuotient {
  const inner = (part: Expression): ClosedQuotient => closedValue(part, links);
  switch (e.kind) {
    case "number":
      return whole(formOfRational(e.value));
    case "unary":
      if (e.operator === "-") return negated(inner(e.operand));
      break;
    case "binary":
      return combined(e.operator, inner(e.left), () => inner(e.right), e.right);
    case "indexed": {
      const degree = e.indices.length === 1 ? evaluateInteger(e.indices[0]!) : undefined;
      if (degree === undefined || degree < 0) break;
      return whole(coefficient(links, e.name, degree));
    }
    case "over":
      if (e.operator === "sum") return summed(e, links);
      break;
    case "call":
      if (e.name === "min" || e.name === "max") return extreme(e.name, e.args.map(inner));
      return whole(constantOf(e));
    case "name":
      return whole(constantOf(e));
  }
  throw new NotDerivable(`no closed form for an expression of the form ${e.kind}`);
}

/** The least or greatest of numbers whose enclosures tell which it is. */
function extreme(name: "min" | "max", values: readonly ClosedQuotient[]): ClosedQuotient {
  const wanted = name === "min" ? -1 : 1;
  const ends = values.map((value) => ({ value, enclosure: enclosedQuotient(value) }));
  const found = ends.find(({ enclosure: a }) =>
    ends.every(({ enclosure: b }) => {
      if (a === b) return true;
      const gap = a && b && E.signOf(E.subtract(a, b));
      return gap === wanted;
    }),
  );
  if (found === undefined) throw new NotDerivable(`a ${name} that the enclosures leave open`);
  return found.value;
}

/** Whether the two are one number, by algebra alone; `undefined` where that does not tell. */
export function areEqual(a: ClosedQuotient, b: ClosedQuotient): boolean | undefined {
  const left = multiplyForms(a.numerator, b.denominator);
  const right = multiplyForms(b.numerator, a.denominator);
  return subtractForms(left, right).length === 0 ? true : undefined;
}

/** The number, enclosed; `undefined` for a denominator that may be 0. */
export function enclosedQuotient({
  numerator,
  denominator,
}: ClosedQuotient): E.Enclosure | undefined {
  const [above, below] = [numerator, denominator].map((form) =>
    enclosureOf(quantityOfForm(form, new Map())),
  );
  return E.divide(above!, below!);
}

const whole = (numerator: ClosedForm): ClosedQuotient => ({ numerator, denominator: oneForm });

const formOfRational = (value: Q.Rational): ClosedForm =>
  value.num === 0n ? zeroForm : formOfScalar(scaleScalar(oneScalar, value));

const negated = ({ numerator, denominator }: ClosedQuotient): ClosedQuotient => ({
  numerator: negateForm(numerator),
  denominator,
});

function combined(
  operator: string,
  a: ClosedQuotient,
  later: () => ClosedQuotient,
  right: Expression,
): ClosedQuotient {
  if (operator === "^") {
    const exponent = evaluateInteger(right);
    if (exponent === undefined || exponent < 0 || exponent > 16) {
      throw new NotDerivable("a closed form of a power that is no small natural number");
    }
    const power = (form: ClosedForm): ClosedForm =>
      Array.from({ length: exponent }, () => form).reduce(multiplyForms, oneForm);
    return { numerator: power(a.numerator), denominator: power(a.denominator) };
  }
  const b = later();
  const across = multiplyForms(b.numerator, a.denominator);
  switch (operator) {
    case "+":
    case "-":
      return {
        numerator: addForms(
          multiplyForms(a.numerator, b.denominator),
          operator === "+" ? across : negateForm(across),
        ),
        denominator: multiplyForms(a.denominator, b.denominator),
      };
    case "*":
      return {
        numerator: multiplyForms(a.numerator, b.numerator),
        denominator: multiplyForms(a.denominator, b.denominator),
      };
    case "/":
      if (b.numerator.length === 0) throw new NotDerivable("a division by 0");
      return { numerator: multiplyForms(a.numerator, b.denominator), denominator: across };
    default:
      throw new NotDerivable(`no closed form of ${operator}`);
  }
}

function summed(e: Expression & { kind: "over" }, links: ClosedLinks): ClosedQuotient {
  const { domain, variable, body } = e;
  const from = domain.kind === "integers" ? evaluateInteger(domain.from) : undefined;
  if (domain.kind !== "integers" || from === undefined) {
    throw new NotDerivable("a sum over a set that is no range of numbers");
  }
  const to = infinity(domain.to) === 1 ? lastDegree(body, links) : evaluateInteger(domain.to);
  if (to === undefined || to - from > mostTerms) {
    throw new NotDerivable("a sum over degrees without an end: neither link is a polynomial");
  }
  let total = whole(zeroForm);
  for (let j = from; j <= to; j++) {
    const at: Expression = { kind: "number", value: Q.integer(j) };
    const term = closedValue(substitute(body, new Map([[variable, at]])), links);
    total = combined("+", total, () => term, at);
  }
  return total;
}

/** The degree after which a summand that has a coefficient of the links as a factor is 0. */
function lastDegree(body: Expression, links: ClosedLinks): number | undefined {
  if (body.kind === "indexed") return degreeOf(links, body.name);
  if (body.kind === "unary") return lastDegree(body.operand, links);
  if (body.kind !== "binary") return undefined;
  const [left, right] = [lastDegree(body.left, links), lastDegree(body.right, links)];
  if (body.operator === "/") return left;
  if (body.operator === "*") {
    return left === undefined || right === undefined ? (left ?? right) : Math.min(left, right);
  }
  return undefined;
}

function degreeOf({ student, teacher }: ClosedLinks, name: string): number | undefined {
  const [a, b] = [student, teacher].map((link) => {
    const expansion = expandLink(link, "z", 0);
    return expansion.kind === "expansion" ? expansion.polynomialDegree : undefined;
  });
  if (name === "a") return a;
  if (name === "b") return b;
  if (name !== "c") return undefined;
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

function coefficient(links: ClosedLinks, name: string, degree: number): ClosedForm {
  if (name === "a") return ofLink(links.student, degree);
  if (name === "b") return ofLink(links.teacher, degree);
  if (name !== "c") throw new NotDerivable(`no closed form of ${name}[${degree}]`);
  return multiplyForms(ofLink(links.student, degree), ofLink(links.teacher, degree));
}

const known = new WeakMap<Expression, readonly ClosedForm[]>();

function ofLink(link: Expression, degree: number): ClosedForm {
  const before = known.get(link);
  if (before !== undefined && degree < before.length) return before[degree]!;
  const expansion = expandLink(link, "z", Math.max(12, degree));
  if (expansion.kind !== "expansion") throw new NotDerivable(`a link: ${expansion.reason}`);
  const forms = expansion.coefficients.flatMap(({ exact }) => (exact === undefined ? [] : [exact]));
  if (forms.length < expansion.coefficients.length) {
    throw new NotDerivable("a link without closed forms of its coefficients");
  }
  known.set(link, forms);
  return forms[degree]!;
}

/** A constant such as `sqrt(pi)`: a link that does not mention z. */
function constantOf(e: Expression): ClosedForm {
  const expansion = expandLink(e, "z", 0);
  const exact = expansion.kind === "expansion" ? expansion.coefficients[0]?.exact : undefined;
  if (exact === undefined) throw new NotDerivable("a number without a closed form");
  return exact;
}
