/**
 * Vectors of the spec language over a ridge sum, as terms in their coordinates.
 *
 * *Ambient* ones lie in the span of w and the frame, x = own w + sum_e x_e v_e: `w`, `v[j]`,
 * `rate(w)`, `average` and their linear combinations. Their inner products need the overlaps and the
 * Gram matrix alone: <x, y> = own own' + sum_e (own y_e + own' x_e) u_e + sum_ef x_e y_f A_ef.
 * Vectors *of overlaps* have one coordinate for each vector of the frame: `u`, `rate(u)`, and these
 * under `A`, `inverse(A)` and polynomials in them.
 */
import type { Expression } from "../../../model/expression/expression.ts";
import * as P from "../../exact/polynomial.ts";
import { delta, type IndexRange } from "../../term/atom.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerOf, squareRoot } from "../../term/power.ts";
import { sumOver } from "../../term/sum.ts";
import * as T from "../../term/term.ts";
import { gradientCoefficient, overlapRate, radialDerivative } from "./flow.ts";
import { inverseGram } from "./gram-words.ts";
import { overlap } from "./loss.ts";
import type { RidgeSum } from "./model.ts";

/** A vector by its kind; `at` is the coordinate at an index place. */
export type Vector =
  | { readonly kind: "ambient"; readonly own: T.Term; readonly at: (place: string) => T.Term }
  | { readonly kind: "overlaps"; readonly at: (place: string) => T.Term };

/** What the reading of a vector needs of the language around it. */
export interface Reader {
  readonly model: RidgeSum;
  readonly loss: T.Term;
  /** A number. */
  readonly scalar: (e: Expression) => T.Term;
  /** An index place. */
  readonly place: (e: Expression) => string;
  /** The sum of a term over a bound letter. */
  readonly summed: (letter: string, range: IndexRange, body: T.Term) => T.Term;
  /** The same with one more bound letter, the index letter that it becomes, and its range. */
  readonly within: (
    variable: string,
    domain: Extract<Expression, { kind: "over" }>["domain"],
  ) => { readonly reader: Reader; readonly letter: string; readonly range: IndexRange };
}

/** <x, y>. @throws NotDerivable for vectors of different spaces */
export function innerProduct(model: RidgeSum, x: Vector, y: Vector): T.Term {
  if (x.kind === "ambient" && y.kind === "ambient") {
    const mixed = T.add(T.multiply(x.own, y.at("#e")), T.multiply(y.own, x.at("#e")));
    const pair = T.product([x.at("#e"), y.at("#f"), model.gram("#e", "#f")]);
    return T.sum([
      T.multiply(x.own, y.own),
      sumOver("#e", model.range, T.multiply(mixed, overlap("#e"))),
      sumOver("#e", model.range, sumOver("#f", model.range, pair)),
    ]);
  }
  if (x.kind === "overlaps" && y.kind === "overlaps") {
    return sumOver("#e", model.range, T.multiply(x.at("#e"), y.at("#e")));
  }
  throw new NotDerivable("an inner product of a vector of overlaps and one of the space");
}

/** |x|. @throws NotDerivable where |x|^2 is a sum of several terms */
export const lengthOf = (model: RidgeSum, x: Vector): T.Term => {
  const square = innerProduct(model, x, x);
  return T.isZero(square) ? T.zero : squareRoot(square);
};

/** The vector that an expression stands for; `undefined` where it is none. */
export function vectorOf(e: Expression, reader: Reader): Vector | undefined {
  const { model } = reader;
  const inner = (part: Expression): Vector | undefined => vectorOf(part, reader);
  switch (e.kind) {
    case "name":
      if (e.name === "w") return ambient(T.one, () => T.zero);
      if (e.name === "u") return { kind: "overlaps", at: overlap };
      return e.name === "average"
        ? unit(
            model,
            ambient(T.zero, () => T.one),
          )
        : undefined;
    case "indexed": {
      if (e.name !== "v" || e.indices.length !== 1) return undefined;
      const j = reader.place(e.indices[0]!);
      return ambient(T.zero, (place) => T.ofAtom(delta(place, j)));
    }
    case "unary": {
      const x = e.operator === "-" ? inner(e.operand) : undefined;
      return x && scaled(x, T.constant(-1));
    }
    case "binary":
      return combination(e, reader);
    case "call": {
      const [first] = e.args;
      if (first === undefined) return undefined;
      if (e.name === "pure") return inner({ kind: "indexed", name: "v", indices: [first] });
      const x = e.name === "unit" || e.name === "rate" ? inner(first) : undefined;
      if (x === undefined) return undefined;
      return e.name === "unit" ? unit(model, x) : velocityOf(first, reader);
    }
    case "over": {
      if (e.operator !== "sum") return undefined;
      const { reader: under, letter, range } = reader.within(e.variable, e.domain);
      const x = vectorOf(e.body, under);
      return x && mapped(x, (term) => reader.summed(letter, range, term));
    }
    default:
      return undefined;
  }
}

