/**
 * One value for each parameter of a spec, as a user sets it, and a start.
 *
 * What is not set takes the first value that the runner would try. A value outside the domain of
 * its parameter, a name that the spec does not know and a state that the model does not have are
 * problems; all of them are told at once.
 */
import { bindingOrder, isMember } from "../../model/bind/bind-domain.ts";
import { bindExpression, expressionOf, valueUnder } from "../../model/bind/bind-expression.ts";
import { evaluateInteger } from "../../model/bind/evaluate.ts";
import type { Binding, Value } from "../../model/bind/instance.ts";
import type { Domain, Expression } from "../../model/expression/expression.ts";
import { formatExpression } from "../../model/expression/format.ts";
import { modelNames } from "../../model/expression/names.ts";
import { parseExpression } from "../../model/expression/parse.ts";
import { didYouMean } from "../../model/nearest-word.ts";
import { formatRational } from "../../model/rational.ts";
import type { Parameter, Spec, Start, StartEntry } from "../../model/spec.ts";
import { randomStream } from "../../numeric/random/stream.ts";
import { candidatesOf } from "./candidates.ts";
import { rowsOfFrame, triedFrames, valueOfFrame } from "./frames.ts";

/** `name` and `text` of `name=text`. */
export interface Assignment {
  readonly name: string;
  readonly text: string;
}

export interface ChosenSetting {
  readonly binding: Binding;
  /** Values as they are written, for headers. */
  readonly written: ReadonlyMap<string, string>;
  readonly start: Start;
  /** Rows of the Gram matrix where the model leaves its frame open. */
  readonly gram?: readonly (readonly Expression[])[];
}

/** A setting, or what is wrong with the assignments, one sentence each. */
export function chosenSetting(
  spec: Spec,
  assignments: readonly Assignment[],
): ChosenSetting | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const given = new Map<string, string>();
  const entries: StartEntry[] = [];
  for (const { name, text } of assignments) {
    if (spec.parameters.has(name)) {
      given.set(name, text);
      continue;
    }
    const entry = startEntry(name, text);
    if (typeof entry === "string") problems.push(entry);
    else if (entry !== undefined) entries.push(entry);
    else problems.push(unknownName(name, spec));
  }
  const binding = new Map<string, Value>();
  const written = new Map<string, string>();
  const random = randomStream(0, "simulate", "parameters");
  for (const parameter of bindingOrder(spec.parameters)) {
    const text = given.get(parameter.name);
    const value =
      text === undefined
        ? candidatesOf(parameter, binding, random)[0]
        : readValue(text, parameter, binding);
    if (typeof value === "string") problems.push(value);
    else if (value === undefined) problems.push(`${parameter.name}: no value in its domain here.`);
    else {
      binding.set(parameter.name, value);
      written.set(parameter.name, formatValue(value));
    }
  }
  if (problems.length > 0) return { problems };
  const gram = gramOf(spec, binding);
  const named = new Set(entries.map(({ name }) => (name === "m" ? "u" : name)));
  const kept = (spec.start ?? []).filter(({ name, value }) => {
    const isReplaced = named.has(name === "m" ? "u" : name) && entries.some((e) => e.name === name);
    return value !== undefined && !isReplaced;
  });
  const start = [...kept, ...entries].map((entry) =>
    entry.value === undefined ? entry : { ...entry, value: bindExpression(entry.value, binding) },
  );
  return { binding, written, start, ...(gram && { gram }) };
}

/** `frame: any` is orthonormal unless the spec says something else: the frame tried first. */
function gramOf(
  { model }: Spec,
  binding: Map<string, Value>,
): readonly (readonly Expression[])[] | undefined {
  if (model?.teacher.kind !== "sum" || model.teacher.frame.kind !== "any") return undefined;
  const k = evaluateInteger(model.teacher.terms, binding);
  const frame = k === undefined ? undefined : triedFrames(k, randomStream(0, "frame", ""))[0];
  if (frame === undefined) return undefined;
  binding.set("A", valueOfFrame(frame));
  return rowsOfFrame(frame);
}

