/**
 * The student: neurons or a subspace, its link, and the manifold that it lives on.
 */

import {
  learnedShape,
  optimalShape,
  studentLinkShape,
  studentShape,
  words,
} from "../schema/keys.ts";
import { excerpt, type SourceNode } from "../source/node.ts";
import type { Student, StudentLink } from "../spec.ts";
import { number, readExpression } from "./read-expression.ts";
import { type Fields, readFields } from "./read-map.ts";
import {
  type ModelScope,
  readAxisExpression,
  readCount,
  readOptional,
  readPositive,
  readSlot,
} from "./read-slots.ts";
import { complain, described, type Reader, under } from "./reader.ts";

/** Neurons of one student, and directions of a subspace. */
const maximalNeurons = 64;
const maximalRank = 64;
/** Degree of a learned link. */
const maximalDegree = 1024;

export function readStudent(
  reader: Reader,
  node: SourceNode,
  scope: ModelScope,
): Student | undefined {
  const fields = readFields(reader, node, studentShape);
  if (fields === undefined) return undefined;
  const linkNode = fields.get("link")?.value;
  const link = linkNode && readStudentLink(under(reader, "link"), linkNode, scope);
  const shape = readShape(reader, fields, scope);
  const onNode = fields.get("on")?.value;
  const on: Student["on"] | undefined =
    onNode === undefined
      ? { kind: "word", word: shape?.kind === "subspace" ? "stiefel" : "sphere" }
      : readSlot(under(reader, "on"), onNode, words.on, scope);
  const scale = readOptional(reader, fields, "scale", scope, number(1n));
  if (!link || !shape || !on) return undefined;
  if (on.kind === "word" && onNode !== undefined && !fits(on.word, shape.kind)) {
    complain(under(reader, "on"), onNode, {
      expected: shape.kind === "neurons" ? "sphere" : "stiefel or grassmann",
      got: excerpt(onNode),
      cure: shape.kind === "neurons" ? "Neurons live on spheres." : "A subspace has a frame.",
    });
    return undefined;
  }
  return { shape, link, on, scale };
}

const fits = (on: string, shape: "neurons" | "subspace"): boolean =>
  (on === "sphere") === (shape === "neurons");

function readShape(
  reader: Reader,
  fields: Fields,
  scope: ModelScope,
): Student["shape"] | undefined {
  const [neurons, subspace] = [fields.get("neurons"), fields.get("subspace")];
  if (neurons !== undefined && subspace !== undefined) {
    complain(reader, subspace.key, {
      expected: "neurons or subspace",
      got: "both",
      cure: "Keep one of them.",
    });
    return undefined;
  }
  if (subspace !== undefined) {
    const rank = readCount(under(reader, "subspace"), subspace.value, scope, maximalRank);
    return rank && { kind: "subspace", rank };
  }
  if (neurons === undefined) return { kind: "neurons", count: number(1n) };
  const count = readCount(under(reader, "neurons"), neurons.value, scope, maximalNeurons);
  return count && { kind: "neurons", count };
}

function readStudentLink(
  reader: Reader,
  node: SourceNode,
  model: ModelScope,
): StudentLink | undefined {
  if (node.kind === "map") return readLinkOptions(reader, node, model);
  const word = node.kind === "text" ? node.text.trim() : "";
  if (word === "same") return { kind: "same" };
  if (word === "optimal") return { kind: "optimal" };
  if (word === "learned") {
    complain(reader, node, {
      expected: "a learned link with its degree",
      got: "learned",
      cure: "Write link: { learned: { degree: K } }.",
    });
    return undefined;
  }
  const expression = readExpression(reader, node, { ...model.scope, place: "link" });
  return expression && { kind: "expression", expression };
}

function readLinkOptions(
  reader: Reader,
  node: SourceNode,
  scope: ModelScope,
): StudentLink | undefined {
  const fields = readFields(reader, node, studentLinkShape);
  const [optimal, learned] = [fields?.get("optimal")?.value, fields?.get("learned")?.value];
  if (fields !== undefined && (optimal === undefined) === (learned === undefined)) {
    complain(reader, node, { expected: "optimal or learned", got: described(node) });
    return undefined;
  }
  if (learned !== undefined) return readLearned(under(reader, "learned"), learned, scope);
  if (optimal === undefined) return undefined;
  const here = under(reader, "optimal");
  const options = readFields(here, optimal, optimalShape);
  const weightsNode = options?.get("weights")?.value;
  const ridgeNode = options?.get("ridge")?.value;
  const weights =
    weightsNode && readAxisExpression(under(here, "weights"), weightsNode, scope, "j");
  const ridge = ridgeNode && readAxisExpression(under(here, "ridge"), ridgeNode, scope);
  return { kind: "optimal", ...(weights && { weights }), ...(ridge && { ridge }) };
}

function readLearned(reader: Reader, node: SourceNode, scope: ModelScope): StudentLink | undefined {
  const fields = readFields(reader, node, learnedShape);
  const degreeNode = fields?.get("degree")?.value;
  if (fields === undefined || degreeNode === undefined) return undefined;
  const degree = readCount(under(reader, "degree"), degreeNode, scope, maximalDegree);
  const positive = (key: string) => {
    const value = fields.get(key)?.value;
    return value && readPositive(under(reader, key), value, scope);
  };
  const weightsNode = fields.get("weights")?.value;
  const weights =
    weightsNode && readAxisExpression(under(reader, "weights"), weightsNode, scope, "j");
  const ridge = readOptional(reader, fields, "ridge", scope, number(0n));
  const speed = positive("speed") ?? number(1n);
  const [samples, features] = [positive("samples"), positive("features")];
  if (degree === undefined) return undefined;
  return {
    kind: "learned",
    degree,
    weights: weights ?? number(1n),
    ridge,
    speed,
    ...(samples && { samples }),
    ...(features && { features }),
  };
}
