/**
 * A spec written as an object of the programming language, and read by the same readers as a file.
 *
 * JSON is YAML, so the object is written as JSON and parsed. Issues name the path of a key, as
 * `claims.threshold.in`; lines are those of the object as JSON with two spaces.
 */
import { parseSpec } from "./parse-spec.ts";
import type { OwnKindName } from "./schema/own-kinds.ts";
import type { Source, Spec } from "./spec.ts";

/** A value or formula of the spec language; decimals are exact. */
export type Text = string | number;

/** `3..oo`, `0 <= real < 1`, a list of values, or one of them with where to try it. */
export type DomainText =
  | Text
  | readonly Text[]
  | {
      readonly in: Text | readonly Text[];
      readonly sampled?: Text | readonly Text[];
      readonly index?: string | readonly string[];
    };

/** A point: by a name or formula, or quantity by quantity. */
export type PointText = string | Readonly<Record<string, Text>>;

type Axis = string | Readonly<Record<string, unknown>>;

/** The axes of a model, as the spec language writes them. */
export interface ModelText {
  readonly input: Axis;
  readonly teacher: Axis;
  readonly student: Axis;
  readonly loss: Axis;
  readonly dynamics?: Axis;
}

interface CommonKeys {
  readonly says?: string;
  readonly source?: string | Source;
  readonly for?: Readonly<Record<string, DomainText>>;
  readonly when?: string;
  readonly assume?: readonly string[];
  readonly model?: Partial<ModelText>;
  readonly start?: Readonly<Record<string, Text>>;
  readonly expect?: "holds" | "refuted" | "undecided" | "inapplicable";
  readonly "at-least"?: "supported" | "certified" | "proved";
  readonly "corrected-by"?: string;
  readonly narrowed?: string;
}

/** The fields of each kind; a right-hand side left out is asked for. */
type KindFields =
  | { kind: "identity"; of: Text; equals?: Text; at?: PointText }
  | { kind: "reduction"; flow: Readonly<Record<string, Text>>; domain?: string }
  | { kind: "stationary"; at: PointText }
  | {
      kind: "fixed-points";
      where?: string;
      count?: Text;
      are?: readonly PointText[];
      "up-to"?: "sign" | "permutation" | readonly ("sign" | "permutation")[];
    }
  | { kind: "morse-index"; at: PointText; equals?: Text }
  | { kind: "threshold"; in: string; equals?: Text; at: PointText; below?: string; above?: string }
  | { kind: "threshold"; in: string; equals?: Text; below: string; above: string }
  | {
      kind: "bifurcation";
      at: PointText;
      in: string;
      equals?: Text;
      type?: "supercritical-pitchfork" | "subcritical-pitchfork" | "transcritical" | "fold";
    }
  | { kind: "limit"; of: Text; equals?: PointText | number; as?: string }
  | { kind: "invariant"; holds: string }
  | { kind: "bound"; holds: string; at?: PointText }
  | {
      kind: "scaling";
      of: Text;
      as: string;
      exponent?: Text;
      log?: Text;
      constant?: Text;
      side?: "both" | "upper" | "lower";
    }
  | { kind: "rate"; of: Text; equals?: Text }
  | { kind: "probability"; of: string; equals?: Text }
  | {
      kind: "trajectory";
      of: Text | readonly Text[];
      equals?: Text | readonly Text[];
      follows?: Partial<ModelText>;
      until?: string;
    }
  | { kind: OwnKindName; [field: string]: unknown };

export type ClaimText = Readonly<KindFields> & CommonKeys;

/** A spec as an object; the keys are those of the spec language. */
export interface SpecText {
  readonly title: string;
  readonly says?: string;
  readonly source?: string | Source;
  readonly parameters?: Readonly<Record<string, DomainText>>;
  readonly let?: Readonly<Record<string, Text>>;
  readonly assumptions?: Readonly<Record<string, string>>;
  readonly model?: ModelText;
  readonly start?: Readonly<Record<string, Text>>;
  readonly claims?: Readonly<Record<string, ClaimText>>;
  readonly remarks?: Readonly<
    Record<string, { readonly text: string; readonly reason: string; readonly source?: Source }>
  >;
  readonly experiments?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * The spec that an object is.
 *
 * @param name what it is called in messages and reports
 * @throws SpecError with every issue at once
 * @example defineSpec({ title: "A remark" }).title // "A remark"
 */
export const defineSpec = (text: SpecText, name = "spec"): Spec =>
  parseSpec(JSON.stringify(text, null, 2), name).spec;
