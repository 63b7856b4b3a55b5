/**
 * What holds for everything in a file: its declarations joined with those of `use:`, and how a
 * claim or an experiment changes them. The nearer one wins; an axis is replaced as a whole.
 */
import { type Axes, featuresOf } from "./axes.ts";
import { dependencies } from "./bind/dependencies.ts";
import type { Setting } from "./claim.ts";
import type { Expression } from "./expression/expression.ts";
import type { Definition, Scope } from "./expression/scope.ts";
import { findCycle, readDefinitions } from "./read/read-definitions.ts";
import { number, readExpression } from "./read/read-expression.ts";
import { readFields } from "./read/read-map.ts";
import { readModel } from "./read/read-model.ts";
import { checkName, type Declared, letterOf, readParameter } from "./read/read-parameters.ts";
import type { ModelScope } from "./read/read-slots.ts";
import { readStart } from "./read/read-state-map.ts";
import { complain, type Reader, under } from "./read/reader.ts";
import { modelShape } from "./schema/keys.ts";
import type { MapEntry, SourceNode } from "./source/node.ts";
import type { Model, Parameter, Start } from "./spec.ts";

/** The declarations of a file and of the files that it uses, as they are written. */
export interface Joined {
  readonly parameters: ReadonlyMap<string, Declared>;
  readonly definitions: readonly MapEntry[];
  readonly assumptions: ReadonlyMap<string, MapEntry>;
  readonly axes: Axes;
  readonly start?: { readonly node: SourceNode; readonly path: string };
  /** Where a missing axis is reported; absent in a part of a setting. */
  readonly modelPlace?: SourceNode;
}

/** Declarations that are read: what claims and experiments begin from. */
export interface Base {
  readonly joined: Joined;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly scope: Scope;
  readonly model?: Model;
  readonly start?: Start;
  readonly assumptions: ReadonlyMap<string, Expression>;
}

/** Reads the declarations of a file. */
export function readBase(reader: Reader, joined: Joined): Base {
  const letters = new Map([...joined.parameters].map(([name, it]) => [name, letterOf(it)]));
  const letReader = under({ ...reader, path: "" }, "let");
  const definitions = readDefinitions(letReader, joined.definitions, letters);
  const features = joined.axes.size > 0 ? featuresOf(joined.axes, joined.parameters) : undefined;
  const scope: Scope = { letters, definitions, place: "claim", ...(features && { features }) };
  const parameters = readParameters(reader, [...joined.parameters.values()], scope, new Map());
  const model = readModel(reader, joined.axes, { scope, parameters }, joined.modelPlace);
  const start = readJoinedStart(reader, joined, scope, model);
  const assumptions = readAssumptions(reader, joined, scope, undefined);
  return {
    joined,
    parameters,
    definitions,
    scope,
    ...(model && { model }),
    ...(start && { start }),
    assumptions,
  };
}

/** Parameters in the order of the file, added to those already known; cycles are issues. */
function readParameters(
  reader: Reader,
  declared: readonly Declared[],
  scope: Scope,
  known: ReadonlyMap<string, Parameter>,
): ReadonlyMap<string, Parameter> {
  const all = new Map(known);
  for (const each of declared) {
    const name = each.entry.key.text;
    const here: Reader = { ...reader, path: each.path };
    if (!checkName(here, each.entry)) continue;
    const parameter = readParameter(reader, each, scope);
    if (parameter !== undefined) all.set(name, parameter);
  }
  const reported = new Set<string>();
  for (const { entry, path } of declared) {
    const name = entry.key.text;
    if (reported.has(name) || !all.has(name)) continue;
    const cycle = findCycle(name, (each) => dependencies(all.get(each)));
    if (cycle === undefined) continue;
    for (const each of cycle) reported.add(each);
    complain(under({ ...reader, path }, name), entry.key, {
      expected: "a domain without a cycle",
      got: cycle.join(" -> "),
      cure: "Let one of them stand without the other.",
    });
  }
  return all;
}

/** What `for:`, `model:`, `start:`, `when:` and `assume:` of a claim or experiment say. */
export interface Changes {
  readonly path: string;
  readonly for?: SourceNode;
  readonly model?: SourceNode;
  readonly start?: SourceNode;
  readonly when?: SourceNode;
  readonly assume?: readonly string[];
}

/** A setting with its scope; `undefined` after issues. */
export interface Applied {
  readonly setting: Setting | undefined;
  readonly scope: Scope;
  readonly modelScope: ModelScope;
}

