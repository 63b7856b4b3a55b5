/**
 * The structure of an expression as a text, to file what is known of it under.
 */
import type { Expression } from "./expression.ts";

/** Equal for expressions that differ in their places in a file alone. */
export const structureOf = (expression: Expression): string =>
  JSON.stringify(expression, (name, value: unknown) => {
    if (name === "span") return undefined;
    return typeof value === "bigint" ? `${value}` : value;
  });
