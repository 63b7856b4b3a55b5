/**
 * The greatest common divisor of polynomials in several variables modulo a prime, by evaluation
 * and interpolation, one variable at a time.
 *
 * A point or a prime can be unlucky: the image of the gcd then has too high a degree. Images of
 * too high a degree are discarded where another is lower, but nothing here proves that one lucky
 * image was met; `gcd.ts` divides before it believes an answer.
 *
 * Source: [Brown1971, Algorithm P]; [Geddes1992, Algorithm 7.2].
 */
import {
  divideModulo,
  gcdModulo,
  inverseModulo,
  multiplyModulo,
  type Residues,
  trim,
  valueModulo,
} from "./modular.ts";

/**
 * Residues of a polynomial in k variables: the coefficient of x_1^e_1 ... x_k^e_k stands at the
 * mixed-radix index of (e_1, ..., e_k), x_1 most significant; 0 <= e_i < shape[i].
 */
export interface DenseResidues {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/**
 * A candidate for gcd(a, b) modulo p, with lexicographically leading coefficient 1.
 *
 * @param bounds for each variable, a bound of the degree of the gcd in it.
 * @returns shape bounds + 1; `undefined` if p has too few points that keep the leading terms.
 */
export function denseGcdModulo(
  a: DenseResidues,
  b: DenseResidues,
  bounds: readonly number[],
  p: number,
): DenseResidues | undefined {
  const shape = bounds.map((bound) => bound + 1);
  if (shape.length === 1) {
    const common = gcdModulo(trim([...a.values]), trim([...b.values]), p);
    // An unlucky image does not fit below the bound.
    if (common.length > shape[0]!) return undefined;
    return { shape, values: padded(common, shape[0]!) };
  }
  return interpolatedGcd(a, b, bounds, p);
}

/** Where the lexicographically leading coefficient stands; -1 for 0. */
export const leadingIndex = (a: DenseResidues): number =>
  a.values.findLastIndex((value) => value !== 0);

function interpolatedGcd(
  a: DenseResidues,
  b: DenseResidues,
  bounds: readonly number[],
  p: number,
): DenseResidues | undefined {
  const left = primitiveRows(rowsOf(a), p);
  const right = primitiveRows(rowsOf(b), p);
  const commonContent = gcdModulo(left.content, right.content, p);
  const leadLeft = left.rows.findLast((row) => row.length > 0)!;
  const leadRight = right.rows.findLast((row) => row.length > 0)!;
  const lead = gcdModulo(leadLeft, leadRight, p);
  const outer = bounds.slice(0, -1);
  const wanted = bounds.at(-1)! + lead.length;

  let points: number[] = [];
  let images: (readonly number[])[] = [];
  let level = Number.POSITIVE_INFINITY;
  for (let point = 1; points.length < wanted; point++) {
    if (point === p) return undefined;
    if (valueModulo(leadLeft, point, p) === 0 || valueModulo(leadRight, point, p) === 0) continue;
    const at = (rows: readonly Residues[], shape: readonly number[]): DenseResidues => ({
      shape: shape.slice(0, -1),
      values: rows.map((row) => valueModulo(row, point, p)),
    });
    const image = denseGcdModulo(at(left.rows, a.shape), at(right.rows, b.shape), outer, p);
    if (image === undefined) {
      // Unlucky beyond the bounds; many such points mean that the prime itself is.
      if (point > 4 * wanted + 16) return undefined;
      continue;
    }
    const height = leadingIndex(image);
    if (height > level) continue;
    if (height < level) [points, images, level] = [[], [], height];
    const factor = valueModulo(lead, point, p);
    points.push(point);
    images.push(image.values.map((value) => (value * factor) % p));
  }
  const size = images[0]!.length;
  const rows = Array.from({ length: size }, (_, i) =>
    interpolated(
      points,
      images.map((image) => image[i]!),
      p,
    ),
  );
  const primitive = primitiveRows(rows, p).rows.map((row) => multiplyModulo(row, commonContent, p));
  return normalised(primitive, bounds, p);
}

/** The coefficients, polynomials in the last variable, of the monomials in the others. */
function rowsOf({ shape, values }: DenseResidues): Residues[] {
  const length = shape.at(-1)!;
  const rows: Residues[] = [];
  for (let i = 0; i < values.length; i += length) rows.push(trim(values.slice(i, i + length)));
  return rows;
}

function primitiveRows(
  rows: readonly Residues[],
  p: number,
): {
  readonly content: Residues;
  readonly rows: readonly Residues[];
} {
  let content: Residues = [];
  for (const row of rows) {
    if (row.length > 0) content = gcdModulo(content, row, p);
    if (content.length === 1) return { content, rows };
  }
  return { content, rows: rows.map((row) => divideModulo(row, content, p).quotient) };
}

function normalised(
  rows: readonly Residues[],
  bounds: readonly number[],
  p: number,
): DenseResidues | undefined {
  const length = bounds.at(-1)! + 1;
  if (rows.some((row) => row.length > length)) return undefined;
  const inverse = inverseModulo(rows.findLast((row) => row.length > 0)!.at(-1)!, p);
  return {
    shape: bounds.map((bound) => bound + 1),
    values: rows.flatMap((row) =>
      padded(
        row.map((value) => (value * inverse) % p),
        length,
      ),
    ),
  };
}

/** The polynomial of degree < points.length through the given values (Newton's form). */
function interpolated(points: readonly number[], values: readonly number[], p: number): Residues {
  if (values.every((value) => value === 0)) return [];
  const table = [...values];
  for (let order = 1; order < points.length; order++) {
    for (let i = points.length - 1; i >= order; i--) {
      const run = inverseModulo((points[i]! - points[i - order]! + p) % p, p);
      table[i] = (((table[i]! - table[i - 1]! + p) % p) * run) % p;
    }
  }
  let result: number[] = [];
  for (let i = points.length - 1; i >= 0; i--) {
    const shifted = [0, ...result];
    const back = p - points[i]!;
    for (let j = 0; j < result.length; j++) shifted[j] = (shifted[j]! + back * result[j]!) % p;
    shifted[0] = (shifted[0]! + table[i]!) % p;
    result = shifted;
  }
  return trim(result);
}

const padded = (row: Residues, length: number): number[] =>
  Array.from({ length }, (_, i) => row[i] ?? 0);