/** The base with the changes of one claim or experiment. */
export function applyChanges(reader: Reader, base: Base, changes: Changes): Applied {
  const { joined } = base;
  const own = declaredFor(reader, changes, base);
  const declared = new Map([
    ...joined.parameters,
    ...own.map((each) => [each.entry.key.text, each] as const),
  ]);
  const axes = changedAxes(reader, joined.axes, changes);
  const features = axes.size > 0 ? featuresOf(axes, declared) : undefined;
  const letters = new Map(base.scope.letters);
  for (const each of own) letters.set(each.entry.key.text, letterOf(each));
  const scope: Scope = {
    letters,
    definitions: base.definitions,
    place: "claim",
    ...(features && { features }),
  };
  const parameters = readParameters(reader, own, scope, base.parameters);
  const modelScope = { scope, parameters };
  const sameModel = changes.model === undefined;
  const model = sameModel ? base.model : readModel(reader, axes, modelScope, joined.modelPlace);
  const start = changedStart(reader, base, changes, scope, model);
  const when =
    changes.when && readExpression(under(reader, "when"), changes.when, scope, "predicate");
  const sameFeatures = JSON.stringify(features) === JSON.stringify(base.scope.features);
  const assumptions = sameFeatures
    ? kept(base.assumptions, changes.assume)
    : readAssumptions(reader, joined, scope, changes.assume);
  const complete = changes.when === undefined || when !== undefined;
  const setting: Setting | undefined =
    model && start && complete
      ? { parameters, model, start, ...(when && { when }), assumptions }
      : undefined;
  return { setting, scope, modelScope };
}

function declaredFor(reader: Reader, changes: Changes, base: Base): readonly Declared[] {
  const node = changes.for;
  if (node === undefined) return [];
  if (node.kind !== "map") {
    complain(under(reader, "for"), node, {
      expected: "a map from letters to domains",
      got: node.kind === "list" ? "a list" : "a text",
      cure: "Write for: { j: 1..k }.",
    });
    return [];
  }
  return node.entries.flatMap((entry) => {
    const path = `${changes.path}.for`;
    if (!base.definitions.has(entry.key.text)) return [{ entry, path }];
    complain(under({ ...reader, path }, entry.key.text), entry.key, {
      expected: "a letter",
      got: `the definition ${entry.key.text}`,
      cure: "Choose another letter.",
    });
    return [];
  });
}

function changedAxes(reader: Reader, axes: Axes, changes: Changes): Axes {
  if (changes.model === undefined) return axes;
  const path = `${changes.path}.model`;
  const shape = { ...modelShape, required: [], optional: allAxes };
  const fields = readFields({ ...reader, path }, changes.model, shape);
  const own = [...(fields ?? [])].map(([name, entry]) => [name, { entry, path }] as const);
  return new Map([...axes, ...own]);
}

const allAxes: readonly string[] = [...modelShape.required, ...modelShape.optional];

function changedStart(
  reader: Reader,
  base: Base,
  changes: Changes,
  scope: Scope,
  model: Model | undefined,
): Start | undefined {
  if (changes.start !== undefined) {
    const start = readStart(under(reader, "start"), changes.start, scope);
    return start && completed(start, model);
  }
  if (changes.model === undefined) return base.start;
  return readJoinedStart(reader, base.joined, scope, model);
}

function readJoinedStart(
  reader: Reader,
  { start }: Joined,
  scope: Scope,
  model: Model | undefined,
): Start | undefined {
  if (start === undefined) return model && completed(usualStart(model), model);
  const read = readStart({ ...reader, path: start.path }, start.node, scope);
  return read && completed(read, model);
}

const usualStart = (model: Model): Start => [
  { name: model.student.shape.kind === "subspace" ? "W" : "w" },
];

/** A learned link that no one says how to start begins at 0: its coefficients have no Haar law. */
function completed(start: Start, model: Model | undefined): Start {
  const learned = model?.student.link.kind === "learned";
  if (!learned || start.some(({ name }) => name === "a")) return start;
  return [...start, { name: "a", index: "p", value: number(0n) }];
}

function readAssumptions(
  reader: Reader,
  joined: Joined,
  scope: Scope,
  assume: readonly string[] | undefined,
): ReadonlyMap<string, Expression> {
  const read = new Map<string, Expression>();
  for (const [id, { value }] of joined.assumptions) {
    if (assume !== undefined && !assume.includes(id)) continue;
    const here: Reader = { ...reader, path: `assumptions.${id}` };
    const predicate = readExpression(here, value, scope, "predicate");
    if (predicate !== undefined) read.set(id, predicate);
  }
  return read;
}

const kept = (
  assumptions: ReadonlyMap<string, Expression>,
  assume: readonly string[] | undefined,
): ReadonlyMap<string, Expression> =>
  assume === undefined
    ? assumptions
    : new Map([...assumptions].filter(([id]) => assume.includes(id)));
