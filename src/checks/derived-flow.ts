/**
 * The derived flow of the state at one value of each parameter, as a field to integrate.
 */
import { fieldBuilder, type Node } from "../field/build-field.ts";
import { generatedField } from "../field/generate.ts";
import type { Binding } from "../model/bind/instance.ts";
import type { Quantity, Setting } from "../model/claim.ts";
import { integer, type Rational } from "../model/rational.ts";
import type { Environment } from "../numeric/evaluate/environment.ts";
import type { VectorField } from "../numeric/integrate/tableau.ts";
import { compileTerm } from "../symbolic/compile.ts";
import { predict } from "../symbolic/predict.ts";
import { enclosed, symbolsOf } from "./claims/derived-value.ts";
import type { ColumnName } from "./observables/state-columns.ts";

/** Letters of the indices of a quantity. */
const letters = ["i", "j"] as const;

/**
 * u[1], ..., u[k] as a closed system.
 *
 * @param environment of any state: for names that do not move, such as A
 * @returns the field, or the reason why there is none
 */
export const derivedOverlapFlow = (
  setting: Setting,
  binding: Binding,
  k: number,
  environment: Environment,
): VectorField | string =>
  derivedFlow(
    setting,
    binding,
    Array.from({ length: k }, (_, j) => ({ name: "u", places: [j + 1] })),
    environment,
  );

/**
 * Quantities of the state as a closed system, in the order of the columns.
 *
 * @param environment of any state: for names that do not move, such as A
 * @returns the field, or the reason why there is none
 */
export function derivedFlow(
  setting: Setting,
  binding: Binding,
  columns: readonly ColumnName[],
  environment: Environment,
): VectorField | string {
  const of: Quantity[] = [];
  for (const { name, places } of columns) {
    if (of.some((quantity) => quantity.name === name)) continue;
    const [index] = letters;
    if (places.length === 0) of.push({ name });
    else if (places.length === 1) of.push({ name, index });
    else of.push({ name, index, indices: letters });
  }
  const names = of.map(({ name }) => name).join(", ");
  const prediction = predict(setting, { kind: "reduction", of });
  if (prediction.status === "none") return prediction.reason;
  const { derived } = prediction;
  const rates = derived.kind === "reduction" ? derived.rates : [];
  if (rates.length < of.length) return `no flow of ${names} is derived for this model`;
  const parameters = new Map<string, Rational>();
  for (const [name, value] of binding) {
    if (value.kind === "exact") parameters.set(name, value.value);
  }
  const builder = fieldBuilder(columns.length);
  const known = symbolsOf({ binding }, environment);
  const places = new Map(columns.map((column, i) => [keyOf(column), i]));
  const symbol = (name: string, at: readonly number[]): Node | undefined => {
    const place = places.get(keyOf({ name, places: at }));
    if (place !== undefined) return builder.state(place);
    if (of.some((quantity) => quantity.name === name)) return undefined;
    const value = known(name, at);
    return value && builder.constant(enclosed(value).value);
  };
  const nodes: Node[] = [];
  for (const column of columns) {
    const rate = rates[of.findIndex(({ name }) => name === column.name)];
    const here = new Map(parameters);
    column.places.forEach((place, l) => here.set(`#${letters[l]}`, integer(place)));
    const node = rate && compileTerm(builder, rate, { parameters: here, symbol });
    if (node === undefined) return "the derived flow has a name without a value here";
    nodes.push(node);
  }
  return generatedField(builder.build(nodes));
}

const keyOf = ({ name, places }: ColumnName): string => `${name}[${places.join(",")}]`;
