/**
 * The model: its five axes, every default filled in.
 */
import type { Axes } from "../axes.ts";
import type { Expression } from "../expression/expression.ts";
import {
  dynamicsOptionsShape,
  inputShape,
  lossOptionsShape,
  modelShape,
  spikeShape,
  words,
} from "../schema/keys.ts";
import { ownInputNames } from "../schema/own-inputs.ts";
import type { SourceNode } from "../source/node.ts";
import type { Dynamics, Input, Loss, Model } from "../spec.ts";
import { number } from "./read-expression.ts";
import { readFields, readWord } from "./read-map.ts";
import {
  type ModelScope,
  nameAndOptions,
  readAxisExpression,
  readCount,
  readPositive,
  readSlot,
  readStep,
} from "./read-slots.ts";
import { readStudent } from "./read-student.ts";
import { readTeacher } from "./read-teacher.ts";
import { complain, type Reader, under } from "./reader.ts";

/**
 * The model that the axes describe, or `undefined` if one is missing or could not be read.
 *
 * @param place Where a missing axis is reported; absent: it is not, as in a part of a setting.
 */
export function readModel(
  reader: Reader,
  axes: Axes,
  scope: ModelScope,
  place: SourceNode | undefined,
): Model | undefined {
  if (place !== undefined) {
    for (const name of modelShape.required) {
      if (axes.has(name)) continue;
      complain({ ...reader, path: `model.${name}` }, place, {
        expected: name,
        got: "nothing",
        cure: "A model needs it.",
      });
    }
  }
  const { input, teacher, student, loss, dynamics } = readAxes(reader, axes, scope);
  if (!input || !teacher || !student || !loss) return undefined;
  if (axes.has("dynamics") && dynamics === undefined) return undefined;
  return { input, teacher, student, loss, dynamics: dynamics ?? gradientFlow };
}

/** The axes that are given, each read for itself. */
export function readAxes(reader: Reader, axes: Axes, scope: ModelScope): Partial<Model> {
  const read = <T>(
    name: string,
    readAxis: (reader: Reader, node: SourceNode, scope: ModelScope) => T | undefined,
  ): T | undefined => {
    const axis = axes.get(name);
    if (axis === undefined) return undefined;
    return readAxis({ ...reader, path: `${axis.path}.${name}` }, axis.entry.value, scope);
  };
  const input = read("input", readInput);
  const teacher = read("teacher", readTeacher);
  const student = read("student", readStudent);
  const loss = read("loss", readLoss);
  const dynamics = read("dynamics", readDynamics);
  return {
    ...(input && { input }),
    ...(teacher && { teacher }),
    ...(student && { student }),
    ...(loss && { loss }),
    ...(dynamics && { dynamics }),
  };
}

const gradientFlow: Dynamics = {
  kind: { kind: "word", word: "gradient-flow" },
  metric: { kind: "word", word: "round" },
  alternate: false,
};

function readInput(reader: Reader, node: SourceNode, scope: ModelScope): Input | undefined {
  const fields = readFields(reader, node, inputShape);
  const dimensionNode = fields?.get("dimension")?.value;
  if (fields === undefined || dimensionNode === undefined) return undefined;
  const dimension = readCount(under(reader, "dimension"), dimensionNode, scope, undefined);
  const laws = ["gaussian", "student-t", "uniform", "law"].filter((law) => fields.has(law));
  const [law = "gaussian", another] = laws;
  if (another !== undefined) {
    complain(under(reader, another), fields.get(another)?.key ?? node, {
      expected: "one law of the input",
      got: laws.join(" and "),
      cure: "Keep one of them.",
    });
    return undefined;
  }
  const here = under(reader, law);
  const value = fields.get(law)?.value;
  if (law === "student-t" && value !== undefined) {
    const degrees = readPositive(here, value, scope);
    return degrees && dimension && { law: "student-t", degrees, dimension };
  }
  if (law === "uniform" && value !== undefined) {
    const sphere = readWord(here, value, ["sphere"]);
    return sphere && dimension && { law: "uniform-sphere", dimension };
  }
  if (law === "law" && value !== undefined) {
    const name = readOwnLaw(here, value);
    return name === undefined ? undefined : dimension && { law: "own", name, dimension };
  }
  const covariance = value === undefined ? isotropic : readCovariance(here, value, scope);
  return covariance && dimension && { law: "gaussian", covariance, dimension };
}

