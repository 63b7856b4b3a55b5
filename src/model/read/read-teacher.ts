/**
 * The teacher: a weighted sum of ridge functions over a frame, or a link of several projections.
 */
import { evaluateRational } from "../bind/evaluate.ts";
import type { Expression } from "../expression/expression.ts";
import { equals, formatRational, one } from "../rational.ts";
import { frameShape, teacherShape } from "../schema/keys.ts";
import type { ListNode, SourceNode } from "../source/node.ts";
import type { Frame, Teacher, TeacherLink } from "../spec.ts";
import { number, readExpression } from "./read-expression.ts";
import { readFields, readWord } from "./read-map.ts";
import { type ModelScope, readAxisExpression, readCount, readOptional } from "./read-slots.ts";
import { complain, described, type Reader, under } from "./reader.ts";

/** Ridge functions of one teacher, and projections of another. */
const maximalTerms = 4096;
const maximalProjections = 64;

export function readTeacher(
  reader: Reader,
  node: SourceNode,
  scope: ModelScope,
): Teacher | undefined {
  const fields = readFields(reader, node, teacherShape);
  if (fields === undefined) return undefined;
  const link = readTeacherLink(under(reader, "link"), fields.get("link")?.value, scope);
  const noise = readOptional(reader, fields, "noise", scope, number(0n));
  const projections = fields.get("projections");
  if (projections !== undefined) {
    for (const key of ["sum-of", "frame", "weights"]) {
      const entry = fields.get(key);
      if (entry === undefined) continue;
      complain(reader, entry.key, {
        expected: "a key of a teacher with projections",
        got: key,
        cure: `${key} belongs to a sum of ridge functions.`,
      });
    }
    const here = under(reader, "projections");
    const count = readCount(here, projections.value, scope, maximalProjections);
    return count && link && { kind: "projections", count, link, noise };
  }
  const sumNode = fields.get("sum-of")?.value;
  const terms =
    sumNode === undefined
      ? number(1n)
      : readCount(under(reader, "sum-of"), sumNode, scope, maximalTerms);
  const frameNode = fields.get("frame")?.value;
  const frame: Frame | undefined =
    frameNode === undefined
      ? { kind: "orthonormal" }
      : readFrame(under(reader, "frame"), frameNode, scope, terms);
  const weightsNode = fields.get("weights")?.value;
  const weights =
    weightsNode === undefined
      ? { kind: "expression" as const, expression: number(1n) }
      : readWeights(under(reader, "weights"), weightsNode, scope, terms);
  if (!terms || !link || !frame || !weights) return undefined;
  return { kind: "sum", terms, link, frame, weights, noise };
}

function readTeacherLink(
  reader: Reader,
  node: SourceNode | undefined,
  { scope }: ModelScope,
): TeacherLink | undefined {
  if (node === undefined) return undefined;
  if (node.kind === "text" && node.text.trim() === "any") return { kind: "any" };
  const expression = readExpression(reader, node, { ...scope, place: "link" });
  return expression && { kind: "expression", expression };
}

type Weights = (Teacher & { readonly kind: "sum" })["weights"];

function readWeights(
  reader: Reader,
  node: SourceNode,
  scope: ModelScope,
  terms: Expression | undefined,
): Weights | undefined {
  if (node.kind !== "list") {
    const expression = readAxisExpression(reader, node, scope, "j");
    return expression && { kind: "expression", expression };
  }
  const values = node.items.map((item) => readAxisExpression(reader, item, scope));
  const read = values.filter((value) => value !== undefined);
  if (!hasLength(reader, node, terms, "weights")) return undefined;
  return read.length === values.length ? { kind: "list", values: read } : undefined;
}

/** An issue if a list has not one item for each ridge function, where their number is known. */
function hasLength(
  reader: Reader,
  node: ListNode,
  terms: Expression | undefined,
  what: string,
): boolean {
  const count = terms && evaluateRational(terms);
  if (count === undefined || count.num === BigInt(node.items.length)) return true;
  complain(reader, node, {
    expected: `${formatRational(count)} ${what}`,
    got: `${node.items.length}`,
    cure: "One for each ridge function.",
  });
  return false;
}

function readFrame(
  reader: Reader,
  node: SourceNode,
  scope: ModelScope,
  terms: Expression | undefined,
): Frame | undefined {
  if (node.kind !== "map") {
    if (node.kind === "text" && node.text.trim() === "equiangular") {
      complain(reader, node, {
        expected: "an equiangular frame with its overlap",
        got: "equiangular",
        cure: "Write frame: { equiangular: beta }.",
      });
      return undefined;
    }
    const word = readWord(reader, node, ["orthonormal", "any", "random"]);
    return word && { kind: word };
  }
  const fields = readFields(reader, node, frameShape);
  const [equiangular, gram] = [fields?.get("equiangular")?.value, fields?.get("gram")?.value];
  if (fields !== undefined && (equiangular === undefined) === (gram === undefined)) {
    complain(reader, node, {
      expected: "equiangular or gram",
      got: described(node),
      cure: "Write frame: { equiangular: beta }.",
    });
    return undefined;
  }
  if (equiangular !== undefined) {
    const beta = readAxisExpression(under(reader, "equiangular"), equiangular, scope);
    return beta && { kind: "equiangular", beta };
  }
  return gram && readGram(under(reader, "gram"), gram, scope, terms);
}

function readGram(
  reader: Reader,
  node: SourceNode,
  scope: ModelScope,
  terms: Expression | undefined,
): Frame | undefined {
  if (node.kind !== "list") {
    const entry = readAxisExpression(reader, node, scope, "i", "j");
    return entry && { kind: "gram", entry };
  }
  if (!hasLength(reader, node, terms, "rows")) return undefined;
  const rows = node.items.map((item) => readRow(reader, item, node, scope));
  const read = rows.filter((row) => row !== undefined);
  if (read.length < rows.length) return undefined;
  for (const [i, row] of read.entries()) {
    const own = row[i];
    const diagonal = own && evaluateRational(own);
    if (diagonal === undefined || equals(diagonal, one)) continue;
    complain(reader, node.items[i] ?? node, {
      expected: "1 on the diagonal",
      got: formatRational(diagonal),
      cure: "The vectors of a frame are unit vectors; use weights: for lengths.",
    });
    return undefined;
  }
  return { kind: "gram-rows", rows: read };
}

function readRow(
  reader: Reader,
  node: SourceNode,
  rows: ListNode,
  scope: ModelScope,
): readonly Expression[] | undefined {
  if (node.kind !== "list" || node.items.length !== rows.items.length) {
    complain(reader, node, {
      expected: `a row of ${rows.items.length} entries`,
      got: node.kind === "list" ? `${node.items.length}` : described(node),
      cure: "A Gram matrix is square.",
    });
    return undefined;
  }
  const values = node.items.map((item) => readAxisExpression(reader, item, scope));
  const read = values.filter((value) => value !== undefined);
  return read.length === values.length ? read : undefined;
}
