/** What the relations of comparisons mean, given in which order two numbers are. */
import type { Relation } from "./expression.ts";

/** Whether a relation holds. @param order the sign of left - right */
export function isRelated(order: -1 | 0 | 1, relation: Relation): boolean {
  switch (relation) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}
