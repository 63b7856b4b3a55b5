/**
 * The phase diagram of a link over an orthonormal or equiangular frame, all weights equal, at one
 * value of the parameters but the angle.
 */
import { bindExpression } from "../../model/bind/bind-expression.ts";
import { evaluateInteger, evaluateRational } from "../../model/bind/evaluate.ts";
import type { Binding } from "../../model/bind/instance.ts";
import type { Setting } from "../../model/claim.ts";
import type { Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { equals, one, type Rational, sign } from "../../model/rational.ts";
import { type PlantedSum, plantedSum } from "../planted-sum.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { type PhaseDiagram, phaseDiagram } from "./phase-diagram.ts";

export interface LinkDiagram {
  readonly kind: "diagram";
  /** As it stands at the values of the parameters, times the root of the common weight. */
  readonly link: string;
  readonly diagram: PhaseDiagram;
}

const order = 20;

/** The diagram; nothing where the frame is another one or weights differ. */
export async function linkDiagram(
  { model }: Pick<Setting, "model">,
  binding: Binding,
): Promise<LinkDiagram | undefined> {
  const planted = plantedSum(model);
  const { link, terms, frame } = planted;
  const weight = commonWeight(planted, binding);
  if (weight === undefined || sign(weight) <= 0) return undefined;
  if (frame.kind !== "orthonormal" && frame.kind !== "equiangular") return undefined;
  const k = evaluateInteger(terms, binding);
  if (k === undefined || k < 2) throw new NotDerivable("a sum of fewer than two ridge functions");
  const own = bindExpression(link, binding);
  const scaled = equals(weight, one) ? own : timesRoot(weight, own);
  const diagram = await phaseDiagram(scaled, "z", { frame: frame.kind, k: BigInt(k), order });
  if ("code" in diagram) throw new NotDerivable(`the link: ${diagram.reason}`);
  return { kind: "diagram", link: formatExpression(scaled), diagram };
}

function commonWeight({ weights }: PlantedSum, binding: Binding): Rational | undefined {
  if (weights.kind === "expression") return evaluateRational(weights.expression, binding);
  const values = weights.values.map((value) => evaluateRational(value, binding));
  const [first] = values;
  const isCommon = values.every((v) => v !== undefined && first !== undefined && equals(v, first));
  return isCommon ? first : undefined;
}

/** sqrt(weight) f: student and teacher with it have the loss of the weighted sum. */
const timesRoot = (weight: Rational, link: Expression): Expression => ({
  kind: "binary",
  operator: "*",
  left: { kind: "call", name: "sqrt", args: [{ kind: "number", value: weight }] },
  right: link,
});
