/**
 * An experiment: what is drawn, over which settings. It has no verdict.
 */
import type { Expression } from "../expression/expression.ts";
import type { Scope } from "../expression/scope.ts";
import { efforts, experimentShape, marks, scaleShape } from "../schema/keys.ts";
import { applyChanges, type Base } from "../setting.ts";
import type { MapEntry, SourceNode } from "../source/node.ts";
import type { Experiment, Source } from "../spec.ts";
import { checkParameter } from "./read-approach.ts";
import { optionalNodes } from "./read-claim.ts";
import { readExpression } from "./read-expression.ts";
import { checkId, type Fields, itemsOf, readFields, readWord } from "./read-map.ts";
import { readSource } from "./read-source.ts";
import { complain, described, type Reader, readText, under } from "./reader.ts";

/** Starts drawn for each value, at most. */
const maximalRuns = 100_000;

/** One experiment, or `undefined` after issues. */
export function readExperiment(
  reader: Reader,
  { key, value }: MapEntry,
  base: Base,
  inherited: Source | undefined,
): Experiment | undefined {
  const here = under(reader, key.text);
  const named = checkId(here, key);
  const fields = readFields(here, value, experimentShape, { place: key });
  if (fields === undefined) return undefined;
  const node = (name: string): SourceNode | undefined => fields.get(name)?.value;
  const { setting, scope } = applyChanges(here, base, {
    path: here.path,
    ...optionalNodes(fields, "for", "model", "start", "when"),
  });
  const open: Scope = { ...scope, openIndices: true };
  const x = readAll(here, fields, "x", open);
  const y = readAll(here, fields, "y", open);
  const overlay = readAll(here, fields, "overlay", open);
  const rules = readAll(here, fields, "rules", scope);
  const by = readParameter(here, fields, "by", scope);
  const panels = readParameter(here, fields, "panels", scope);
  const runs = readRuns(under(here, "runs"), node("runs"));
  const effortNode = node("effort");
  const effort = effortNode && readWord(under(here, "effort"), effortNode, efforts);
  const markNode = node("mark");
  const mark = markNode && readWord(under(here, "mark"), markNode, marks);
  const scaleNode = node("scale");
  const scale = scaleNode && readScale(under(here, "scale"), scaleNode);
  const titleNode = node("title");
  const title = titleNode && readText(under(here, "title"), titleNode);
  const sourceNode = node("source");
  const source = sourceNode ? readSource(under(here, "source"), sourceNode, inherited) : inherited;
  const [first, second] = x ?? [];
  if (second !== undefined && node("x") !== undefined) {
    complain(under(here, "x"), node("x") ?? key, { expected: "one expression", got: "a list" });
    return undefined;
  }
  if (!named || !setting || !first || !y || !overlay || !rules) return undefined;
  return {
    id: key.text,
    ...(title && { title }),
    ...(source && { source }),
    parameters: setting.parameters,
    model: setting.model,
    start: setting.start,
    ...(setting.when && { when: setting.when }),
    x: first,
    y,
    ...(by && { by }),
    ...(panels && { panels }),
    runs: runs ?? 1,
    effort: effort ?? "quick",
    mark: mark ?? "line",
    overlay,
    rules,
    scale: scale ?? {},
  };
}

/** One expression or a list; none where the key is not there. */
function readAll(
  reader: Reader,
  fields: Fields,
  key: string,
  scope: Scope,
): readonly Expression[] | undefined {
  const node = fields.get(key)?.value;
  if (node === undefined) return [];
  const here = under(reader, key);
  const read = itemsOf(node).map((item) => readExpression(here, item, scope));
  const whole = read.filter((each) => each !== undefined);
  return whole.length === read.length ? whole : undefined;
}

function readParameter(
  reader: Reader,
  fields: Fields,
  key: string,
  scope: Scope,
): string | undefined {
  const node = fields.get(key)?.value;
  if (node === undefined) return undefined;
  const name = node.kind === "text" ? node.text.trim() : "";
  return checkParameter(under(reader, key), node, name, scope, 0, []) ? name : undefined;
}

function readRuns(reader: Reader, node: SourceNode | undefined): number | undefined {
  if (node === undefined) return undefined;
  const digits = node.kind === "text" && /^[0-9]{1,7}$/.test(node.text) ? Number(node.text) : 0;
  if (digits >= 1 && digits <= maximalRuns) return digits;
  complain(reader, node, {
    expected: `an integer in [1, ${maximalRuns}]`,
    got: described(node),
  });
  return undefined;
}

function readScale(reader: Reader, node: SourceNode): Experiment["scale"] | undefined {
  const fields = readFields(reader, node, scaleShape);
  if (fields === undefined) return undefined;
  const axis = (key: "x" | "y"): { readonly [axis in "x" | "y"]?: "log" } => {
    const value = fields.get(key)?.value;
    const word = value && readWord(under(reader, key), value, ["log"]);
    return word === undefined ? {} : { [key]: word };
  };
  return { ...axis("x"), ...axis("y") };
}
