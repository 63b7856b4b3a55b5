/**
 * Radau IIA of order 5: collocation at the zeros of a Jacobi polynomial and at 1; L-stable.
 *
 * A and b follow from the nodes c = (4 -+ sqrt 6)/10, 1 [Hairer2010, Table IV.5.6]; gamma is the
 * real eigenvalue of A, and the error estimate that of [Hairer2010, Eq. IV.8.19], of order 3.
 */
import { type CollocationTableau, checkedCollocation } from "./tableau.ts";

const r = Math.sqrt(6);

// biome-ignore format: one stage a row, as printed in the book
export const radauIIA5: CollocationTableau = checkedCollocation({
  kind: "collocation",
  name: "Radau IIA of order 5",
  order: 5,
  errorOrder: 3,
  c: [(4 - r)/10, (4 + r)/10, 1],
  A: [
    [(88 - 7*r)/360, (296 - 169*r)/1800, (-2 + 3*r)/225],
    [(296 + 169*r)/1800, (88 + 7*r)/360, (-2 - 3*r)/225],
    [(16 - r)/36, (16 + r)/36, 1/9],
  ],
  b: [(16 - r)/36, (16 + r)/36, 1/9],
  gamma: (6 + Math.cbrt(81) - Math.cbrt(9))/30,
  error: [(-13 - 7*r)/3, (-13 + 7*r)/3, -1/3],
});
