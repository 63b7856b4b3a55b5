/**
 * An expression without parameters as a derived number: its closed form, its value, and whether an
 * answer is the same number.
 */
import type { Expression } from "../../../model/expression/expression.ts";
import { formatRational } from "../../../model/rational.ts";
import { type Equation, positiveReal } from "../../equation.ts";
import type { ClosedForm } from "../../links/closed-form.ts";
import { formatForm } from "../../links/closed-form-text.ts";
import type { Derived } from "../../prediction.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import {
  areEqual,
  type ClosedLinks,
  type ClosedQuotient,
  closedValue,
  enclosedQuotient,
} from "./closed-value.ts";

/** @throws NotDerivable where the expression has no closed form, or a denominator that may be 0. */
export function closedNumber(
  of: Expression,
  links: ClosedLinks,
): Derived & { readonly kind: "closed-number" } {
  const value = closedValue(of, links);
  const enclosure = enclosedQuotient(value);
  if (enclosure === undefined) throw new NotDerivable("a quotient whose denominator may be 0");
  return {
    kind: "closed-number",
    text: `(${formatForm(value.numerator)})/(${formatForm(value.denominator)})`,
    value: enclosure,
    equals: (answer) => {
      const claimed = closedValue(answer, links);
      if (enclosedQuotient(claimed) === undefined || areEqual(value, claimed) !== true) {
        return undefined;
      }
      const equation = acrossEquation(value, claimed);
      return equation === undefined ? {} : { equation };
    },
  };
}

/** N D' = N' D, with the square root of pi as a letter: it is transcendental. */
function acrossEquation(a: ClosedQuotient, b: ClosedQuotient): Equation | undefined {
  const texts = [a.numerator, b.denominator, b.numerator, a.denominator].map(textOf);
  const [n, d, n2, d2] = texts;
  if (n === undefined || d === undefined || n2 === undefined || d2 === undefined) return undefined;
  return {
    left: `(${n})*(${d})`,
    right: `(${n2})*(${d2})`,
    letters: [positiveReal("root_pi")],
    positive: [],
  };
}

/** A form without exponentials and functions, as arithmetic; `undefined` for another. */
function textOf(form: ClosedForm): string | undefined {
  if (form.some(({ exponent, atoms }) => exponent.length > 0 || atoms.length > 0)) return undefined;
  const parts = form.flatMap(({ factor }) =>
    factor.map(({ r, n, m }) => `(${formatRational(r)})*sqrt(${n})*root_pi^(${m})`),
  );
  return parts.length === 0 ? "0" : parts.join(" + ");
}
