/**
 * The derived flow of the overlaps at one value of each parameter, as a field to integrate.
 */
import { fieldBuilder, type Node } from "../field/build-field.ts";
import { generatedField } from "../field/generate.ts";
import type { Setting } from "../model/claim.ts";
import type { Binding } from "../model/instance.ts";
import { integer, type Rational } from "../model/rational.ts";
import type { Environment } from "../numeric/evaluate/environment.ts";
import type { VectorField } from "../numeric/integrate/tableau.ts";
import { compileTerm } from "../symbolic/compile.ts";
import { predict } from "../symbolic/predict.ts";
import { enclosed, symbolsOf } from "./claims/derived-value.ts";

/**
 * u[1], ..., u[k] as a closed system.
 *
 * @param environment of any state: for names that do not move, such as A
 * @returns the field, or the reason why there is none
 */
export function derivedOverlapFlow(
  setting: Setting,
  binding: Binding,
  k: number,
  environment: Environment,
): VectorField | string {
  const of = [{ name: "u", index: "i" }];
  const prediction = predict(setting, { kind: "reduction", of });
  if (prediction.status === "none") return prediction.reason;
  const { derived } = prediction;
  const [rate] = derived.kind === "reduction" ? derived.rates : [];
  if (rate === undefined) return "no flow of u is derived for this model";
  const parameters = new Map<string, Rational>();
  for (const [name, value] of binding) {
    if (value.kind === "exact") parameters.set(name, value.value);
  }
  const builder = fieldBuilder(k);
  const known = symbolsOf({ binding }, environment);
  const symbol = (name: string, places: readonly number[]): Node | undefined => {
    const place = places[0];
    if (name === "u" && place !== undefined && place >= 1 && place <= k) {
      return builder.state(place - 1);
    }
    const value = known(name, places);
    return value && builder.constant(enclosed(value).value);
  };
  const nodes: Node[] = [];
  for (let i = 1; i <= k; i++) {
    const at = { parameters: new Map(parameters).set("#i", integer(i)), symbol };
    const node = compileTerm(builder, rate, at);
    if (node === undefined) return "the derived flow has a name without a value here";
    nodes.push(node);
  }
  return generatedField(builder.build(nodes));
}
