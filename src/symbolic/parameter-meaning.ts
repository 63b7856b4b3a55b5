/**
 * What the parameters of a setting mean as terms, whatever the model.
 */
import type { Setting } from "../model/claim.ts";
import * as R from "./exact/rational-function.ts";
import { parameterFacts } from "./parameter-facts.ts";
import { symbol } from "./term/atom.ts";
import { type Meaning, termOf } from "./term/interpret.ts";
import * as T from "./term/term.ts";

/** Parameters and families as terms: what every model shares. */
export function parameterMeaning(setting: Setting): Meaning {
  const meaning: Meaning = {
    name: (name) => {
      const parameter = setting.parameters.get(name);
      if (parameter === undefined || parameter.index.length > 0) return undefined;
      if (parameter.domain.kind === "tied") {
        return termOf(parameter.domain.value, parameterMeaning(setting));
      }
      return T.ofRationalFunction(R.variable(name));
    },
    indexed: (name, places) => {
      const parameter = setting.parameters.get(name);
      return parameter !== undefined && parameter.index.length === places.length
        ? T.ofAtom(symbol(name, places))
        : undefined;
    },
    call: () => undefined,
  };
  return { ...meaning, facts: parameterFacts(setting, meaning) };
}
