/**
 * From texts to a spec: `use:` followed, everything read, every issue of every file at once.
 *
 * Reads no file itself: `load.ts` hands in how a path is read, a test hands in a map.
 */
import type { Claim } from "./claim.ts";
import { type Issue, SpecError } from "./issue.ts";
import { readClaim } from "./read/read-claim.ts";
import { definitionHead } from "./read/read-definitions.ts";
import { readExperiment } from "./read/read-experiment.ts";
import { checkId, readEntries, readFields } from "./read/read-map.ts";
import type { Declared } from "./read/read-parameters.ts";
import { readRemarks, readSource } from "./read/read-source.ts";
import { addIssue, complain, newReport, type Reader, readText, under } from "./read/reader.ts";
import { specShape } from "./schema/keys.ts";
import { type Joined, readBase } from "./setting.ts";
import { entryAt, excerpt, type MapEntry, type SourceNode } from "./source/node.ts";
import { readYaml } from "./source/read-yaml.ts";
import { comparePositions, sourceFile } from "./source/source-file.ts";
import type { Experiment, Spec } from "./spec.ts";
import type { SpecFile } from "./spec-file.ts";
import { findWarnings } from "./warnings.ts";

/** A spec, and what is allowed and probably not meant. */
export interface LoadedSpec {
  readonly spec: Spec;
  readonly warnings: readonly Issue[];
}

/** How another spec is found, for `use:` and `corrected-by: path#id`. */
export interface SpecReader {
  /** The name of a path as written in a file, which is printed and compared. */
  readonly resolve: (path: string, from: string) => string;
  /** Text by that name; or why there is none, as `{ expected, got, cure }`. */
  readonly read: (name: string) => string | Unreadable;
}

export interface Unreadable {
  readonly expected: string;
  readonly got: string;
  readonly cure?: string;
}

/** Files in a chain of `use:`, the first one not counted. */
const maximalChain = 4;

const noOthers: SpecReader = {
  resolve: (path) => path,
  read: () => ({ expected: "a file", got: "a text in memory", cure: "Load the spec by its path." }),
};

/**
 * The spec that a text is.
 *
 * @param name What the text is called in messages.
 * @throws SpecError with every issue of the file, and of those that it uses, in their order.
 * @example parseSpec("title: A remark", "a.yaml").spec.title // "A remark"
 */
export function parseSpec(text: string, name: string, others: SpecReader = noOthers): LoadedSpec {
  const report = newReport();
  const reader: Reader = { report, path: "" };
  const files = readChain(reader, text, name, others);
  const [nearest] = files;
  const spec = nearest && readSpec(reader, files, name, others);
  const issues = inOrder(
    report.issues,
    files.map((file) => file.name),
  );
  if (spec === undefined || issues.length > 0) throw new SpecError(issues);
  return { spec: spec.spec, warnings: inOrder(spec.warnings, [name]) };
}

/** The file and the files that it uses, the nearest first; empty where it could not be read. */
function readChain(
  reader: Reader,
  text: string,
  name: string,
  others: SpecReader,
): readonly SpecFile[] {
  const first = readFile(reader, text, name);
  const files: SpecFile[] = first === undefined ? [] : [first];
  for (let last = first; last !== undefined; ) {
    const use = last.fields.get("use")?.value;
    if (use === undefined) return files;
    const next: SpecFile | undefined = followUse(under(reader, "use"), use, last, files, others);
    if (next === undefined) return files;
    files.push(next);
    last = next;
  }
  return files;
}

function readFile(reader: Reader, text: string, name: string): SpecFile | undefined {
  const { root, issues } = readYaml(sourceFile(name, text));
  for (const issue of issues) addIssue(reader.report, issue);
  if (root === undefined) return undefined;
  const fields = readFields(reader, root, specShape);
  return fields && { name, root, fields };
}

function followUse(
  reader: Reader,
  use: SourceNode,
  from: SpecFile,
  files: readonly SpecFile[],
  others: SpecReader,
): SpecFile | undefined {
  const path = readText(reader, use, "the path of a spec");
  if (path === undefined) return undefined;
  const name = others.resolve(path, from.name);
  if (files.some((file) => file.name === name)) {
    const names = [...files.map((file) => file.name), name];
    complain(reader, use, {
      expected: "a chain of files without a cycle",
      got: names.join(" -> "),
    });
    return undefined;
  }
  if (files.length > maximalChain) {
    complain(reader, use, {
      expected: `a chain of at most ${maximalChain} files`,
      got: "a longer one",
      cure: "Put what they share into one setting.",
    });
    return undefined;
  }
  const text = others.read(name);
  if (typeof text !== "string") {
    complain(reader, use, text);
    return undefined;
  }
  return readFile({ ...reader, path: "" }, text, name);
}

