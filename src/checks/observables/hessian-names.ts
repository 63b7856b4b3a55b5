/**
 * What the Hessian of the defined loss on the manifold says of a state: `index`, `nullity`,
 * `curvature`, and `growth`, the largest rate at which a disturbance of a stationary state grows.
 *
 * Of a flow that is the gradient itself the linearisation is minus the Hessian, so `growth` is
 * minus `curvature`; of other flows it is not known here. Eigenvalues that cannot be told from
 * zero leave the counts open by as many.
 */
import type { Expression } from "../../model/expression/expression.ts";
import { type Result, real } from "../../numeric/evaluate/value.ts";
import { failure, isFailure } from "../../numeric/failure.ts";
import { exactly, type Measured, measured, negative } from "../../numeric/measured.ts";
import type { Inertia } from "../../numeric/simulate/answers.ts";
import { blockEigenvalue, blockMultiplicity } from "../../numeric/simulate/hessian-block.ts";
import type { Simulation } from "../../numeric/simulate/simulation.ts";
import type { Case } from "../cases/case.ts";

const words: ReadonlySet<string> = new Set(["index", "nullity", "curvature", "growth"]);

/** The value of one of these names; `undefined` for any other name, or where it is not known. */
export function hessianName(
  name: string,
  at: Case,
  simulation: Simulation,
  w: Float64Array,
): Measured | undefined {
  if (!words.has(name)) return undefined;
  if (name === "growth" && !isPlainGradient(at)) return undefined;
  const inertia = simulation.inertia(w);
  const least = leastEigenvalue(inertia);
  switch (name) {
    case "index":
      return counted(inertia.negative, inertia.unresolved);
    case "nullity":
      return counted(0, inertia.unresolved);
    case "curvature":
      return least;
    default:
      return least && negative(least);
  }
}

/** So many at least, and up to so many more. */
const counted = (known: number, open: number): Measured =>
  open === 0 ? exactly(known) : measured(known + open / 2, open / 2, "estimate");

function leastEigenvalue({ eigenvalues }: Inertia): Measured | undefined {
  const values = eigenvalues.map(({ eigenvalue }) => eigenvalue);
  const [first, ...others] = values;
  if (first === undefined) return undefined;
  // The least of several is no more than any of them, within the largest of their errors.
  const least = others.reduce((a, b) => (b.value < a.value ? b : a), first);
  return measured(least.value, Math.max(...values.map(({ error }) => error)), "estimate");
}

/** Whether the state moves along minus the gradient, at its pace. */
function isPlainGradient(at: Case): boolean {
  const { dynamics, student } = at.setting.model;
  const isRound = dynamics.metric.kind === "word" && dynamics.metric.word === "round";
  const isFlow = dynamics.kind.kind === "word" && dynamics.kind.word === "gradient-flow";
  return isRound && isFlow && student.link.kind !== "learned";
}

/** `eigen(block)` and `multiplicity(block)` of the defined Hessian. */
export function ofHessianBlock(
  asked: "eigen" | "multiplicity",
  block: Expression | undefined,
  inertia: Inertia,
): Result {
  const name = block?.kind === "name" ? block.name : undefined;
  if (name !== "within" && name !== "across") return failure("wrong-arguments", asked);
  if (asked === "multiplicity") return real(exactly(blockMultiplicity(inertia, name)));
  const value = blockEigenvalue(inertia, name);
  return isFailure(value) ? value : real(value);
}
