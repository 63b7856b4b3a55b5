/**
 * Parameters: names with domains, with the values that are sampled and the indices of families.
 */
import { evaluateRational } from "../bind/evaluate.ts";
import type { Domain, Expression } from "../expression/expression.ts";
import { formatExpression } from "../expression/format.ts";
import { isReserved } from "../expression/names.ts";
import { parseDomain } from "../expression/parse.ts";
import { resolveDomain } from "../expression/resolve.ts";
import type { Letter, Scope } from "../expression/scope.ts";
import { didYouMean } from "../nearest-word.ts";
import { compare, formatRational } from "../rational.ts";
import { domainShape, slotWords } from "../schema/keys.ts";
import { entryAt, excerpt, type MapEntry, positionOf, type SourceNode } from "../source/node.ts";
import type { Parameter, Sampled } from "../spec.ts";
import { readExpression } from "./read-expression.ts";
import { itemsOf, readFields } from "./read-map.ts";
import { asText, complain, complainAll, type Reader, under } from "./reader.ts";

/** A parameter as it is declared: its entry, and the path of the mapping that holds it. */
export interface Declared {
  readonly entry: MapEntry;
  /** `parameters` or `claims.c.for`. */
  readonly path: string;
}

const identifier = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** An issue if a key cannot be the name of a parameter or a definition. */
export function checkName(reader: Reader, { key }: MapEntry, name = key.text): boolean {
  if (!identifier.test(name)) {
    complain(under(reader, key.text), key, {
      expected: "a name of letters, digits and _",
      got: excerpt(key),
      cure: "Begin it with a letter.",
    });
    return false;
  }
  if (!isReserved(name)) return true;
  complain(under(reader, name), key, {
    expected: "a name that has no meaning yet",
    got: name,
    cure: `${name} is a name of the language; choose another.`,
  });
  return false;
}

/** How a declared letter may be written, known before its domain is read. */
export function letterOf({ entry }: Declared): Letter {
  if (entry.value.kind !== "map") return { indices: 0 };
  const index = entryAt(entry.value, "index");
  if (index === undefined) return { indices: 0 };
  return { indices: itemsOf(index).length };
}

/** A parameter, or `undefined` after issues. */
export function readParameter(
  reader: Reader,
  { entry, path }: Declared,
  scope: Scope,
): Parameter | undefined {
  const name = entry.key.text;
  const here: Reader = under({ ...reader, path }, name);
  const inner: Scope = { ...scope, place: "domain" };
  const position = positionOf(entry.key);
  if (entry.value.kind !== "map") {
    const domain = readDomain(here, entry.value, inner);
    return domain && { name, domain, index: [], position };
  }
  const fields = readFields(here, entry.value, domainShape, { cureOf: cureOfDomainKey });
  if (fields === undefined) return undefined;
  const sampledNode = fields.get("sampled")?.value;
  const indexNode = fields.get("index")?.value;
  const inNode = fields.get("in")?.value;
  const domain = inNode && readDomain(under(here, "in"), inNode, inner);
  const sampled = sampledNode && readSampled(under(here, "sampled"), sampledNode, inner);
  const index = indexNode === undefined ? [] : readIndex(under(here, "index"), indexNode, inner);
  if (domain === undefined || index === undefined) return undefined;
  return { name, domain, ...(sampled && { sampled }), index, position };
}

/** What other notations for an interval or a range mean here. */
function cureOfDomainKey(key: string, value: SourceNode): string | undefined {
  if (value.kind !== "list" || value.items.length !== 2) return undefined;
  const [from = "", to = ""] = value.items.map((item) => excerpt(item));
  if (key === "real") return `Write ${from} <= real <= ${to}.`;
  if (/^(int|integer|integers|range)$/.test(key)) return `Write ${from}..${to}.`;
  return undefined;
}

/** A domain, from a text or a list of values. */
function readDomain(reader: Reader, node: SourceNode, scope: Scope): Domain | undefined {
  if (node.kind === "list") return readValues(reader, node.items, scope, node);
  const text = asText(reader, node, "a domain");
  if (text === undefined) return undefined;
  const parsed = parseDomain(text.text);
  if (!parsed.ok) {
    complain(reader, text, parsed.problem);
    return undefined;
  }
  const { value, problems } = resolveDomain(parsed.value, scope);
  complainAll(reader, text, problems);
  if (problems.length > 0 || isEmpty(reader, text, value)) return undefined;
  return value;
}

/** Numbers, or words of the slots of a model. */
function readValues(
  reader: Reader,
  items: readonly SourceNode[],
  scope: Scope,
  list: SourceNode,
): Domain | undefined {
  if (items.length === 0) {
    complain(reader, list, { expected: "a value", got: "an empty list", cure: "Write [1, 2]." });
    return undefined;
  }
  const texts = items.map((item) => (item.kind === "text" ? item.text : ""));
  if (texts.some((text) => slotWords.has(text))) return readWords(reader, items, texts);
  const values = items.map((item) => readExpression(reader, item, scope));
  const read = values.filter((value) => value !== undefined);
  return read.length === items.length ? { kind: "values", values: read } : undefined;
}