function readSpec(
  reader: Reader,
  files: readonly SpecFile[],
  name: string,
  others: SpecReader,
): { readonly spec: Spec; readonly warnings: readonly Issue[] } | undefined {
  const [nearest] = files;
  if (nearest === undefined) return undefined;
  const { fields } = nearest;
  const node = (key: string): SourceNode | undefined => fields.get(key)?.value;
  const text = (key: string): string | undefined => {
    const found = node(key);
    return found && readText(under(reader, key), found);
  };
  const version = node("lemmata");
  if (version !== undefined && excerpt(version) !== "1") {
    complain(under(reader, "lemmata"), version, {
      expected: "1",
      got: excerpt(version),
      cure: "This lemmata reads version 1 of the language.",
    });
  }
  const [title, says] = [text("title"), text("says")];
  const sourceNode = node("source");
  const source = sourceNode && readSource(under(reader, "source"), sourceNode, undefined);
  const base = readBase(reader, join(reader, files));
  const claimEntries = entriesOf(reader, node("claims"), "claims", "a map from ids to claims");
  const ids = new Set(claimEntries.map((entry) => entry.key.text));
  const idsOf = claimIdsOf(name, others);
  const context = { base, source, ids, idsOf };
  const claims = claimEntries.map((entry) => readClaim(under(reader, "claims"), entry, context));
  const remarksNode = node("remarks");
  const remarks =
    remarksNode === undefined ? [] : readRemarks(under(reader, "remarks"), remarksNode);
  const experiments = entriesOf(
    reader,
    node("experiments"),
    "experiments",
    "a map from ids to experiments",
  ).map((entry) => readExperiment(under(reader, "experiments"), entry, base, source));
  const wholeClaims = claims.filter((claim): claim is Claim => claim !== undefined);
  const wholeExperiments = experiments.filter((each): each is Experiment => each !== undefined);
  if (title === undefined) return undefined;
  const spec: Spec = {
    file: name,
    title,
    ...(says && { says }),
    ...(source && { source }),
    parameters: base.parameters,
    assumptions: base.assumptions,
    ...(base.model && { model: base.model }),
    ...(base.start && { start: base.start }),
    claims: wholeClaims,
    remarks,
    experiments: wholeExperiments,
  };
  const broken = reader.report.issues.length > 0;
  return {
    spec,
    warnings: broken ? [] : findWarnings(spec, [nearest, ...files.slice(1)], base.definitions),
  };
}

function entriesOf(
  reader: Reader,
  node: SourceNode | undefined,
  key: string,
  what: string,
): readonly MapEntry[] {
  return node === undefined ? [] : readEntries(under(reader, key), node, what);
}

/** Declarations joined name by name, axes axis by axis, the start as a whole. */
function join(reader: Reader, files: readonly SpecFile[]): Joined {
  const parameters = new Map<string, Declared>();
  const definitions = new Map<string, MapEntry>();
  const assumptions = new Map<string, MapEntry>();
  const axes = new Map<string, { entry: MapEntry; path: string }>();
  let start: Joined["start"];
  let misspelt = false;
  const entries = (file: SpecFile, key: string, what: string): readonly MapEntry[] =>
    entriesOf(reader, file.fields.get(key)?.value, key, what);
  for (const file of files.toReversed()) {
    for (const entry of entries(file, "parameters", "a map from names to domains")) {
      parameters.set(entry.key.text, { entry, path: "parameters" });
      definitions.delete(entry.key.text);
    }
    for (const entry of entries(file, "let", "a map from names to expressions")) {
      const name = definitionHead(entry.key.text)?.name ?? entry.key.text;
      reportTwice(reader, file, entry, name);
      definitions.set(name, entry);
      parameters.delete(name);
    }
    for (const entry of entries(file, "assumptions", "a map from ids to predicates")) {
      checkId(under(under(reader, "assumptions"), entry.key.text), entry.key);
      assumptions.set(entry.key.text, entry);
    }
    const modelNode = file.fields.get("model")?.value;
    const shape = modelAxes;
    const model = modelNode && readFields(under(reader, "model"), modelNode, shape);
    for (const [name, entry] of model ?? []) axes.set(name, { entry, path: "model" });
    misspelt ||= modelNode?.kind === "map" && (model?.size ?? 0) < modelNode.entries.length;
    const startEntry = file.fields.get("start");
    if (startEntry !== undefined) start = { node: startEntry.value, path: "start" };
  }
  // An unknown axis is an issue already; the one that it was meant for is not another.
  const place = misspelt ? undefined : missingModelPlace(files);
  return {
    parameters,
    definitions: [...definitions.values()],
    assumptions,
    axes,
    ...(start && { start }),
    ...(place && { modelPlace: place }),
  };
}

const modelAxes = {
  name: "a model",
  required: [],
  optional: ["input", "teacher", "student", "loss", "dynamics"],
};

/** An issue if one file declares a name as a parameter and defines it. */
function reportTwice(reader: Reader, file: SpecFile, entry: MapEntry, name: string): void {
  const parameters = file.fields.get("parameters")?.value;
  const twice = parameters?.kind === "map" && entryAt(parameters, name) !== undefined;
  if (!twice) return;
  complain(under(under(reader, "let"), entry.key.text), entry.key, {
    expected: "a name that is no parameter",
    got: name,
    cure: "Choose another name.",
  });
}

/** Where a missing axis is reported: a file with claims needs a whole model. */
function missingModelPlace(files: readonly SpecFile[]): SourceNode | undefined {
  const [nearest] = files;
  if (nearest === undefined) return undefined;
  const { fields } = nearest;
  if (!fields.has("claims") && !fields.has("experiments")) return undefined;
  return fields.get("model")?.key ?? fields.get("claims")?.key ?? fields.get("experiments")?.key;
}

/** The claims of another file, read as far as their ids. */
function claimIdsOf(
  name: string,
  others: SpecReader,
): (path: string) => ReadonlySet<string> | undefined {
  return (path) => {
    const other = others.resolve(path, name);
    const text = others.read(other);
    if (typeof text !== "string") return undefined;
    const { root } = readYaml(sourceFile(other, text));
    const claims = root?.kind === "map" ? entryAt(root, "claims") : undefined;
    return new Set(claims?.kind === "map" ? claims.entries.map(({ key }) => key.text) : []);
  };
}

/** By file, the nearest first, and then by place. */
function inOrder(issues: readonly Issue[], names: readonly string[]): readonly Issue[] {
  const rank = (issue: Issue): number => {
    const at = names.indexOf(issue.position.file);
    return at < 0 ? names.length : at;
  };
  return issues.toSorted((a, b) => rank(a) - rank(b) || comparePositions(a.position, b.position));
}
