/**
 * The fields of a kind, split into what is asked and what is answered.
 */
import type { Answer, OwnFields, Question } from "../claim.ts";
import type { Expression } from "../expression/expression.ts";
import type { Scope } from "../expression/scope.ts";
import { numbering } from "../numbering.ts";
import { modelShape } from "../schema/keys.ts";
import {
  bifurcationTypes,
  type FieldType,
  fieldType,
  kinds,
  type NamedKind,
  sides,
  symmetries,
} from "../schema/kinds.ts";
import type { OwnKindShape } from "../schema/own-kinds.ts";
import type { SourceNode } from "../source/node.ts";
import type { Model, Point } from "../spec.ts";
import { checkParameter, readApproach } from "./read-approach.ts";
import { readExpression } from "./read-expression.ts";
import { type Fields, itemsOf, readFields, readWord } from "./read-map.ts";
import { readAxes } from "./read-model.ts";
import type { ModelScope } from "./read-slots.ts";
import { readFlow, readPoint } from "./read-state-map.ts";
import { complain, described, type Reader, under } from "./reader.ts";

/** What the fields of a claim are read under. */
export interface FieldScope {
  readonly scope: Scope;
  readonly modelScope: ModelScope;
  /** The claim's id, where a missing field is reported. */
  readonly key: SourceNode;
  /** Letters that this claim declares and the file does not. */
  readonly letters: readonly string[];
}

/** The question and the answer of a claim, or `undefined` after issues. */
export function readQuestion(
  reader: Reader,
  kind: NamedKind | OwnKindShape,
  fields: Fields,
  { scope, modelScope, key, letters }: FieldScope,
): { readonly question: Question; readonly answer: Answer } | undefined {
  if (typeof kind !== "string") return readOwn(reader, kind, fields, scope);
  const { required, optional } = kinds[kind];
  const read: Record<string, unknown> = {};
  let complete = true;
  for (const name of [...required, ...optional]) {
    const node = fields.get(name)?.value;
    if (node === undefined) continue;
    const value = readField(under(reader, name), node, fieldType(kind, name), scope, modelScope);
    if (value === undefined) complete = false;
    else read[camelCase(name)] = value;
  }
  if (!required.every((name) => fields.has(name))) return undefined;
  if (kind === "threshold") complete = completeThreshold(reader, read, fields, key) && complete;
  if (kind === "trajectory") complete = checkTrajectory(reader, fields) && complete;
  return complete ? split(kind, read as unknown as ReadFields, letters) : undefined;
}

/** The fields of a registered kind. */
function readOwn(
  reader: Reader,
  { name, asks, answers }: OwnKindShape,
  fields: Fields,
  scope: Scope,
): { readonly question: Question; readonly answer: Answer } | undefined {
  const read = (types: OwnKindShape["asks"]): OwnFields | undefined => {
    const entries = Object.entries(types).flatMap(([field, type]) => {
      const node = fields.get(field)?.value;
      if (node === undefined) return [];
      const part = type === "predicate" ? type : "value";
      return [[field, readExpression(under(reader, field), node, scope, part)] as const];
    });
    const whole = entries.every(([, expression]) => expression !== undefined);
    return whole ? (Object.fromEntries(entries) as OwnFields) : undefined;
  };
  const [asked, answered] = [read(asks), read(answers)];
  if (asked === undefined || answered === undefined) return undefined;
  if (Object.keys(asks).some((field) => !fields.has(field))) return undefined;
  return {
    question: { kind: "own", name, fields: asked },
    answer: { kind: "own", fields: answered },
  };
}

/** One field, by its type. */
function readField(
  reader: Reader,
  node: SourceNode,
  type: FieldType,
  scope: Scope,
  modelScope: ModelScope,
): unknown {
  switch (type) {
    case "expression":
      return readExpression(reader, node, scope);
    case "predicate":
      return readExpression(reader, node, scope, "predicate");
    case "expressions":
      return whole(itemsOf(node).map((item) => readExpression(reader, item, scope)));
    case "point":
      return readPoint(reader, node, scope);
    case "points":
      return whole(itemsOf(node).map((item) => readPoint(reader, item, scope)));
    case "point-or-expression":
      return node.kind === "map"
        ? readPoint(reader, node, scope)
        : readExpression(reader, node, scope);
    case "flow":
      return readFlow(reader, node, scope);
    case "approach":
      return readApproach(reader, node, scope);
    case "parameter":
      return readParameterName(reader, node, scope);
    case "axes":
      return readFollowed(reader, node, modelScope);
    case "symmetries":
      return whole(itemsOf(node).map((item) => readWord(reader, item, symmetries)));
    case "side":
      return readWord(reader, node, sides);
    case "bifurcation":
      return readWord(reader, node, bifurcationTypes);
  }
}

function whole<T>(items: readonly (T | undefined)[]): readonly T[] | undefined {
  const read = items.filter((item) => item !== undefined);
  return read.length === items.length ? read : undefined;
}

