/**
 * Products of a tall matrix X, n rows of d numbers one after another, with vectors.
 *
 * Four rows go together: their numbers meet one of the vector in registers, a load of which serves
 * four sums. A block of rows that fits into the cache is best taken through both products in turn.
 */

/**
 * z = X w for the first `count` rows.
 *
 * @param x rows, one after another
 * @param w in R^d
 * @param z length of at least `count`; overwritten
 */
export function rowsTimes(x: Float64Array, count: number, w: Float64Array, z: Float64Array): void {
  const d = w.length;
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const p = i * d;
    const q = p + d;
    const r = q + d;
    const s = r + d;
    let a = 0;
    let b = 0;
    let c = 0;
    let e = 0;
    for (let j = 0; j < d; j++) {
      const factor = w[j]!;
      a += factor * x[p + j]!;
      b += factor * x[q + j]!;
      c += factor * x[r + j]!;
      e += factor * x[s + j]!;
    }
    z[i] = a;
    z[i + 1] = b;
    z[i + 2] = c;
    z[i + 3] = e;
  }
  for (; i < count; i++) {
    let total = 0;
    for (let j = 0; j < d; j++) total += w[j]! * x[i * d + j]!;
    z[i] = total;
  }
}

/**
 * out += X^T c for the first `count` rows; rows with c_i = 0, where a ReLU is flat, cost nothing.
 *
 * @param c length of at least `count`
 * @param out in R^d
 */
export function addRows(x: Float64Array, count: number, c: Float64Array, out: Float64Array): void {
  const d = out.length;
  // Rows that wait for three more.
  let waiting = 0;
  let p = 0;
  let q = 0;
  let r = 0;
  let cp = 0;
  let cq = 0;
  let cr = 0;
  for (let i = 0; i < count; i++) {
    const factor = c[i]!;
    if (factor === 0) continue;
    const row = i * d;
    waiting += 1;
    if (waiting === 1) {
      p = row;
      cp = factor;
    } else if (waiting === 2) {
      q = row;
      cq = factor;
    } else if (waiting === 3) {
      r = row;
      cr = factor;
    } else {
      for (let j = 0; j < d; j++) {
        out[j]! += cp * x[p + j]! + cq * x[q + j]! + cr * x[r + j]! + factor * x[row + j]!;
      }
      waiting = 0;
    }
  }
  if (waiting > 0) for (let j = 0; j < d; j++) out[j]! += cp * x[p + j]!;
  if (waiting > 1) for (let j = 0; j < d; j++) out[j]! += cq * x[q + j]!;
  if (waiting > 2) for (let j = 0; j < d; j++) out[j]! += cr * x[r + j]!;
}
