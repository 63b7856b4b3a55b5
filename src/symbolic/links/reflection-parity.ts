/**
 * Parity by rewriting f(-z): both are written as rational functions of z and of atoms, functions
 * applied to a canonical argument, and compared in canonical form.
 *
 * The argument r of an atom and -r are one: the sign is taken out by an identity,
 *   tanh, sin, erf, ... (-r) = -(...)(r);   cos, cosh, abs (-r) = (...)(r);   exp(-r) = 1/exp(r);
 *   sigmoid(-r) = 1 - sigmoid(r);   Phi(-r) = 1 - Phi(r);   relu(r) = (r + |r|)/2;
 * and of a logarithm powers of exponentials are taken out, log(exp(r)^n q) = n r + log q. Almost
 * everywhere, which is all that coefficients see: step(-r) = 1 - step(r), floor(-r) = -1 -
 * floor(r), where r is a rational function of z that is not constant. Two canonical forms that
 * differ say nothing.
 */

import * as Q from "../../model/rational.ts";
import { isInteger } from "../../model/rational.ts";
import { coefficientsIn } from "../exact/in-one-variable.ts";
import * as P from "../exact/polynomial.ts";
import * as R from "../exact/rational-function.ts";
import { formatRationalFunction } from "../exact/text.ts";
import { type Condition, isConstantTree, type LinkTree, type UnaryFunction } from "./link-tree.ts";
import { evenFunctions, oddFunctions, type Parity, structuralParity } from "./structural-parity.ts";

/** Nodes of a tree, and powers, up to which canonical forms stay small. */
const most = { nodes: 120, power: 12 };

/** The parity that the shape of a link shows, or else its rewriting. */
export const linkParity = (tree: LinkTree): Parity | undefined =>
  structuralParity(tree) ?? reflectionParity(tree);

/** The parity that f(-z) = f(z) or -f(z) shows; `undefined` where the forms differ. */
function reflectionParity(tree: LinkTree): Parity | undefined {
  if (sizeOf(tree) > most.nodes) return undefined;
  try {
    const atoms: Atoms = new Map();
    const here = formOf(tree, R.variable("z"), atoms);
    const there = formOf(tree, R.negate(R.variable("z")), atoms);
    if (vanishes(R.subtract(here, there))) return "even";
    return vanishes(R.add(here, there)) ? "odd" : undefined;
  } catch (error) {
    if (error instanceof NoForm) return undefined;
    throw error;
  }
}

/** Letters of atoms by their texts, and of exponentials their arguments. */
type Atoms = Map<string, { readonly letter: string; readonly argument: R.RationalFunction }>;

class NoForm extends Error {}

function atom(name: string, argument: R.RationalFunction, atoms: Atoms): R.RationalFunction {
  const key = `${name}(${formatRationalFunction(argument)})`;
  const known = atoms.get(key);
  if (known !== undefined) return R.variable(known.letter);
  const letter = `${name === "exp" || name === "step" ? name : "atom"}_${atoms.size}`;
  atoms.set(key, { letter, argument });
  return R.variable(letter);
}

function formOf(tree: LinkTree, z: R.RationalFunction, atoms: Atoms): R.RationalFunction {
  const form = (of: LinkTree): R.RationalFunction => formOf(of, z, atoms);
  if (isConstantTree(tree)) return constantForm(tree, atoms);
  switch (tree.kind) {
    case "variable":
      return z;
    case "call":
      return callForm(tree.name, form(tree.of), atoms);
    case "hermite":
      return hermiteForm(tree.degree, form(tree.of), tree.monic, atoms);
    case "choose": {
      const [yes, no] = [form(tree.yes), form(tree.no)];
      return R.add(no, R.multiply(indicator(tree.when, form, atoms), R.subtract(yes, no)));
    }
    case "binary":
      return binaryForm(tree, form, atoms);
    default:
      return constantForm(tree, atoms);
  }
}

/** Rationals as they are; other constants are atoms of their own text. */
function constantForm(tree: LinkTree, atoms: Atoms): R.RationalFunction {
  return tree.kind === "constant"
    ? R.constant(tree.value)
    : atom(
        `constant ${JSON.stringify(tree, (_, v) => (typeof v === "bigint" ? `${v}` : v))}`,
        R.one,
        atoms,
      );
}

function callForm(
  name: UnaryFunction,
  argument: R.RationalFunction,
  atoms: Atoms,
): R.RationalFunction {
  const isTurned = leadingSign(argument) < 0;
  const own = isTurned ? R.negate(argument) : argument;
  const value = (called: string): R.RationalFunction => atom(called, own, atoms);
  if (oddFunctions.has(name)) return isTurned ? R.negate(value(name)) : value(name);
  if (evenFunctions.has(name)) return value(name);
  switch (name) {
    case "exp":
      return isTurned ? R.inverse(value(name)) : value(name);
    case "sigmoid":
    case "Phi":
      return isTurned ? R.subtract(R.one, value(name)) : value(name);
    case "relu":
      return R.divide(R.add(argument, value("abs")), R.constant(2));
    case "log":
      return logarithm(argument, atoms);
    case "step":
      if (!isRationalOfZ(argument)) return atom(name, argument, atoms);
      return isTurned ? R.subtract(R.one, value(name)) : value(name);
    case "floor":
    case "ceil": {
      if (!isRationalOfZ(argument)) return atom(name, argument, atoms);
      const floor = isTurned ? R.negate(R.add(R.one, value("floor"))) : value("floor");
      return name === "floor" ? floor : R.add(floor, R.one);
    }
    default:
      return atom(name, argument, atoms);
  }
}