/** The name of a law that a program has added. */
function readOwnLaw(reader: Reader, node: SourceNode): string | undefined {
  const names = ownInputNames();
  if (names.length > 0) return readWord(reader, node, names);
  complain(reader, node, {
    expected: "the name of a law that the program has added",
    got: node.kind === "text" ? node.text : node.kind,
    cure: "Add it with registerInput before the spec is read.",
  });
  return undefined;
}

type Covariance = (Input & { readonly law: "gaussian" })["covariance"];

const isotropic: Covariance = { kind: "isotropic" };

function readCovariance(
  reader: Reader,
  node: SourceNode,
  scope: ModelScope,
): Covariance | undefined {
  if (node.kind === "text") return readWord(reader, node, ["isotropic"]) && isotropic;
  const fields = readFields(reader, node, spikeShape);
  const [spikeNode, overlapNode] = [fields?.get("spike")?.value, fields?.get("overlap")?.value];
  const spike = spikeNode && readAxisExpression(under(reader, "spike"), spikeNode, scope);
  const overlap = overlapNode && readAxisExpression(under(reader, "overlap"), overlapNode, scope);
  return spike && overlap && { kind: "spiked", spike, overlap };
}

function readLoss(reader: Reader, node: SourceNode, scope: ModelScope): Loss | undefined {
  const found = nameAndOptions(reader, node, words.loss, "loss");
  const kind = found && readSlot(reader, found.name, words.loss, scope);
  if (found === undefined || kind === undefined) return undefined;
  const half = kind.kind === "word" && kind.word === "squared";
  const usual = half ? number(1n, 2n) : number(1n);
  if (found.options === undefined) return { kind, factor: usual };
  const here = under(reader, found.key);
  const fields = readFields(here, found.options, lossOptionsShape);
  const factorNode = fields?.get("factor")?.value;
  const factor = factorNode && readPositive(under(here, "factor"), factorNode, scope);
  return { kind, factor: factor ?? usual };
}

function readDynamics(reader: Reader, node: SourceNode, scope: ModelScope): Dynamics | undefined {
  const found = nameAndOptions(reader, node, words.dynamics, "dynamics");
  const kind = found && readSlot(reader, found.name, words.dynamics, scope);
  if (found === undefined || kind === undefined) return undefined;
  if (found.options === undefined) return { ...gradientFlow, kind };
  const here = under(reader, found.key);
  const fields = readFields(here, found.options, dynamicsOptionsShape);
  if (fields === undefined) return undefined;
  const option = (key: string): Record<string, Expression> => {
    const value = fields.get(key)?.value;
    const read = value && readPositive(under(here, key), value, scope);
    return read === undefined ? {} : { [key]: read };
  };
  const stepNode = fields.get("step")?.value;
  const step = stepNode && readStep(under(here, "step"), stepNode, scope);
  const alternateNode = fields.get("alternate")?.value;
  const alternate =
    alternateNode && readWord(under(here, "alternate"), alternateNode, ["true", "false"]);
  const metricNode = fields.get("metric")?.value;
  const metric = metricNode && readSlot(under(here, "metric"), metricNode, words.metric, scope);
  return {
    kind,
    metric: metric ?? gradientFlow.metric,
    ...(step && { step }),
    ...option("batch"),
    ...option("samples"),
    ...option("unlabelled"),
    alternate: alternate === "true",
  };
}
