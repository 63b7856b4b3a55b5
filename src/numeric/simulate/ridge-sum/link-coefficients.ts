/**
 * The Hermite coefficients of a model's links as names of the language: a[p] of the student's link,
 * b[p] of the teacher's, c[p] = a[p] b[p], and the information exponent s.
 */
import type { Environment } from "../../evaluate/environment.ts";
import { hermiteCoefficient } from "../../link/hermite-coefficient.ts";
import type { Link } from "../../link.ts";
import { type Measured, measured, product } from "../../measured.ts";

interface Links {
  readonly student: Link;
  readonly teacher: Link;
}

/** Degrees in which an information exponent is looked for. */
const highestDegree = 30;

/** The names `a`, `b`, `c` and `s`, and up to which degree they are not 0 by the form of a link. */
export function linkNames(
  links: Links,
): Required<Pick<Environment, "name" | "indexed" | "lastIndex">> {
  return {
    name: (name) => (name === "s" ? informationExponent(links) : undefined),
    indexed: (name, [p, ...others]) =>
      p === undefined || others.length > 0 ? undefined : coefficient(links, name, p),
    lastIndex: (name) => lastDegree(links, name),
  };
}

/** Coefficients of the student's link, the teacher's, and their product. */
function coefficient(links: Links, name: string, degree: number): Measured | undefined {
  const a = (): Measured => hermiteCoefficient(links.student, degree);
  const b = (): Measured => hermiteCoefficient(links.teacher, degree);
  if (name === "a") return a();
  if (name === "b") return b();
  return name === "c" ? product(a(), b()) : undefined;
}

function lastDegree({ student, teacher }: Links, name: string): number | undefined {
  if (name === "a") return student.degree;
  if (name === "b") return teacher.degree;
  if (name !== "c") return undefined;
  const degrees = [student.degree, teacher.degree].filter((degree) => degree !== undefined);
  return degrees.length === 0 ? undefined : Math.min(...degrees);
}

/**
 * The least p >= 1 with c_p = a_p b_p not 0. What is within its error of 0 counts as 0, which no
 * quadrature can show: an estimate.
 */
function informationExponent(links: Links): Measured | undefined {
  for (let p = 1; p <= highestDegree; p++) {
    const c = coefficient(links, "c", p);
    if (c !== undefined && Math.abs(c.value) > c.error) return measured(p, 0, "estimate");
  }
  return undefined;
}
