/**
 * An ensemble of the tests, for processes and threads of their own: built code alone.
 *
 * u_i' = (1 - beta) g_i + beta sum_j g_j - u_i sum_j u_j g_j, g = 3 c_3 u^2 + 4 c_4 u^3, k = 8,
 * beta = 0.1, c_3 = 1, c_4 = 1/2, from u = |N(0, I)| / sqrt(1000). The law of the start and the flow
 * are symmetric, so each of the eight directions wins with probability 1/8.
 */
import { fieldBuilder } from "../../../dist/field/build-field.js";
import { generatedField } from "../../../dist/field/generate.js";

const [k, beta] = [8, 0.1];

function field() {
  const b = fieldBuilder(k);
  const u = Array.from({ length: k }, (_, i) => b.state(i));
  const g = u.map((x) => {
    const square = b.mul(x, x);
    return b.add(b.mul(b.constant(3), square), b.mul(b.constant(2), b.mul(square, x)));
  });
  const common = b.mul(b.constant(beta), b.sum(g));
  const radial = b.sum(u.map((x, i) => b.mul(x, g[i])));
  return generatedField(
    b.build(
      u.map((x, i) => b.sub(b.add(b.mul(b.constant(1 - beta), g[i]), common), b.mul(x, radial))),
    ),
  );
}

export const ensembleOf = (count, seed = 7) => ({
  count,
  seed,
  name: "equiangular",
  start: (random) =>
    Float64Array.from({ length: k }, () => Math.abs(random.normal()) / 1000 ** 0.5),
  problem: { field: field(), t1: 100, rtol: 1e-6, atol: 1e-9 },
  hitting: { of: (_, u) => u.reduce((best, x) => Math.max(best, x)) - 0.5 },
  basin: (u) => {
    const best = u.indexOf(Math.max(...u));
    const second = Math.max(...u.filter((_, i) => i !== best));
    return u[best] > 2 * second ? `v_${best + 1}` : undefined;
  },
});
