/**
 * Types of stationary points over an orthonormal frame, and escape laws, as data.
 */
import { formatRational } from "../../model/rational.ts";
import type { PhaseDiagram } from "../../symbolic/phase/phase-diagram.ts";
import { escapeLatex, escapeText } from "./phase-escape.ts";

export function orthonormalJson({ orthonormal }: PhaseDiagram) {
  if (orthonormal.kind === "not-derived") return { notDerived: orthonormal.reason };
  const { types, total, totalUpToSign } = orthonormal.value;
  return {
    total: `${total}`,
    totalUpToSign: `${totalUpToSign}`,
    types: types.map(({ l, count, upToSign, index, isMinimum, oppositeIndex }) => ({
      l,
      count: `${count}`,
      upToSign: `${upToSign}`,
      index,
      ...(oppositeIndex === undefined ? {} : { oppositeIndex }),
      isMinimum,
    })),
  };
}

export function escapeJson({ escapeTime }: PhaseDiagram) {
  if (escapeTime.kind === "not-derived") return { notDerived: escapeTime.reason };
  const { kind, degree, exponent, divisor } = escapeTime.value;
  return {
    kind,
    degree,
    exponent: formatRational(exponent),
    divisor: formatRational(divisor),
    exact: escapeText(escapeTime.value),
    latex: escapeLatex(escapeTime.value),
  };
}
