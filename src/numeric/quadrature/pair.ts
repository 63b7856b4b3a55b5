/**
 * Two directions and the rules over them: what the files of the two-point quadrature speak of.
 */
import type { Mesh } from "./gauss-legendre.ts";

/** How fine the rules are. A pair is evaluated at two finenesses, and their difference reported. */
export interface Fineness {
  /** Extra Gauss-Hermite nodes beyond what the degrees need. */
  readonly extra: number;
  /** Step of the trapezoidal rule. */
  readonly step: number;
  readonly mesh: Mesh;
}

/** <w, x> = r a and <v, x> = rho a + s y; for unit v rho^2 + s^2 = 1. r > 0, s >= 0. */
export interface Pair {
  readonly r: number;
  readonly rho: number;
  readonly s: number;
}
