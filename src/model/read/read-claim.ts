/**
 * A claim: its common keys, the fields of its kind, and the setting that it speaks under.
 */
import type { Claim } from "../claim.ts";
import { didYouMean } from "../nearest-word.ts";
import { claimKeys, expectations, grades } from "../schema/keys.ts";
import {
  answerFields,
  type KindShape,
  kindNames,
  kinds,
  kindsWith,
  type NamedKind,
} from "../schema/kinds.ts";
import { type OwnKindShape, ownKindNames, ownKindShape } from "../schema/own-kinds.ts";
import { applyChanges, type Base } from "../setting.ts";
import {
  entryAt,
  excerpt,
  type MapEntry,
  positionOf,
  type SourceNode,
  written,
} from "../source/node.ts";
import type { Source } from "../spec.ts";
import { checkId, readFields, readWord } from "./read-map.ts";
import { readQuestion } from "./read-question.ts";
import { readSource } from "./read-source.ts";
import { asMap, complain, type Reader, readText, under } from "./reader.ts";

/** What a claim may refer to outside itself. */
export interface ClaimContext {
  readonly base: Base;
  readonly source: Source | undefined;
  /** Ids of the claims of this file. */
  readonly ids: ReadonlySet<string>;
  /** Ids of the claims of another file, named by path; `undefined` if there is no such file. */
  readonly idsOf: (path: string) => ReadonlySet<string> | undefined;
}

/** One claim, or `undefined` after issues. */
export function readClaim(
  reader: Reader,
  { key, value }: MapEntry,
  context: ClaimContext,
): Claim | undefined {
  const here = under(reader, key.text);
  const named = checkId(here, key);
  const map = asMap(here, value, "a claim");
  if (map === undefined) return undefined;
  const kind = readKind(here, entryAt(map, "kind"), key);
  if (kind === undefined) {
    readFields(here, map, { name: "a claim", required: [], optional: allFields });
    return undefined;
  }
  const { required, optional } = typeof kind === "string" ? kinds[kind] : fieldsOfOwn(kind);
  const kindName = typeof kind === "string" ? kind : kind.name;
  const answers = typeof kind === "string" ? answerFields : new Set(Object.keys(kind.answers));
  const shape = {
    name: kindName,
    needs: `A ${kindName} claim`,
    required,
    optional: [...claimKeys, ...optional],
  };
  const fields = readFields(here, map, shape, {
    place: key,
    cureOf: (word) => cureOfForeignKey(word),
  });
  if (fields === undefined) return undefined;
  const node = (name: string): SourceNode | undefined => fields.get(name)?.value;
  const text = (name: string): string | undefined => {
    const found = node(name);
    return found && readText(under(here, name), found);
  };
  const assume = readAssume(here, node("assume"), context.base);
  const { setting, scope, modelScope } = applyChanges(here, context.base, {
    path: here.path,
    ...optionalNodes(fields, "for", "model", "start", "when"),
    ...(assume && { assume }),
  });
  const letters = [...(setting?.parameters.keys() ?? [])].filter(
    (name) => !context.base.parameters.has(name),
  );
  const asked = readQuestion(here, kind, fields, { scope, modelScope, key, letters });
  const sourceNode = node("source");
  const source = sourceNode
    ? readSource(under(here, "source"), sourceNode, context.source)
    : context.source;
  const expectNode = node("expect");
  const expect = expectNode && readWord(under(here, "expect"), expectNode, expectations);
  const gradeNode = node("at-least");
  const atLeast = gradeNode && readWord(under(here, "at-least"), gradeNode, grades);
  const correctedBy = readCorrection(here, node("corrected-by"), key.text, context);
  const correctable = node("corrected-by") === undefined || expect === "refuted";
  if (!correctable && (expectNode === undefined || expect !== undefined)) {
    complain(under(here, "corrected-by"), fields.get("corrected-by")?.key ?? key, {
      expected: "expect: refuted beside corrected-by",
      got: `expect: ${expect ?? "holds"}`,
      cure: "Only what is refuted is corrected.",
    });
  }
  const [says, narrowed] = [text("says"), text("narrowed")];
  if (!named || setting === undefined || asked === undefined) return undefined;
  return {
    id: key.text,
    position: positionOf(key),
    ...(says && { says }),
    ...(source && { source }),
    setting,
    ...asked,
    written: new Map(
      map.entries
        .filter((entry) => answers.has(entry.key.text))
        .map((entry) => [entry.key.text, written(entry.value)]),
    ),
    expect: expect ?? "holds",
    atLeast: atLeast ?? "supported",
    ...(correctedBy && { correctedBy }),
    ...(narrowed && { narrowed }),
  };
}