/** `u[1]`, `M[i, j]`, `m` with a value; `undefined` for no name of a state. */
function startEntry(name: string, text: string): StartEntry | string | undefined {
  const match = /^([A-Za-z]+)(?:\[([^\]]*)\])?$/.exec(name);
  const [, head = "", inside] = match ?? [];
  if (match === null || !startNames.has(head) || modelNames.get(head)?.role !== "state") {
    return undefined;
  }
  const parsed = parseExpression(text);
  if (!("value" in parsed)) return `${name}: expected an expression, got ${text}.`;
  const indices = inside?.split(",").map((index) => index.trim());
  return {
    name: head,
    value: parsed.value,
    ...(indices?.[0] !== undefined && { index: indices[0] }),
    ...(indices !== undefined && indices.length > 1 && { indices }),
  };
}

/** Parts of states that a start may name. */
const startNames: ReadonlySet<string> = new Set(["w", "u", "m", "a", "M"]);

function unknownName(name: string, spec: Spec): string {
  const known = [...spec.parameters.keys(), ...startNames];
  const meant = didYouMean(name, known);
  const list = [...spec.parameters.keys()].join(", ") || "none";
  return `${name}: expected a parameter (${list}) or a part of the start, got ${name}.${
    meant === undefined ? "" : ` ${meant}`
  }`;
}

/** A value of a parameter, or what is wrong with it. */
function readValue(text: string, parameter: Parameter, binding: Binding): Value | string {
  const { name, domain, index } = parameter;
  const value =
    index.length > 0 ? readFamily(text, parameter, binding) : readScalar(text, domain, binding);
  if (value === undefined) return `${name}: expected ${formatDomain(domain)}, got ${text}.`;
  if (isMember(value, domain, binding) !== false) return value;
  return `${name}: expected ${formatDomain(domain)}, got ${text}.`;
}

function readScalar(text: string, domain: Domain, binding: Binding): Value | undefined {
  if (domain.kind === "words") return { kind: "word", word: text };
  const parsed = parseExpression(text);
  return "value" in parsed ? valueUnder(parsed.value, binding) : undefined;
}

/** `[1, 1/2]`, one value a member. */
function readFamily(
  text: string,
  { domain, index }: Parameter,
  binding: Binding,
): Value | undefined {
  const [range] = index;
  const inside = /^\[(.*)\]$/.exec(text.trim())?.[1];
  if (range === undefined || index.length > 1 || inside === undefined) return undefined;
  const [from, to] = [evaluateInteger(range.from, binding), evaluateInteger(range.to, binding)];
  const values = inside.split(",").map((part) => readScalar(part, domain, binding));
  const whole = values.filter((value) => value !== undefined);
  if (from === undefined || to === undefined || whole.length < values.length) return undefined;
  return whole.length === to - from + 1 ? { kind: "family", from, values: whole } : undefined;
}

function formatDomain(domain: Domain): string {
  switch (domain.kind) {
    case "integers":
      return `an integer in ${formatExpression(domain.from)}..${formatExpression(domain.to)}`;
    case "reals": {
      const lower =
        domain.lower === undefined
          ? ""
          : `${formatExpression(domain.lower.value)} ${domain.lower.open ? "<" : "<="} `;
      const upper =
        domain.upper === undefined
          ? ""
          : ` ${domain.upper.open ? "<" : "<="} ${formatExpression(domain.upper.value)}`;
      return `${lower}real${upper}`;
    }
    case "values":
      return `one of ${domain.values.map((value) => formatExpression(value)).join(", ")}`;
    case "words":
      return `one of ${domain.values.join(", ")}`;
    case "tied":
      return formatExpression(domain.value);
    case "subsets":
      return "a subset";
  }
}

function formatValue(value: Value): string {
  switch (value.kind) {
    case "exact":
      return formatRational(value.value);
    case "constant": {
      const expression = expressionOf(value);
      return expression === undefined ? "" : formatExpression(expression);
    }
    case "family":
      return `[${value.values.map(formatValue).join(", ")}]`;
    case "word":
      return value.word;
    case "subset":
      return `{${value.members.join(", ")}}`;
  }
}
