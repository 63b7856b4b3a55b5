/**
 * A vector field as data: a list of instructions in single-assignment form.
 *
 * A slot is a number: the inputs y[0..n), then t, then the constants, then the result of each
 * instruction in order. An instruction reads slots before its own. Nothing here knows what a
 * field stands for; back ends are in `interpret.ts` and `generate.ts`.
 */

/** Index of a value; see the header for the order. */
export type Slot = number;

export const unaryOperations = [
  "neg",
  "abs",
  "sign",
  "sqrt",
  "exp",
  "log",
  "sin",
  "cos",
  "tan",
  "sinh",
  "cosh",
  "tanh",
  "asin",
  "acos",
  "atan",
  "artanh",
] as const;
export const binaryOperations = ["add", "sub", "mul", "div", "pow", "min", "max", "atan2"] as const;

export type UnaryOperation = (typeof unaryOperations)[number];
export type BinaryOperation = (typeof binaryOperations)[number];

export type Instruction =
  | { readonly op: UnaryOperation; readonly a: Slot }
  | { readonly op: BinaryOperation; readonly a: Slot; readonly b: Slot };

export interface Field {
  /** n, the length of y and of dy. */
  readonly dimension: number;
  readonly constants: readonly number[];
  readonly instructions: readonly Instruction[];
  /** n slots: dy[i] is the value of `outputs[i]`. */
  readonly outputs: readonly Slot[];
}

/** dy/dt = f(t, y), written into `dy`; neither array is kept. */
export type CompiledField = (t: number, y: Float64Array, dy: Float64Array) => void;

/** The meaning of each operation; both back ends use these functions of JavaScript and no other. */
export const unaryMeaning: Record<UnaryOperation, (a: number) => number> = {
  neg: (a) => -a,
  abs: Math.abs,
  sign: Math.sign,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  artanh: Math.atanh,
};

export const binaryMeaning: Record<BinaryOperation, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: Math.pow,
  min: Math.min,
  max: Math.max,
  atan2: Math.atan2,
};

/**
 * The field itself, if every slot is defined before it is read and every operation is known.
 *
 * Run on every field before code is made of it, whatever its types promise.
 *
 * @throws RangeError that names the instruction.
 */
export function checkedField(field: Field): Field {
  const { dimension, constants, instructions, outputs } = field;
  if (!Number.isInteger(dimension) || dimension < 0) {
    throw new RangeError(`dimension: expected an integer >= 0, got ${dimension}.`);
  }
  const first = dimension + 1 + constants.length;
  const expectSlot = (slot: number, end: number, where: string): void => {
    if (!Number.isInteger(slot) || slot < 0 || slot >= end) {
      throw new RangeError(`${where}: expected a slot in [0, ${end}), got ${slot}.`);
    }
  };
  instructions.forEach((instruction, i) => {
    const where = `instruction ${i}`;
    const known: readonly string[] = "b" in instruction ? binaryOperations : unaryOperations;
    if (!known.includes(instruction.op)) {
      throw new RangeError(`${where}: expected a known operation, got ${instruction.op}.`);
    }
    expectSlot(instruction.a, first + i, where);
    if ("b" in instruction) expectSlot(instruction.b, first + i, where);
  });
  if (outputs.length !== dimension) {
    throw new RangeError(`outputs: expected ${dimension} slots, got ${outputs.length}.`);
  }
  outputs.forEach((slot, i) => {
    expectSlot(slot, first + instructions.length, `output ${i}`);
  });
  for (const c of constants) {
    if (typeof c !== "number") throw new RangeError(`constants: expected numbers, got ${c}.`);
  }
  return field;
}