/** x + y, x - y, c x, x c, x/c, M x; `undefined` where no part is a vector. */
function combination(
  { operator, left, right }: Extract<Expression, { kind: "binary" }>,
  reader: Reader,
): Vector | undefined {
  const y = vectorOf(right, reader);
  if (operator === "*" && y?.kind === "overlaps") {
    const matrix = matrixOf(left, reader);
    if (matrix !== undefined) return { kind: "overlaps", at: matrix(y.at) };
  }
  const x = vectorOf(left, reader);
  if (x === undefined && y === undefined) return undefined;
  switch (operator) {
    case "+":
    case "-":
      if (x === undefined || y === undefined || x.kind !== y.kind) break;
      return added(x, operator === "+" ? y : scaled(y, T.constant(-1)));
    case "*":
      if (x !== undefined && y !== undefined) break;
      return x === undefined ? scaled(y!, reader.scalar(left)) : scaled(x, reader.scalar(right));
    case "/":
      if (x === undefined || y !== undefined) break;
      return scaled(x, powerOf(reader.scalar(right), P.constant(-1)));
  }
  throw new NotDerivable("an operation on vectors that is no linear combination");
}

type Coordinates = (place: string) => T.Term;
let opened = 0;

/** What a matrix makes of coordinates; `undefined` where the expression is no matrix. */
function matrixOf(e: Expression, reader: Reader): ((x: Coordinates) => Coordinates) | undefined {
  const { model } = reader;
  const by =
    (entry: (i: string, j: string) => T.Term) =>
    (x: Coordinates): Coordinates => {
      // A letter of its own for every product, since products nest.
      opened += 1;
      const letter = `#g${opened}`;
      return (place) => sumOver(letter, model.range, T.multiply(entry(place, letter), x(letter)));
    };
  if (e.kind === "name" && e.name === "A") return by(model.gram);
  if (e.kind === "call" && (e.name === "inverse" || e.name === "transpose")) {
    const isGram = e.args[0]?.kind === "name" && e.args[0].name === "A";
    if (!isGram) return undefined;
    return by(e.name === "transpose" ? model.gram : (i, j) => inverseGram(model, i, j));
  }
  if (e.kind !== "binary") return undefined;
  const [left, right] = [matrixOf(e.left, reader), matrixOf(e.right, reader)];
  if (left === undefined && right === undefined) return undefined;
  const multiple =
    (part: Expression) =>
    (x: Coordinates): Coordinates => {
      const c = reader.scalar(part);
      return (place) => T.multiply(c, x(place));
    };
  const [first, second] = [left ?? multiple(e.left), right ?? multiple(e.right)];
  switch (e.operator) {
    case "*":
      return (x) => first(second(x));
    case "+":
      return (x) => (place) => T.add(first(x)(place), second(x)(place));
    case "-":
      return (x) => (place) => T.subtract(first(x)(place), second(x)(place));
    default:
      return undefined;
  }
}

/** w' or u' along the gradient flow. */
function velocityOf(of: Expression, { model, loss }: Reader): Vector {
  if (of.kind !== "name") throw new NotDerivable("the velocity of a combination of vectors");
  if (of.name === "u") return { kind: "overlaps", at: (place) => overlapRate(model, loss, place) };
  if (of.name !== "w") return ambient(T.zero, () => T.zero);
  const pull = (place: string): T.Term => T.negate(gradientCoefficient(loss, place));
  return ambient(radialDerivative(model, loss), pull);
}

const ambient = (own: T.Term, at: Coordinates): Vector => ({ kind: "ambient", own, at });

const mapped = (x: Vector, by: (term: T.Term) => T.Term): Vector => ({
  ...x,
  ...(x.kind === "ambient" ? { own: by(x.own) } : {}),
  at: (place) => by(x.at(place)),
});

const scaled = (x: Vector, c: T.Term): Vector => mapped(x, (term) => T.multiply(c, term));

const added = (x: Vector, y: Vector): Vector => ({
  ...x,
  ...(x.kind === "ambient" && y.kind === "ambient" ? { own: T.add(x.own, y.own) } : {}),
  at: (place) => T.add(x.at(place), y.at(place)),
});

const unit = (model: RidgeSum, x: Vector): Vector =>
  scaled(x, powerOf(lengthOf(model, x), P.constant(-1)));
