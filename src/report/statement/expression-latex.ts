/**
 * Expressions of the spec language as LaTeX, without delimiters.
 */
import type {
  Binary,
  Domain,
  Expression,
  Over,
  Relation,
} from "../../model/expression/expression.ts";
import type { Rational } from "../../model/rational.ts";
import { latexName } from "../../symbolic/term/format.ts";

/** How tightly each construction binds. */
const binds = { logic: 1, not: 2, relation: 3, sum: 4, product: 5, sign: 6, power: 7, atom: 8 };

/** @example the tree of "(p - 2)/(k + p - 2)" gives \frac{p - 2}{k + p - 2} */
export function latexOfExpression(e: Expression): string {
  switch (e.kind) {
    case "number":
      return latexOfNumber(e.value);
    case "name":
      return nameLatex(e.name);
    case "indexed":
      return `{${nameLatex(e.name)}}_{${list(e.indices)}}`;
    case "at-time": {
      const isShort = e.of.kind === "name" || e.of.kind === "indexed";
      const time = latexOfExpression(e.time);
      return isShort
        ? `${latexOfExpression(e.of)}(${time})`
        : `\\left.${latexOfExpression(e.of)}\\right|_{t = ${time}}`;
    }
    case "call":
      return callLatex(e.name, e.args);
    case "range":
      return `${latexOfExpression(e.from)}, \\ldots, ${latexOfExpression(e.to)}`;
    case "over":
      return overLatex(e);
    case "over-states":
      return `${operatorLatex[e.operator] ?? word(e.operator)}_{\\text{${plain(e.set)}}} ${within(e.body, binds.relation)}`;
    case "unary":
      return e.operator === "not"
        ? `\\lnot ${within(e.operand, binds.atom)}`
        : `-${within(e.operand, binds.product)}`;
    case "binary":
      return binaryLatex(e);
    case "comparison":
      return e.operands
        .map((operand, i) => {
          const text = within(operand, binds.sum);
          return i === 0 ? text : `${relations[e.operators[i - 1]!]} ${text}`;
        })
        .join(" ");
  }
}

/** What a letter ranges over. @param letter as LaTeX @example \beta \in [0, 1) */
export function latexOfMembership(letter: string, domain: Domain): string {
  switch (domain.kind) {
    case "integers":
      return isInfinite(domain.to)
        ? `${letter} \\in \\mathbb{Z}_{\\ge ${latexOfExpression(domain.from)}}`
        : `${letter} \\in \\{${latexOfExpression(domain.from)}, \\ldots, ${latexOfExpression(domain.to)}\\}`;
    case "reals": {
      const { lower, upper } = domain;
      if (lower === undefined && upper === undefined) return `${letter} \\in \\mathbb{R}`;
      if (upper === undefined && lower !== undefined) {
        return `${letter} ${lower.open ? ">" : "\\ge"} ${latexOfExpression(lower.value)}`;
      }
      if (lower === undefined && upper !== undefined) {
        return `${letter} ${upper.open ? "<" : "\\le"} ${latexOfExpression(upper.value)}`;
      }
      const low = lower === undefined ? "" : latexOfExpression(lower.value);
      const high = upper === undefined ? "" : latexOfExpression(upper.value);
      return `${letter} \\in ${lower?.open ? "(" : "["}${low}, ${high}${upper?.open ? ")" : "]"}`;
    }
    case "values":
      return `${letter} \\in \\{${list(domain.values)}\\}`;
    case "words":
      return `${letter} \\in \\{${domain.values.map((value) => `\\text{${plain(value)}}`).join(", ")}\\}`;
    case "tied":
      return `${letter} = ${latexOfExpression(domain.value)}`;
    case "subsets":
      return `\\emptyset \\ne ${letter} \\subseteq \\{${latexOfExpression(domain.of)}\\}`;
  }
}

const isInfinite = (e: Expression): boolean => e.kind === "name" && e.name === "oo";

