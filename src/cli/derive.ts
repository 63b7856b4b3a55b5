/**
 * `lemmata derive SPEC`: the phase diagram of the model, and the derivation behind every claim,
 * without judging any.
 */
import { casesOf } from "../checks/cases/cases.ts";
import type { Claim } from "../model/claim.ts";
import { loadSpec } from "../model/load.ts";
import type { Spec } from "../model/spec.ts";
import {
  type DerivedClaim,
  derivationBlocks,
  derivationJson,
  type ModelDiagram,
} from "../report/derivation/derivation.ts";
import { documentOf } from "../report/document.ts";
import { closeCas } from "../symbolic/cas/nerdamer.ts";
import { describe } from "../symbolic/describe.ts";
import { openParameter, settingDiagram } from "../symbolic/phase/setting-diagram.ts";
import { predict } from "../symbolic/predict.ts";
import { closeSolver } from "../symbolic/prove/z3.ts";
import { exitStatus } from "./exit-status.ts";
import type { DeriveCommandOptions } from "./options.ts";

/** @returns the exit status. @throws SpecError with the issues of a bad spec. */
export async function deriveCommand(
  path: string,
  { format, set = [] }: DeriveCommandOptions,
): Promise<number> {
  const { spec } = loadSpec(path);
  const wrong = wrongChoice(spec, set);
  if (wrong !== undefined) return refuse(wrong);
  const claims: DerivedClaim[] = [];
  try {
    for (const claim of spec.claims) {
      const prediction = predict(claim.setting, claim.question);
      claims.push(
        prediction.status === "derived"
          ? { claim, prediction, description: await describe(prediction.derived) }
          : { claim, prediction },
      );
    }
    const model = await modelOf(spec, set);
    if (typeof model === "string") return refuse(model);
    process.stdout.write(
      format === "json"
        ? `${JSON.stringify(derivationJson(spec, claims, model), null, 2)}\n`
        : await documentOf(derivationBlocks(spec, claims, model), format),
    );
    return exitStatus.expected;
  } finally {
    await closeSolver();
    await closeCas();
  }
}

/** The diagram at the chosen values, the first sampled ones where none is chosen; or a message. */
async function modelOf(
  spec: Spec,
  set: readonly string[],
): Promise<ModelDiagram | undefined | string> {
  const { model, parameters } = spec;
  if (model === undefined) return undefined;
  const setting = { parameters, model, start: [], assumptions: new Map() };
  const chosen = new Set(set.map((choice) => choice.split("=")[0]!));
  const angle = openParameter(model, parameters, chosen);
  const open = angle === undefined ? [] : [angle];
  const pinned = set.length === 0 ? undefined : set.join(",");
  const { cases } = casesOf({ ...claimOfNothing, setting }, open, "quick", 1, pinned);
  const [at] = cases;
  if (at === undefined) {
    return `--set: expected values inside the domains of the spec, got ${set.join(", ")}.`;
  }
  return { at: at.key, diagram: await settingDiagram(model, at.binding, parameters) };
}

/** Values are chosen as for a claim; a model alone has none. */
const claimOfNothing: Omit<Claim, "setting"> = {
  id: "model",
  position: { file: "", line: 1, column: 1 },
  question: { kind: "stationary", at: { kind: "coordinates", entries: [] } },
  answer: { kind: "stationary" },
  written: new Map(),
  expect: "holds",
  atLeast: "supported",
};

function wrongChoice({ parameters }: Spec, set: readonly string[]): string | undefined {
  for (const choice of set) {
    const [, name, value] = /^([^=]+)=(.+)$/.exec(choice) ?? [];
    if (name === undefined || value === undefined) {
      return `--set: expected name=value, got ${choice}.`;
    }
    if (!parameters.has(name)) {
      const known = [...parameters.keys()].join(", ");
      return `--set: expected a parameter of the spec, got ${name}. It has ${known}.`;
    }
  }
  return undefined;
}

function refuse(message: string): number {
  process.stderr.write(`${message}\n`);
  return exitStatus.wrongUse;
}
