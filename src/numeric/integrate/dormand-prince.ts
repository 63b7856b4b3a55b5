/**
 * The Dormand-Prince 5(4) pair.
 *
 * Rows are written as fractions so that they can be compared with the paper by eye;
 * `test/numeric/integrate/solve.test.ts` measures the order. Sources: [Dormand1980], as tabulated
 * in [Hairer2008, Table II.5.2]; the weights of the dense output are those of the code DOPRI5
 * that [Hairer2008] describes in its appendix.
 */
import { type ButcherTableau, checkedTableau } from "./tableau.ts";

// biome-ignore format: one stage a row, as printed in the paper
export const dormandPrince54: ButcherTableau = checkedTableau({
  kind: "explicit",
  name: "Dormand-Prince 5(4)",
  order: 5,
  errorOrder: 4,
  c: [0, 1/5, 3/10, 4/5, 8/9, 1, 1],
  A: [
    [],
    [1/5],
    [3/40, 9/40],
    [44/45, -56/15, 32/9],
    [19372/6561, -25360/2187, 64448/6561, -212/729],
    [9017/3168, -355/33, 46732/5247, 49/176, -5103/18656],
    [35/384, 0, 500/1113, 125/192, -2187/6784, 11/84],
  ],
  b:      [35/384, 0, 500/1113, 125/192, -2187/6784, 11/84, 0],
  bError: [71/57600, 0, -71/16695, 71/1920, -17253/339200, 22/525, -1/40],
  dense: { kind: "quartic", weights: [
    -12715105075/11282082432, 0, 87487479700/32700410799, -10690763975/1880347072,
    701980252875/199316789632, -1453857185/822651844, 69997945/29380423] },
});