const relations: Readonly<Record<Relation, string>> = {
  "=": "=",
  "!=": "\\ne",
  "<": "<",
  "<=": "\\le",
  ">": ">",
  ">=": "\\ge",
};

const logic: Readonly<Partial<Record<Binary["operator"], string>>> = {
  and: "\\land",
  or: "\\lor",
  implies: "\\Rightarrow",
  iff: "\\Leftrightarrow",
};

function binaryLatex({ operator, left, right }: Binary): string {
  switch (operator) {
    case "/":
      return `\\frac{${latexOfExpression(left)}}{${latexOfExpression(right)}}`;
    case "^":
      return `{${within(left, binds.atom)}}^{${latexOfExpression(right)}}`;
    case "*": {
      const [a, b] = [
        within(left, isNegative(left) ? binds.sum : binds.product),
        within(right, isSum(right) ? binds.product : binds.sign),
      ];
      return /^[-0-9]/.test(b) ? `${a} \\cdot ${b}` : `${a} \\, ${b}`;
    }
    case "+":
    case "-":
      return `${within(left, binds.sum)} ${operator} ${within(right, binds.product)}`;
    default:
      return `${within(left, binds.not)} ${logic[operator]} ${within(right, binds.not)}`;
  }
}

/** A sum or product over a letter, which may end a product. */
const isSum = (e: Expression): boolean =>
  e.kind === "over" && (e.operator === "sum" || e.operator === "product");

/** Whether a minus stands first, which a product may begin with. */
const isNegative = (e: Expression): boolean => e.kind === "unary" && e.operator === "-";

const operatorLatex: Readonly<Record<string, string>> = {
  sum: "\\sum",
  product: "\\prod",
  all: "\\forall",
  some: "\\exists",
  count: "\\#",
  min: "\\min",
  max: "\\max",
};

function overLatex({ operator, variable, domain, body }: Over): string {
  const letter = nameLatex(variable);
  const members = latexOfMembership(letter, domain);
  switch (operator) {
    case "sum":
    case "product": {
      const sign = operatorLatex[operator];
      return domain.kind === "integers"
        ? `${sign}_{${letter} = ${latexOfExpression(domain.from)}}^{${latexOfExpression(domain.to)}} ${within(body, binds.product)}`
        : `${sign}_{${members}} ${within(body, binds.product)}`;
    }
    case "all":
    case "some":
      return `${operatorLatex[operator]}\\, ${members} \\colon ${within(body, binds.not)}`;
    case "count":
      return `\\#\\{${members} \\colon ${latexOfExpression(body)}\\}`;
    case "min":
    case "max":
      return `${operatorLatex[operator]}_{${members}} ${within(body, binds.product)}`;
    case "least":
    case "greatest":
    case "root":
      return `${word(operator)}\\{${members} \\colon ${latexOfExpression(body)}\\}`;
  }
}

