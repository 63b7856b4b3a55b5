/**
 * Builds a field node by node; equal nodes are one, and integer powers are products.
 *
 * Sharing is by value numbering: a node is looked up under its operation and operands before it
 * is added, with the operands of commutative operations in order. Constants are folded only where
 * that cannot change a bit: 0 and 1 as neutral elements, and operations on constants, which are
 * the same operations.
 */
import {
  type BinaryOperation,
  binaryMeaning,
  checkedField,
  type Field,
  type Instruction,
  type UnaryOperation,
  unaryMeaning,
} from "./field.ts";

declare const brand: unique symbol;
/** A node of a builder; meaningless to any other builder. */
export type Node = number & { readonly [brand]: true };

export interface FieldBuilder {
  /** y[i]. */
  readonly state: (i: number) => Node;
  readonly time: () => Node;
  readonly constant: (x: number) => Node;
  readonly add: (a: Node, b: Node) => Node;
  readonly sub: (a: Node, b: Node) => Node;
  readonly mul: (a: Node, b: Node) => Node;
  readonly div: (a: Node, b: Node) => Node;
  readonly neg: (a: Node) => Node;
  /** a^n for an integer n, by repeated squaring; 1 / a^|n| for n < 0; a^0 = 1. */
  readonly powInteger: (a: Node, n: number) => Node;
  /** Math.pow(a, b). */
  readonly pow: (a: Node, b: Node) => Node;
  readonly apply: (op: UnaryOperation, a: Node) => Node;
  readonly combine: (op: BinaryOperation, a: Node, b: Node) => Node;
  /** The sum in the order given; 0 for none. */
  readonly sum: (terms: readonly Node[]) => Node;
  /** The field with these outputs, without instructions that no output needs. */
  readonly build: (outputs: readonly Node[]) => Field;
}

type Entry =
  | { readonly kind: "input"; readonly slot: number }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "instruction"; readonly op: string; readonly a: Node; readonly b?: Node };

const commutative: readonly BinaryOperation[] = ["add", "mul", "min", "max"];

/**
 * A builder for a field on R^n.
 *
 * @example const b = fieldBuilder(1); // y' = -y^2
 *   const field = b.build([b.neg(b.powInteger(b.state(0), 2))]);
 */
export function fieldBuilder(dimension: number): FieldBuilder {
  const entries: Entry[] = [];
  const known = new Map<string, Node>();
  const node = (key: string, entry: Entry): Node => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = entries.length as Node;
    entries.push(entry);
    known.set(key, made);
    return made;
  };
  const constantOf = (a: Node): number | undefined => {
    const entry = entries[a]!;
    return entry.kind === "constant" ? entry.value : undefined;
  };

  const state = (i: number): Node => {
    if (!Number.isInteger(i) || i < 0 || i >= dimension) {
      throw new RangeError(`state: expected an index in [0, ${dimension}), got ${i}.`);
    }
    return node(`y${i}`, { kind: "input", slot: i });
  };
  // Object.is keeps 0 and -0 apart, as their reciprocals are.
  const constant = (value: number): Node =>
    node(`c${Object.is(value, -0) ? "-0" : value}`, { kind: "constant", value });
  const apply = (op: UnaryOperation, a: Node): Node => {
    const value = constantOf(a);
    if (value !== undefined) return constant(unaryMeaning[op](value));
    return node(`${op} ${a}`, { kind: "instruction", op, a });
  };
  const combine = (op: BinaryOperation, left: Node, right: Node): Node => {
    const [x, y] = [constantOf(left), constantOf(right)];
    if (x !== undefined && y !== undefined) return constant(binaryMeaning[op](x, y));
    // 1 a, a 1, a / 1, a - 0: the same bits for every double a.
    if ((op === "mul" || op === "div") && y === 1) return left;
    if (op === "mul" && x === 1) return right;
    if (op === "sub" && Object.is(y, 0)) return left;
    const swaps = commutative.includes(op) && right < left;
    const [a, b] = swaps ? [right, left] : [left, right];
    return node(`${op} ${a} ${b}`, { kind: "instruction", op, a, b });
  };
  const powInteger = (a: Node, n: number): Node => {
    if (!Number.isInteger(n)) throw new RangeError(`powInteger: expected an integer, got ${n}.`);
    if (n < 0) return combine("div", constant(1), powInteger(a, -n));
    if (n === 0) return constant(1);
    if (n === 1) return a;
    const half = powInteger(a, Math.floor(n / 2));
    const square = combine("mul", half, half);
    return n % 2 === 0 ? square : combine("mul", square, a);
  };

  return {
    state,
    time: () => node("t", { kind: "input", slot: dimension }),
    constant,
    add: (a, b) => combine("add", a, b),
    sub: (a, b) => combine("sub", a, b),
    mul: (a, b) => combine("mul", a, b),
    div: (a, b) => combine("div", a, b),
    neg: (a) => apply("neg", a),
    powInteger,
    pow: (a, b) => combine("pow", a, b),
    apply,
    combine,
    sum: (terms) =>
      terms.length === 0
        ? constant(0)
        : terms.slice(1).reduce((total, term) => combine("add", total, term), terms[0]!),
    build: (outputs) => assembled(dimension, entries, outputs),
  };
}

/** Keeps what the outputs reach, in the order of building, and numbers the slots. */
function assembled(dimension: number, entries: readonly Entry[], outputs: readonly Node[]): Field {
  const needed = new Set<number>();
  const pending: Node[] = [...outputs];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (needed.has(next)) continue;
    needed.add(next);
    const entry = entries[next]!;
    if (entry.kind === "instruction") {
      pending.push(entry.a);
      if (entry.b !== undefined) pending.push(entry.b);
    }
  }
  const slots = new Map<number, number>();
  const constants: number[] = [];
  entries.forEach((entry, i) => {
    if (!needed.has(i)) return;
    if (entry.kind === "input") slots.set(i, entry.slot);
    if (entry.kind === "constant") {
      slots.set(i, dimension + 1 + constants.length);
      constants.push(entry.value);
    }
  });
  const instructions: Instruction[] = [];
  entries.forEach((entry, i) => {
    if (!needed.has(i) || entry.kind !== "instruction") return;
    slots.set(i, dimension + 1 + constants.length + instructions.length);
    const a = slots.get(entry.a)!;
    instructions.push(
      entry.b === undefined
        ? { op: entry.op as UnaryOperation, a }
        : { op: entry.op as BinaryOperation, a, b: slots.get(entry.b)! },
    );
  });
  return checkedField({
    dimension,
    constants,
    instructions,
    outputs: outputs.map((o) => slots.get(o)!),
  });
}