function readWords(
  reader: Reader,
  items: readonly SourceNode[],
  texts: readonly string[],
): Domain | undefined {
  let good = true;
  for (const [i, item] of items.entries()) {
    const word = texts[i] as string;
    if (slotWords.has(word)) continue;
    good = false;
    const cure = didYouMean(word, slotWords);
    complain(reader, item, {
      expected: "a word of the model",
      got: excerpt(item),
      ...(cure && { cure }),
    });
  }
  return good ? { kind: "words", values: texts } : undefined;
}

/** An issue if the ends of a domain are numbers in the wrong order. */
function isEmpty(reader: Reader, node: SourceNode, domain: Domain): boolean {
  if (domain.kind === "integers" || domain.kind === "subsets") {
    const range = domain.kind === "integers" ? domain : domain.of;
    return isEmptyRange(reader, node, range.from, range.to);
  }
  if (domain.kind !== "reals" || domain.lower === undefined || domain.upper === undefined) {
    return false;
  }
  const { lower, upper } = domain;
  const [low, high] = [evaluateRational(lower.value), evaluateRational(upper.value)];
  if (low === undefined || high === undefined) return false;
  const order = compare(low, high);
  if (order < 0 || (order === 0 && !lower.open && !upper.open)) return false;
  const [lowText, highText] = [formatExpression(lower.value), formatExpression(upper.value)];
  const cure =
    order > 0
      ? `Write ${highText} ${lower.open ? "<" : "<="} real ${upper.open ? "<" : "<="} ${lowText}.`
      : `A single value is written ${formatRational(low)}.`;
  complain(reader, node, {
    expected: "an interval that is not empty",
    got: excerpt(node),
    cure,
  });
  return true;
}

function isEmptyRange(reader: Reader, node: SourceNode, from: Expression, to: Expression): boolean {
  const [first, last] = [evaluateRational(from), evaluateRational(to)];
  if (first === undefined || last === undefined || compare(first, last) <= 0) return false;
  const text = excerpt(node);
  complain(reader, node, {
    expected: "a range that is not empty",
    got: text,
    cure: `Write ${reversed(text) ?? `${formatExpression(to)}..${formatExpression(from)}`}.`,
  });
  return true;
}

/** `8..3` the other way round, as it is written. */
function reversed(text: string): string | undefined {
  const match = /^([^.\s]+)\s*\.\.\s*([^.\s]+)$/.exec(text);
  return match === null ? undefined : `${match[2]}..${match[1]}`;
}

/** Where the numeric witness looks: a list, a range, or the grid `10^2..10^6`. */
function readSampled(reader: Reader, node: SourceNode, scope: Scope): Sampled | undefined {
  if (node.kind === "list") {
    const values = node.items.map((item) => readExpression(reader, item, scope));
    const read = values.filter((value) => value !== undefined);
    return read.length === values.length ? { kind: "values", values: read } : undefined;
  }
  const domain = readDomain(reader, node, scope);
  if (domain === undefined) return undefined;
  if (domain.kind === "tied") return { kind: "values", values: [domain.value] };
  if (domain.kind !== "integers") {
    complain(reader, node, {
      expected: "a list, a range or a grid of powers",
      got: excerpt(node),
      cure: "Write [1, 2], 3..8 or 10^2..10^6.",
    });
    return undefined;
  }
  const { from, to } = domain;
  if (evaluateRational(to) === undefined && formatExpression(to) === "oo") {
    complain(reader, node, {
      expected: "a range with an end",
      got: excerpt(node),
      cure: "Only finitely many values can be tried.",
    });
    return undefined;
  }
  const power = (end: Expression): end is Expression & { readonly kind: "binary" } =>
    end.kind === "binary" && end.operator === "^";
  if (power(from) && power(to) && formatExpression(from.left) === formatExpression(to.left)) {
    return { kind: "powers", base: from.left, from: from.right, to: to.right };
  }
  return { kind: "range", from, to };
}

/** The index ranges of a family. */
function readIndex(reader: Reader, node: SourceNode, scope: Scope): Parameter["index"] | undefined {
  const ranges = itemsOf(node).map((item) => {
    const text = asText(reader, item, "a range of indices");
    const parsed = text && parseDomain(text.text);
    if (text === undefined || parsed === undefined) return undefined;
    if (!parsed.ok) {
      complain(reader, text, parsed.problem);
      return undefined;
    }
    const { value, problems } = resolveDomain(parsed.value, scope);
    complainAll(reader, text, problems);
    if (problems.length > 0) return undefined;
    if (value.kind === "integers" && formatExpression(value.to) !== "oo") {
      return isEmptyRange(reader, text, value.from, value.to) ? undefined : value;
    }
    complain(reader, text, {
      expected: "a range of indices with an end",
      got: excerpt(text),
      cure: "Write 1..k.",
    });
    return undefined;
  });
  const read = ranges.filter((range) => range !== undefined);
  return read.length === ranges.length && read.length <= 2
    ? read.map(({ from, to }) => ({ from, to }))
    : undefined;
}
