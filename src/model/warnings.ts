/**
 * What a spec may say and probably does not mean. Warnings change no exit status.
 */

import { isMember, listSampled } from "./bind/bind-domain.ts";
import { expressionOf } from "./bind/bind-expression.ts";
import { evaluateExact } from "./bind/evaluate.ts";
import type { Binding } from "./bind/instance.ts";
import type { Claim } from "./claim.ts";
import { conditionsOf } from "./conditions.ts";
import type { Expression } from "./expression/expression.ts";
import { formatExpression } from "./expression/format.ts";
import type { Definition } from "./expression/scope.ts";
import type { Issue } from "./issue.ts";
import { definitionHead } from "./read/read-definitions.ts";
import { entryAt, positionOf, type SourceNode } from "./source/node.ts";
import type { Position, Spec } from "./spec.ts";
import type { SpecFile } from "./spec-file.ts";

/** The warnings of a spec without issues; a file without claims is for others, and has none. */
export function findWarnings(
  spec: Spec,
  files: readonly [SpecFile, ...SpecFile[]],
  definitions: ReadonlyMap<string, Definition>,
): readonly Issue[] {
  const [file] = files;
  if (spec.claims.length === 0 && spec.experiments.length === 0) return [];
  return [
    ...unusedNames(files),
    ...repeatedSides(spec, file, definitions),
    ...unmetSamples(spec, file),
    ...uncorrected(spec),
  ];
}

function warning(
  position: Position,
  path: string,
  expected: string,
  got: string,
  cure: string,
): Issue {
  return { severity: "warning", position, path, expected, got, cure };
}

/** Keys whose texts are prose. */
const prose = new Set(["title", "says", "source", "text", "reason", "narrowed", "use"]);

/** Parameters and definitions of the first file that stand nowhere else in the chain of files. */
function unusedNames(files: readonly [SpecFile, ...SpecFile[]]): readonly Issue[] {
  const [{ fields }] = files;
  const entries = files.flatMap((file) => [...file.fields].filter(([key]) => !prose.has(key)));
  const found: Issue[] = [];
  for (const section of ["parameters", "let"]) {
    const node = fields.get(section)?.value;
    for (const { key } of node?.kind === "map" ? node.entries : []) {
      const name = definitionHead(key.text)?.name ?? key.text;
      if (entries.some(([, entry]) => mentions(entry.value, name, key))) continue;
      const path = `${section}.${key.text}`;
      const cure = "Use it or remove it.";
      found.push(warning(positionOf(key), path, "a name that a claim uses", name, cure));
    }
  }
  return found;
}

/** True if a name stands in an expression under a node, the entry of `own` excepted. */
function mentions(node: SourceNode, name: string, own: SourceNode): boolean {
  if (node.kind === "text") return new RegExp(`(?<!\\w)${name}(?!\\w)`).test(node.text);
  if (node.kind === "list") return node.items.some((item) => mentions(item, name, own));
  return node.entries.some(
    ({ key, value }) => key !== own && !prose.has(key.text) && mentions(value, name, own),
  );
}

/** Definitions that a claim writes out again as its whole right-hand side. */
function repeatedSides(
  { claims }: Spec,
  { fields }: SpecFile,
  definitions: ReadonlyMap<string, Definition>,
): readonly Issue[] {
  const node = fields.get("let")?.value;
  return (node?.kind === "map" ? node.entries : []).flatMap(({ key }) => {
    const body = definitions.get(key.text)?.body;
    if (body === undefined || body.kind === "name" || body.kind === "number") return [];
    const text = formatExpression(body);
    for (const { id, answer, written } of claims) {
      for (const [field, side] of written) {
        const value: unknown = Object.entries(answer).find(([name]) => name === field)?.[1];
        if (side === key.text || !isExpression(value) || formatExpression(value) !== text) continue;
        const got = `the ${field} of ${id} again`;
        const cure = `Write ${field}: ${key.text} there.`;
        const expected = "a definition that no claim writes out";
        return [warning(positionOf(key), `let.${key.text}`, expected, got, cure)];
      }
    }
    return [];
  });
}

const isExpression = (value: unknown): value is Expression =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  "kind" in value &&
  value.kind !== "expression" &&
  value.kind !== "coordinates";

/** Sampled values outside the domain, or excluded by the condition of every claim. */
function unmetSamples({ parameters, claims }: Spec, { fields }: SpecFile): readonly Issue[] {
  const section = fields.get("parameters")?.value;
  return (section?.kind === "map" ? section.entries : []).flatMap(({ key, value }) => {
    const parameter = parameters.get(key.text);
    const sampledNode = value.kind === "map" ? entryAt(value, "sampled") : undefined;
    const listed = parameter?.sampled && listSampled(parameter.sampled, new Map(), 100);
    if (parameter === undefined || sampledNode === undefined || listed === undefined) return [];
    const users = claims.filter(({ setting }) => setting.parameters.get(key.text) === parameter);
    const unmet = listed.filter((sample) => {
      const binding = new Map([[key.text, sample]]);
      if (isMember(sample, parameter.domain, binding) === false) return true;
      return users.length > 0 && users.every((claim) => excludes(claim, binding));
    });
    const texts = unmet.flatMap((sample) => {
      const expression = expressionOf(sample);
      return expression === undefined ? [] : [formatExpression(expression)];
    });
    if (texts.length === 0) return [];
    const path = `parameters.${key.text}.sampled`;
    const cure = "Leave out what no domain and no condition admits.";
    const expected = "values that a claim can meet";
    return [warning(positionOf(sampledNode), path, expected, texts.join(", "), cure)];
  });
}

function excludes({ setting }: Claim, binding: Binding): boolean {
  return conditionsOf(setting).some((condition) => evaluateExact(condition, binding) === false);
}

function uncorrected({ claims }: Spec): readonly Issue[] {
  return claims
    .filter(({ expect, correctedBy }) => expect === "refuted" && correctedBy === undefined)
    .map(({ id, position }) =>
      warning(
        position,
        `claims.${id}`,
        "corrected-by beside expect: refuted",
        "nothing",
        "Name the claim that puts it right.",
      ),
    );
}
