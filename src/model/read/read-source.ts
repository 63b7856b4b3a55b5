/**
 * Where a statement comes from, and remarks: the parts of a spec that are only shown.
 */

import { remarkShape, sourceShape, statuses } from "../schema/keys.ts";
import type { SourceNode } from "../source/node.ts";
import type { Remark, Source } from "../spec.ts";
import { checkId, readEntries, readFields, readWord } from "./read-map.ts";
import { type Reader, readText, under } from "./reader.ts";

/** A source; what is not said is inherited, and a text replaces `result` alone. */
export function readSource(
  reader: Reader,
  node: SourceNode,
  inherited: Source | undefined,
): Source | undefined {
  if (node.kind !== "map") {
    const result = readText(reader, node, "a text or { paper, result, status }");
    return result === undefined ? inherited : { ...inherited, result };
  }
  const fields = readFields(reader, node, sourceShape);
  if (fields === undefined) return inherited;
  const text = (key: string): string | undefined => {
    const value = fields.get(key)?.value;
    return value && readText(under(reader, key), value);
  };
  const statusNode = fields.get("status")?.value;
  const status = statusNode && readWord(under(reader, "status"), statusNode, statuses);
  const [paper, result] = [text("paper"), text("result")];
  return {
    ...inherited,
    ...(paper && { paper }),
    ...(result && { result }),
    ...(status && { status }),
  };
}

/** Remarks by id, in the order of the file. */
export function readRemarks(reader: Reader, node: SourceNode): readonly Remark[] {
  return readEntries(reader, node, "a map from ids to remarks").flatMap(({ key, value }) => {
    const here = under(reader, key.text);
    const named = checkId(here, key);
    const fields = readFields(here, value, remarkShape, { place: key });
    const [textNode, reasonNode] = [fields?.get("text")?.value, fields?.get("reason")?.value];
    const text = textNode && readText(under(here, "text"), textNode);
    const reason = reasonNode && readText(under(here, "reason"), reasonNode);
    const sourceNode = fields?.get("source")?.value;
    const source = sourceNode && readSource(under(here, "source"), sourceNode, undefined);
    if (!named || text === undefined || reason === undefined) return [];
    return [{ id: key.text, text, reason, ...(source && { source }) }];
  });
}
