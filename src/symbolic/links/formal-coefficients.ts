/**
 * Hermite coefficients as formal expressions: f -> E[f h_p] is linear, so that what a link
 * subtracts of itself vanishes whatever the numbers are. In f = g - hermite(g, 1)*z the
 * coefficient of degree 1 is E[g h_1] - E[g h_1] = 0, also where g has no closed form.
 *
 * A link is read as a sum of constants times z^n, h_n(z) or parts that are not read further. The
 * coefficients of those, and constants outside of the scalars, are symbols: two equal ones are the
 * same number, and nothing else is known of them but parity. A polynomial in symbols that vanishes
 * is 0; one that does not may be 0 all the same.
 */
import { integer, isInteger } from "../../model/rational.ts";
import { inverseRootFactorial } from "./hermite.ts";
import { isConstantTree, type LinkTree } from "./link-tree.ts";
import { linkParity } from "./reflection-parity.ts";
import {
  addScalars,
  invertScalar,
  multiplyScalars,
  negateScalar,
  oneScalar,
  piScalar,
  type Scalar,
  scalarOfRational,
  scaleScalar,
  sqrtOfRational,
} from "./scalar.ts";

/** A polynomial in symbols: the coefficient of each product of them, in order of the alphabet. */
type Formal = ReadonlyMap<string, Scalar>;

/** Whether E[f h_p] is 0 by linearity and parity alone. */
export const vanishesFormally = (tree: LinkTree, p: number): boolean =>
  coefficientOf(tree, p).size === 0;

/** E[tree h_p]. */
function coefficientOf(tree: LinkTree, p: number): Formal {
  if (isConstantTree(tree)) return p === 0 ? constantOf(tree) : zero;
  switch (tree.kind) {
    case "variable":
      return p === 1 ? one : zero;
    case "hermite":
      if (tree.of.kind !== "variable") break;
      if (tree.degree !== p) return zero;
      return tree.monic ? number(invertScalar(inverseRootFactorial(p))!) : one;
    case "binary": {
      const { operator, left, right } = tree;
      if (operator === "+") return add(coefficientOf(left, p), coefficientOf(right, p));
      if (operator === "-") return add(coefficientOf(left, p), negate(coefficientOf(right, p)));
      if (operator === "*" && isConstantTree(left)) {
        return multiply(constantOf(left), coefficientOf(right, p));
      }
      if (operator === "*" && isConstantTree(right)) {
        return multiply(coefficientOf(left, p), constantOf(right));
      }
      if (operator === "/" && isConstantTree(right)) {
        const inverse = inverted(constantOf(right));
        if (inverse !== undefined) return multiply(coefficientOf(left, p), inverse);
      }
      const power = operator === "^" ? powerOfVariable(left, right) : undefined;
      if (power !== undefined) return number(monomialCoefficient(power, p));
      break;
    }
    default:
      break;
  }
  const parity = linkParity(tree);
  const isOpposite = parity !== undefined && (parity === "odd") !== (p % 2 === 1);
  return isOpposite ? zero : symbol(`E[${keyOf(tree)} h_${p}]`);
}

function constantOf(tree: LinkTree): Formal {
  switch (tree.kind) {
    case "constant":
      return number(scalarOfRational(tree.value));
    case "pi":
      return number(piScalar);
    case "coefficient":
      return coefficientOf(tree.of, tree.degree);
    case "call":
      if (tree.name === "sqrt" && tree.of.kind === "constant" && tree.of.value.num >= 0n) {
        return number(sqrtOfRational(tree.of.value));
      }
      break;
    case "binary": {
      const [left, right] = [constantOf(tree.left), constantOf(tree.right)];
      if (tree.operator === "+") return add(left, right);
      if (tree.operator === "-") return add(left, negate(right));
      if (tree.operator === "*") return multiply(left, right);
      const inverse = tree.operator === "/" ? inverted(right) : undefined;
      if (inverse !== undefined) return multiply(left, inverse);
      break;
    }
    default:
      break;
  }
  return symbol(keyOf(tree));
}

/** n for z^n. */
function powerOfVariable(base: LinkTree, exponent: LinkTree): number | undefined {
  if (base.kind !== "variable" || exponent.kind !== "constant") return undefined;
  const { value } = exponent;
  return isInteger(value) && value.num >= 0n && value.num <= 200n ? Number(value.num) : undefined;
}

/** E[z^n h_p] = n! / (2^j j! p!) sqrt(p!) with n - p = 2 j [DLMF, Eq. 18.18.20]. */
function monomialCoefficient(n: number, p: number): Scalar {
  if (p > n || (n - p) % 2 === 1) return [];
  const j = (n - p) / 2;
  const count = integer(factorial(n) / (2n ** BigInt(j) * factorial(j)));
  return scaleScalar(inverseRootFactorial(p), count);
}

function factorial(n: number): bigint {
  let product = 1n;
  for (let i = 2; i <= n; i++) product *= BigInt(i);
  return product;
}

const zero: Formal = new Map();
const number = (scalar: Scalar): Formal => new Map(scalar.length === 0 ? [] : [["", scalar]]);
const one = number(oneScalar);
const symbol = (name: string): Formal => new Map([[name, oneScalar]]);

/** Between the symbols of a product; in no key of a tree. */
const separator = "\u0000";

function sumOf(terms: Iterable<readonly [string, Scalar]>): Formal {
  const sum = new Map<string, Scalar>();
  for (const [key, scalar] of terms) sum.set(key, addScalars(sum.get(key) ?? [], scalar));
  return new Map([...sum].filter(([, scalar]) => scalar.length > 0));
}

const add = (a: Formal, b: Formal): Formal => sumOf([...a, ...b]);
const negate = (a: Formal): Formal => new Map([...a].map(([key, x]) => [key, negateScalar(x)]));

const multiply = (a: Formal, b: Formal): Formal =>
  sumOf(
    [...a].flatMap(([x, s]) =>
      [...b].map(([y, t]) => [productKey(x, y), multiplyScalars(s, t)] as const),
    ),
  );

const productKey = (x: string, y: string): string =>
  [x, y]
    .flatMap((key) => (key === "" ? [] : key.split(separator)))
    .sort()
    .join(separator);

/** The inverse of a number that is one monomial; of symbols none is taken. */
function inverted(a: Formal): Formal | undefined {
  const only = a.size === 1 ? a.get("") : undefined;
  const inverse = only && invertScalar(only);
  return inverse && number(inverse);
}

const keyOf = (tree: LinkTree): string =>
  JSON.stringify(tree, (_, value) => (typeof value === "bigint" ? `${value}` : value));
