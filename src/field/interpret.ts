/**
 * The reference back end: runs a field instruction by instruction, without generated code.
 */
import {
  type BinaryOperation,
  binaryMeaning,
  type CompiledField,
  checkedField,
  type Field,
  type UnaryOperation,
  unaryMeaning,
} from "./field.ts";

/** The field as a function. Not reentrant: one call at a time, since slots are reused. */
export function interpretedField(field: Field): CompiledField {
  const { dimension, constants, instructions, outputs } = checkedField(field);
  const first = dimension + 1 + constants.length;
  const slots = new Float64Array(first + instructions.length);
  slots.set(constants, dimension + 1);
  return (t, y, dy) => {
    for (let i = 0; i < dimension; i++) slots[i] = y[i]!;
    slots[dimension] = t;
    for (let i = 0; i < instructions.length; i++) {
      const instruction = instructions[i]!;
      const a = slots[instruction.a]!;
      slots[first + i] =
        "b" in instruction
          ? binaryMeaning[instruction.op as BinaryOperation](a, slots[instruction.b]!)
          : unaryMeaning[instruction.op as UnaryOperation](a);
    }
    for (let i = 0; i < dimension; i++) dy[i] = slots[outputs[i]!]!;
  };
}