const allFields: readonly string[] = [
  ...claimKeys,
  ...new Set(kindNames.flatMap((kind) => [...kinds[kind].required, ...kinds[kind].optional])),
];

const fieldsOfOwn = ({ asks, answers }: OwnKindShape): KindShape => ({
  required: Object.keys(asks),
  optional: Object.keys(answers),
});

function readKind(
  reader: Reader,
  node: SourceNode | undefined,
  key: SourceNode,
): NamedKind | OwnKindShape | undefined {
  const here = under(reader, "kind");
  const names = [...kindNames, ...ownKindNames()];
  const cure = `The kinds are ${names.join(", ")}.`;
  if (node === undefined) {
    complain(here, key, { expected: "kind", got: "nothing", cure });
    return undefined;
  }
  const kind = node.kind === "text" ? kindNames.find((each) => each === node.text) : undefined;
  if (kind !== undefined) return kind;
  const own = node.kind === "text" ? ownKindShape(node.text) : undefined;
  if (own !== undefined) return own;
  const word = excerpt(node);
  const meant = node.kind === "text" ? didYouMean(word, names) : undefined;
  complain(here, node, { expected: "a kind of claim", got: word, cure: meant ?? cure });
  return undefined;
}

/** Where a key belongs that another kind has. */
function cureOfForeignKey(word: string): string | undefined {
  const owners = kindsWith(word);
  if (owners.length === 0) return undefined;
  const last = owners.at(-1);
  const list = owners.length === 1 ? last : `${owners.slice(0, -1).join(", ")} and ${last}`;
  return `${word} belongs to ${list}.`;
}

/** The nodes of some keys, those that are there. */
export function optionalNodes<K extends string>(
  fields: ReadonlyMap<string, MapEntry>,
  ...keys: readonly K[]
): { readonly [key in K]?: SourceNode } {
  const found: { [key in K]?: SourceNode } = {};
  for (const key of keys) {
    const node = fields.get(key)?.value;
    if (node !== undefined) found[key] = node;
  }
  return found;
}

function readAssume(
  reader: Reader,
  node: SourceNode | undefined,
  { joined }: Base,
): readonly string[] | undefined {
  if (node === undefined) return undefined;
  const here = under(reader, "assume");
  if (node.kind !== "list") {
    complain(here, node, {
      expected: "a list of assumptions",
      got: excerpt(node),
      cure: `Write [${excerpt(node) === "nothing" ? "" : excerpt(node)}].`,
    });
    return undefined;
  }
  const known = [...joined.assumptions.keys()];
  return node.items.flatMap((item) => {
    const id = item.kind === "text" ? item.text : "";
    if (joined.assumptions.has(id)) return [id];
    const cure = didYouMean(id, known);
    complain(here, item, {
      expected: "the id of an assumption",
      got: excerpt(item),
      ...(cure && { cure }),
    });
    return [];
  });
}

function readCorrection(
  reader: Reader,
  node: SourceNode | undefined,
  own: string,
  context: ClaimContext,
): string | undefined {
  if (node === undefined) return undefined;
  const here = under(reader, "corrected-by");
  const id = readText(here, node, "the id of a claim");
  if (id === undefined) return undefined;
  const [path, other] = id.split("#");
  const say = (expected: string, candidates: Iterable<string>, word: string): undefined => {
    const cure = didYouMean(word, candidates);
    complain(here, node, { expected, got: id, ...(cure && { cure }) });
    return undefined;
  };
  if (other === undefined) {
    if (id === own) return say("the id of another claim", [], id);
    return context.ids.has(id) ? id : say("the id of a claim in this file", context.ids, id);
  }
  const ids = context.idsOf(path ?? "");
  if (ids === undefined) return say("the path of a spec before #", [], id);
  return ids.has(other) ? id : say(`the id of a claim in ${path}`, ids, other);
}
