import { describe, expect, test } from "vitest";
import { parseExpression } from "../../../src/model/expression/parse.ts";
import type { Environment } from "../../../src/numeric/evaluate/environment.ts";
import { evaluate } from "../../../src/numeric/evaluate/evaluate-number.ts";
import { entriesOf } from "../../../src/numeric/evaluate/value.ts";
import { isFailure } from "../../../src/numeric/failure.ts";
import { functionOfLink } from "../../../src/numeric/gaussian/function.ts";
import { fastLink } from "../../../src/numeric/gaussian/polynomial-link.ts";
import { type MultiLink, multiLink } from "../../../src/numeric/link/multi-link.ts";
import { exactly, type Measured } from "../../../src/numeric/measured.ts";
import { tensorRule } from "../../../src/numeric/quadrature/tensor.ts";

function read(text: string) {
  const parsed = parseExpression(text);
  if (!("value" in parsed)) throw new Error(text);
  return parsed.value;
}

function linkOf(text: string, q = 2): MultiLink {
  const link = multiLink(read(text), q);
  if (isFailure(link)) throw new Error(link.detail);
  return link;
}

const matrices: Readonly<Record<string, readonly (readonly number[])[]>> = {
  X: [
    [0.5, -0.25],
    [0.125, 0.375],
  ],
  Y: [
    [0.25, 0.5],
    [-0.5, 0.125],
  ],
  G: [
    [0.5, 0.125],
    [0.125, 0.25],
  ],
};

const environmentOf = (f: MultiLink): Environment => ({
  name: (name) => matrices[name]?.map((row) => row.map(exactly)),
  link: (e) =>
    e.kind === "name"
      ? e.name === "f"
        ? functionOfLink(f)
        : undefined
      : functionOfLink(multiLink(e, f.variables) as MultiLink),
});

function worth(text: string, f: MultiLink): readonly Measured[] {
  const entries = entriesOf(evaluate(read(text), environmentOf(f)));
  if (isFailure(entries)) throw new Error(entries.detail);
  return entries;
}

/** E f(X^T z + S z') g(z) with S S^T = 1 - X^T X (S = its Cholesky factor), by quadrature. */
function smoothedInner(f: MultiLink, g: MultiLink, X: readonly (readonly number[])[]): number {
  const [[a, b], [c, d]] = X as [[number, number], [number, number]];
  const [p, q, r] = [1 - a * a - c * c, -(a * b + c * d), 1 - b * b - d * d];
  const s11 = Math.sqrt(p);
  const s21 = q / s11;
  const s22 = Math.sqrt(r - s21 * s21);
  const { count, nodes, weights } = tensorRule(4, 8);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const [z1, z2, y1, y2] = [...nodes.subarray(4 * i, 4 * i + 4)] as [
      number,
      number,
      number,
      number,
    ];
    const at = Float64Array.of(a * z1 + c * z2 + s11 * y1, b * z1 + d * z2 + s21 * y1 + s22 * y2);
    total += weights[i]! * f.value(at) * g.value(Float64Array.of(z1, z2));
  }
  return total;
}

const contains = ({ value, error }: Measured, truth: number): void => {
  expect(Math.abs(value - truth)).toBeLessThanOrEqual(error + 1e-12);
  expect(error).toBeLessThan(1e-10);
};

describe("functions of Gaussian variables", () => {
  const f = linkOf("z[1]^3 + z[1]*z[2] - 2*z[2]^2 + z[2]");

  test("inner products are expectations: E z1^6 = 15, E (z1 z2)^2 = 1, 4 E z2^4 = 12, E z2^2 = 1", () => {
    contains(worth("inner(f, f)", f)[0]!, 15 + 1 + 12 + 1);
    contains(worth("inner(f, z[2])", f)[0]!, 1);
  });

  test.each(["X", "Y"])("smooth(f, %s) is the expectation over the independent part", (name) => {
    const g = linkOf("z[1]*z[2] + z[1]^3 + h(2, z[1])");
    const text = `inner(smooth(f, ${name}), z[1]*z[2] + z[1]^3 + h(2, z[1]))`;
    contains(worth(text, f)[0]!, smoothedInner(f, g, matrices[name]!));
  });

  test("the operator applied last stands first in the product", () => {
    const twice = worth("smooth(smooth(f, X), Y)", f);
    worth("smooth(f, Y*X)", f).forEach((x, i) => {
      contains(twice[i]!, x.value);
    });
    const other = worth("smooth(f, X*Y)", f);
    expect(Math.max(...other.map((x, i) => Math.abs(x.value - twice[i]!.value)))).toBeGreaterThan(
      0.01,
    );
  });

  test("rank counts directions, also along no axis", () => {
    expect(worth("rank(f)", f)[0]!.value).toBe(2);
    expect(worth("rank(f)", linkOf("(z[1] + z[2])^2"))[0]!.value).toBe(1);
  });

  test("grad(<A_G f, f>, G) for f = z1 + h_2(z2) is diag(1, 2 G22)", () => {
    const S = worth("grad(inner(smooth(f, G), f), G)", linkOf("z[1] + h(2, z[2])"));
    [1, 0, 0, 2 * 0.25].forEach((truth, i) => {
      expect(Math.abs(S[i]!.value - truth)).toBeLessThanOrEqual(S[i]!.error + 1e-12);
      expect(S[i]!.error).toBeLessThan(1e-8);
    });
  });

  test("what is cut off a link that is no polynomial is in the error", () => {
    // E exp(z/2)^2 = exp(1/2).
    const [square] = worth("inner(f, f)", linkOf("exp(z[1]/2)", 1));
    expect(Math.abs(square!.value - Math.exp(0.5))).toBeLessThanOrEqual(square!.error);
    expect(square!.error).toBeLessThan(1e-6);
  });

  test("a polynomial link by its coefficients has the values and slopes of its expression", () => {
    const fast = fastLink(f);
    const z = Float64Array.of(0.7, -1.3);
    const [a, b] = [new Float64Array(2), new Float64Array(2)];
    expect(fast.gradient(z, a)).toBeCloseTo(f.gradient(z, b), 12);
    expect(fast.value(z)).toBeCloseTo(f.value(z), 12);
    for (const i of [0, 1]) expect(a[i]).toBeCloseTo(b[i]!, 12);
  });
});
