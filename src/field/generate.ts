/**
 * Generated JavaScript for a field: straight-line code, one local variable a slot.
 *
 * `new Function` sees nothing but this file's own text and integers: operations are looked up in
 * a fixed table, and constants are passed as an array, not printed. No text of a spec can reach it.
 */
import {
  type BinaryOperation,
  type CompiledField,
  checkedField,
  type Field,
  type Instruction,
  type UnaryOperation,
} from "./field.ts";

/** The field as compiled code; agrees with the interpreter bit for bit. */
export function generatedField(field: Field): CompiledField {
  const make = new Function("constants", `"use strict";\n${sourceOf(field)}`) as (
    constants: readonly number[],
  ) => CompiledField;
  return make(field.constants);
}

/**
 * dy/dt at `count` states at once: component i of state m is y[i * count + m], and so in `dy`.
 * Agrees with the field of one state bit for bit.
 */
export type BatchField = (t: number, y: Float64Array, dy: Float64Array, count: number) => void;

/** The field as compiled code over structures of arrays. */
export function generatedBatch(field: Field): BatchField {
  const source = [
    '"use strict";',
    ...constantLines(field),
    "return (t, y, dy, count) => {",
    "  for (let m = 0; m < count; m++) {",
    ...bodyOf(field, (i) => `${i} * count + m`),
    "  }",
    "};",
  ].join("\n");
  const make = new Function("constants", source) as (constants: readonly number[]) => BatchField;
  return make(field.constants);
}

/** The body of a function of `constants` that returns the compiled field. */
export function sourceOf(field: Field): string {
  return [
    ...constantLines(field),
    "return (t, y, dy) => {",
    ...bodyOf(field, (i) => `${i}`),
    "};",
  ].join("\n");
}

const constantLines = ({ constants }: Field): readonly string[] =>
  constants.map((_, i) => `const c${i} = constants[${i}];`);

/** From loading the state to storing its derivative; `place` is where component i is. */
function bodyOf(field: Field, place: (i: number) => string): readonly string[] {
  const { dimension, constants, instructions, outputs } = checkedField(field);
  const name = (slot: number): string =>
    slot === dimension
      ? "t"
      : slot > dimension && slot <= dimension + constants.length
        ? `c${slot - dimension - 1}`
        : `s${slot}`;
  const used = new Set<number>(outputs);
  for (const instruction of instructions) {
    used.add(instruction.a);
    if ("b" in instruction) used.add(instruction.b);
  }
  const first = dimension + 1 + constants.length;
  return [
    ...Array.from({ length: dimension }, (_, i) => i)
      .filter((i) => used.has(i))
      .map((i) => `  const s${i} = y[${place(i)}];`),
    ...instructions.map((x, i) => `  const s${first + i} = ${formula(x, name)};`),
    ...outputs.map((slot, i) => `  dy[${place(i)}] = ${name(slot)};`),
  ];
}

const unaryText: Record<UnaryOperation, (a: string) => string> = {
  neg: (a) => `-${a}`,
  abs: (a) => `Math.abs(${a})`,
  sign: (a) => `Math.sign(${a})`,
  sqrt: (a) => `Math.sqrt(${a})`,
  exp: (a) => `Math.exp(${a})`,
  log: (a) => `Math.log(${a})`,
  sin: (a) => `Math.sin(${a})`,
  cos: (a) => `Math.cos(${a})`,
  tan: (a) => `Math.tan(${a})`,
  sinh: (a) => `Math.sinh(${a})`,
  cosh: (a) => `Math.cosh(${a})`,
  tanh: (a) => `Math.tanh(${a})`,
  asin: (a) => `Math.asin(${a})`,
  acos: (a) => `Math.acos(${a})`,
  atan: (a) => `Math.atan(${a})`,
  artanh: (a) => `Math.atanh(${a})`,
};

const binaryText: Record<BinaryOperation, (a: string, b: string) => string> = {
  add: (a, b) => `${a} + ${b}`,
  sub: (a, b) => `${a} - ${b}`,
  mul: (a, b) => `${a} * ${b}`,
  div: (a, b) => `${a} / ${b}`,
  pow: (a, b) => `Math.pow(${a}, ${b})`,
  min: (a, b) => `Math.min(${a}, ${b})`,
  max: (a, b) => `Math.max(${a}, ${b})`,
  atan2: (a, b) => `Math.atan2(${a}, ${b})`,
};

function formula(instruction: Instruction, name: (slot: number) => string): string {
  const a = name(instruction.a);
  return "b" in instruction
    ? binaryText[instruction.op](a, name(instruction.b))
    : unaryText[instruction.op](a);
}
