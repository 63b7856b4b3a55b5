/**
 * The diagram of the model of a spec, at one value of its parameters: that of the first family
 * whose business it is. A family brings its function; how it is printed is a file of `src/report`
 * of its own, named in `diagram-views.ts`.
 */

import type { Binding } from "../../model/bind/instance.ts";
import type { Setting } from "../../model/claim.ts";
import type { Model } from "../../model/spec.ts";
import { portraitDiagram } from "../families/spiked/portrait.ts";
import { NotDerivable } from "../term/not-derivable.ts";
import { frameDiagram } from "./frame/frame-diagram.ts";
import { frameLetter } from "./frame/teacher-frame.ts";
import { jointDiagram } from "./joint-learning.ts";
import { linkDiagram } from "./link-diagram.ts";
import { saddleDiagram } from "./saddle-sequence.ts";

/** In the order in which they are asked; each gives nothing for models of others. */
const families = [saddleDiagram, portraitDiagram, jointDiagram, linkDiagram, frameDiagram] as const;

export type DerivedDiagram = NonNullable<Awaited<ReturnType<(typeof families)[number]>>>;

export type SettingDiagram =
  | DerivedDiagram
  /** What of the model has no rule. */
  | { readonly kind: "none"; readonly reason: string };

/** The parameter of the frame that a diagram moves through all its values, where one is. */
export const openParameter = (
  { teacher }: Model,
  parameters: Setting["parameters"],
  pinned: ReadonlySet<string>,
): string | undefined => {
  // Of an equiangular frame the whole range of angles is the diagram, wherever the spec stands.
  if (teacher.kind === "sum" && teacher.frame.kind === "equiangular") {
    const { beta } = teacher.frame;
    if (beta.kind === "name") return beta.name;
  }
  return frameLetter(teacher, parameters, pinned);
};

/** The diagram, or what of the model has no rule. */
export async function settingDiagram(
  model: Model,
  binding: Binding,
  parameters: Setting["parameters"] = new Map(),
): Promise<SettingDiagram> {
  const setting: Setting = { parameters, model, start: [], assumptions: new Map() };
  try {
    for (const family of families) {
      const found = await family(setting, binding);
      if (found !== undefined) return found;
    }
    throw new NotDerivable("a model of another family");
  } catch (error) {
    if (error instanceof NotDerivable) return { kind: "none", reason: error.message };
    throw error;
  }
}