/** Functions that mathematics writes in a way of its own. */
const written: Readonly<Record<string, (args: readonly string[]) => string>> = {
  sqrt: ([x = ""]) => `\\sqrt{${x}}`,
  abs: ([x = ""]) => `\\left|${x}\\right|`,
  norm: ([x = ""]) => `\\left\\|${x}\\right\\|`,
  floor: ([x = ""]) => `\\lfloor ${x} \\rfloor`,
  ceil: ([x = ""]) => `\\lceil ${x} \\rceil`,
  dot: ([x = "", y = ""]) => `\\langle ${x}, ${y} \\rangle`,
  inner: ([f = "", g = ""]) => `\\langle ${f}, ${g} \\rangle`,
  factorial: ([x = ""]) => `(${x})!`,
  binomial: ([n = "", k = ""]) => `\\binom{${n}}{${k}}`,
  h: ([p = "", x = ""]) => `h_{${p}}(${x})`,
  He: ([p = "", x = ""]) => `\\mathrm{He}_{${p}}(${x})`,
  Phi: ([x = ""]) => `\\Phi(${x})`,
  asin: ([x = ""]) => `\\arcsin\\left(${x}\\right)`,
  acos: ([x = ""]) => `\\arccos\\left(${x}\\right)`,
  atan: ([x = ""]) => `\\arctan\\left(${x}\\right)`,
  inverse: ([x = ""]) => `{\\left(${x}\\right)}^{-1}`,
  transpose: ([x = ""]) => `{\\left(${x}\\right)}^{\\top}`,
  probability: ([event = ""]) => `\\mathbb{P}\\left(${event}\\right)`,
  rate: ([x = ""]) => `\\frac{d}{dt}\\left(${x}\\right)`,
  diff: ([f = "", x = ""]) => `\\frac{\\partial}{\\partial ${x}}\\left(${f}\\right)`,
  hitting: ([event = ""]) => `\\inf\\{t \\colon ${event}\\}`,
  always: ([event = ""]) => `\\forall t \\ge 0 \\colon ${event}`,
  eventually: ([event = ""]) => `\\exists t \\ge 0 \\colon ${event}`,
  if: ([test = "", yes = "", no = ""]) =>
    `\\begin{cases} ${yes} & \\text{if } ${test} \\\\ ${no} & \\text{otherwise} \\end{cases}`,
};

/** Those of them that bind no tighter than a product, or than a sentence. */
const loose: Readonly<Record<string, number>> = {
  rate: binds.sign,
  diff: binds.sign,
  if: binds.sign,
  always: binds.logic,
  eventually: binds.logic,
};

const operators: ReadonlySet<string> = new Set(
  "exp log sin cos tan sinh cosh tanh min max det".split(" "),
);

function callLatex(name: string, args: readonly Expression[]): string {
  const texts = args.map(latexOfExpression);
  const own = written[name];
  if (own !== undefined) return own(texts);
  const head = operators.has(name) ? `\\${name}` : name.length === 1 ? name : word(name);
  return `${head}\\left(${texts.join(", ")}\\right)`;
}

function nameLatex(name: string): string {
  if (name === "oo") return "\\infty";
  if (name === "phi") return "\\varphi";
  return name.includes("_") && !/^[A-Za-z]+_[A-Za-z0-9]$/.test(name) ? word(name) : latexName(name);
}

const word = (name: string): string => `\\operatorname{${plain(name)}}`;
const plain = (name: string): string => name.replaceAll("_", "\\_");

const list = (all: readonly Expression[]): string => all.map(latexOfExpression).join(", ");

function within(e: Expression, least: number): string {
  const text = latexOfExpression(e);
  return tightness(e) >= least ? text : `\\left(${text}\\right)`;
}

function tightness(e: Expression): number {
  switch (e.kind) {
    case "binary":
      switch (e.operator) {
        case "+":
        case "-":
          return binds.sum;
        case "*":
          return isNegative(e.left) ? binds.sum : binds.product;
        case "/":
        case "^":
          return e.operator === "/" ? binds.sign : binds.power;
        default:
          return binds.logic;
      }
    case "comparison":
      return binds.relation;
    case "unary":
      return e.operator === "not" ? binds.not : binds.sum;
    case "over":
      return e.operator === "sum" || e.operator === "product" ? binds.product : binds.logic;
    case "number":
      return e.value.num < 0n ? binds.sum : e.value.den === 1n ? binds.atom : binds.sign;
    case "range":
      return 0;
    case "call":
      return loose[e.name] ?? binds.atom;
    default:
      return binds.atom;
  }
}

function latexOfNumber({ num, den }: Rational): string {
  if (den === 1n) {
    const [, digits = "", zeros = ""] = /^(-?[0-9]+?)(0{5,})?$/.exec(`${num}`) ?? [];
    const factor = digits === "1" ? "" : `${digits} \\cdot `;
    return zeros === "" ? `${num}` : `${factor}10^{${zeros.length}}`;
  }
  return `${num < 0n ? "-" : ""}\\frac{${num < 0n ? -num : num}}{${den}}`;
}