function readParameterName(reader: Reader, node: SourceNode, scope: Scope): string | undefined {
  const name = node.kind === "text" ? node.text.trim() : "";
  return checkParameter(reader, node, name, scope, 0, []) ? name : undefined;
}

function readFollowed(
  reader: Reader,
  node: SourceNode,
  modelScope: ModelScope,
): Partial<Model> | undefined {
  const optional = [...modelShape.required, ...modelShape.optional];
  const fields = readFields(reader, node, { ...modelShape, required: [], optional });
  if (fields === undefined) return undefined;
  if (fields.size === 0) {
    complain(reader, node, { expected: "an axis to follow", got: described(node) });
    return undefined;
  }
  const axes = new Map([...fields].map(([name, entry]) => [name, { entry, path: reader.path }]));
  const read = readAxes(reader, axes, modelScope);
  return Object.keys(read).length === fields.size ? read : undefined;
}

/** With a point a threshold is from saddle to minimum; without one it must say of what. */
function completeThreshold(
  reader: Reader,
  read: Record<string, unknown>,
  fields: Fields,
  key: SourceNode,
): boolean {
  let complete = true;
  for (const [name, usual] of [
    ["below", "saddle"],
    ["above", "minimum"],
  ] as const) {
    if (fields.has(name)) continue;
    if (fields.has("at")) {
      read[name] = { kind: "name", name: usual } satisfies Expression;
      continue;
    }
    complete = false;
    complain(under(reader, name), key, {
      expected: name,
      got: "nothing",
      cure: "A threshold claim without at needs it.",
    });
  }
  return complete;
}

function checkTrajectory(reader: Reader, fields: Fields): boolean {
  const follows = fields.get("follows");
  if (follows === undefined || !fields.has("equals")) return true;
  complain(under(reader, "follows"), follows.key, {
    expected: "equals or follows",
    got: "both",
    cure: "Keep one of them.",
  });
  return false;
}

/** Every field that a kind may have, as `readField` reads it. */
interface ReadFields {
  readonly of: Expression & readonly Expression[];
  readonly at: Point;
  readonly equals?: Expression & readonly Expression[];
  readonly flow: NonNullable<ReturnType<typeof readFlow>>;
  readonly domain?: Expression;
  readonly where?: Expression;
  readonly count?: Expression;
  readonly are?: readonly Point[];
  readonly upTo?: readonly ("sign" | "permutation")[];
  readonly in: string;
  readonly below: Expression;
  readonly above: Expression;
  readonly type?: (typeof bifurcationTypes)[number];
  readonly as: NonNullable<ReturnType<typeof readApproach>>;
  readonly holds: Expression;
  readonly exponent?: Expression;
  readonly log?: Expression;
  readonly constant?: Expression;
  readonly side?: (typeof sides)[number];
  readonly follows?: Partial<Model>;
  readonly until?: Expression;
}

function split(
  kind: NamedKind,
  read: ReadFields,
  letters: readonly string[],
): { readonly question: Question; readonly answer: Answer } {
  const { of, at, flow, below, above, as, holds } = read;
  const given = <K extends keyof ReadFields>(...keys: readonly K[]): Pick<ReadFields, K> => {
    const found = keys.filter((key) => read[key] !== undefined).map((key) => [key, read[key]]);
    return Object.fromEntries(found) as Pick<ReadFields, K>;
  };
  const equals = given("equals");
  switch (kind) {
    case "identity":
      return { question: { kind, of, ...given("at") }, answer: { kind, ...equals } };
    case "reduction":
      return {
        question: { kind, of: flow.of, ...given("domain") },
        answer: { kind, flow: flow.flow },
      };
    case "stationary":
      return { question: { kind, at }, answer: { kind } };
    case "fixed-points":
      return {
        question: {
          kind,
          ...given("where"),
          upTo: read.upTo ?? [],
          over: numbering(read, letters),
        },
        answer: { kind, ...given("count", "are") },
      };
    case "morse-index":
      return { question: { kind, at }, answer: { kind, ...equals } };
    case "threshold":
      return {
        question: { kind, in: read.in, below, above, ...given("at") },
        answer: { kind, ...equals },
      };
    case "bifurcation":
      return { question: { kind, at, in: read.in }, answer: { kind, ...equals, ...given("type") } };
    case "limit":
      return { question: { kind, of, ...given("as") }, answer: { kind, ...equals } };
    case "invariant":
      return { question: { kind }, answer: { kind, holds } };
    case "bound":
      return { question: { kind, ...given("at") }, answer: { kind, holds } };
    case "scaling":
      return {
        question: { kind, of, as, side: read.side ?? "both" },
        answer: { kind, ...given("exponent", "log", "constant") },
      };
    case "rate":
      return { question: { kind, of }, answer: { kind, ...equals } };
    case "probability":
      return { question: { kind, of }, answer: { kind, ...equals } };
    case "trajectory":
      return {
        question: { kind, of, ...given("until") },
        answer: { kind, ...equals, ...given("follows") },
      };
  }
}

const camelCase = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
