/**
 * A part of a diagram, or why it is missing.
 */
import { NotDerivable } from "../term/not-derivable.ts";

export type Derived<T> =
  | { readonly kind: "derived"; readonly value: T }
  | { readonly kind: "not-derived"; readonly reason: string };

/** What the function derives, or its reason. */
export function derivedOr<T>(derive: () => T): Derived<T> {
  try {
    return { kind: "derived", value: derive() };
  } catch (error) {
    return missing(error);
  }
}

/** The reason that was thrown. @throws any other error */
export function missing(error: unknown): Derived<never> {
  if (error instanceof NotDerivable) return { kind: "not-derived", reason: error.message };
  throw error;
}