/** log r with powers of exponentials, which are positive, taken out. */
function logarithm(argument: R.RationalFunction, atoms: Atoms): R.RationalFunction {
  let rest = argument;
  let taken = R.zero;
  for (const { letter, argument: exponent } of [...atoms.values()]) {
    if (!letter.startsWith("exp_")) continue;
    const order = leastPower(rest.numerator, letter) - leastPower(rest.denominator, letter);
    if (order === 0) continue;
    rest = R.divide(rest, R.power(R.variable(letter), order));
    taken = R.add(taken, R.multiply(R.constant(order), exponent));
  }
  return R.add(taken, atom("log", rest, atoms));
}

function leastPower(a: P.Polynomial, letter: string): number {
  return coefficientsIn(a, letter).findIndex((row) => !P.isZero(row));
}

function hermiteForm(
  n: number,
  x: R.RationalFunction,
  monic: boolean,
  atoms: Atoms,
): R.RationalFunction {
  if (n > most.power) throw new NoForm();
  let [before, value] = [R.zero, R.one];
  for (let k = 0; k < n; k++) {
    const next = R.subtract(R.multiply(x, value), R.multiply(R.constant(k), before));
    [before, value] = [value, next];
  }
  return monic ? value : R.multiply(atom(`scale ${n}`, R.one, atoms), value);
}

function binaryForm(
  { operator, left, right }: LinkTree & { readonly kind: "binary" },
  form: (of: LinkTree) => R.RationalFunction,
  atoms: Atoms,
): R.RationalFunction {
  const [a, b] = [form(left), form(right)];
  switch (operator) {
    case "+":
      return R.add(a, b);
    case "-":
      return R.subtract(a, b);
    case "*":
      return R.multiply(a, b);
    case "/":
      return R.isZero(b) ? atom("quotient by 0", a, atoms) : R.divide(a, b);
    case "max":
    case "min": {
      const gap = callForm("abs", R.subtract(a, b), atoms);
      const sum = operator === "max" ? R.add(R.add(a, b), gap) : R.subtract(R.add(a, b), gap);
      return R.divide(sum, R.constant(2));
    }
    case "^": {
      const exponent = right.kind === "constant" && isInteger(right.value) ? right.value.num : null;
      if (exponent === null) return atom(`power ${formatRationalFunction(b)}`, a, atoms);
      if (exponent > most.power || exponent < -most.power) throw new NoForm();
      if (exponent < 0n && R.isZero(a)) return atom("quotient by 0", a, atoms);
      return R.power(a, Number(exponent));
    }
  }
}

/** 1 where the condition holds and 0 elsewhere, almost everywhere. */
function indicator(
  condition: Condition,
  form: (of: LinkTree) => R.RationalFunction,
  atoms: Atoms,
): R.RationalFunction {
  switch (condition.kind) {
    case "positive":
      return callForm("step", form(condition.of), atoms);
    case "zero":
      if (!isRationalOfZ(form(condition.of))) throw new NoForm();
      return R.zero;
    case "not":
      return R.subtract(R.one, indicator(condition.of, form, atoms));
    case "and":
    case "or": {
      const [a, b] = [condition.left, condition.right].map((part) => indicator(part, form, atoms));
      const both = R.multiply(a!, b!);
      return condition.kind === "and" ? both : R.subtract(R.add(a!, b!), both);
    }
  }
}

/** A rational function of z that is not constant: its zeros, and its integers, are isolated. */
const isRationalOfZ = (form: R.RationalFunction): boolean => R.variables(form).join() === "z";

/** Whether a form is 0 once squares of indicators are the indicators. */
function vanishes(form: R.RationalFunction): boolean {
  const reduced = P.variables(form.numerator)
    .filter((name) => name.startsWith("step_"))
    .reduce((numerator, name) => {
      const rows = coefficientsIn(numerator, name);
      return P.add(rows[0] ?? P.zero, P.multiply(P.sum(rows.slice(1)), P.variable(name)));
    }, form.numerator);
  return P.isZero(reduced);
}

const leadingSign = ({ numerator }: R.RationalFunction): number =>
  Q.sign(P.leadingCoefficient(numerator));

function sizeOf(tree: LinkTree): number {
  switch (tree.kind) {
    case "binary":
      return 1 + sizeOf(tree.left) + sizeOf(tree.right);
    case "call":
    case "hermite":
    case "coefficient":
      return 1 + sizeOf(tree.of);
    case "choose":
      return 3 + sizeOf(tree.yes) + sizeOf(tree.no);
    default:
      return 1;
  }
}
