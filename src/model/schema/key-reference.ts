/**
 * Every key of the language, as a page: made from the tables that specs are read by.
 *
 * Published as `docs/spec-reference.md`, which a test keeps up to date; what the keys mean is told
 * in `docs/spec-language.md`.
 */
import {
  claimKeys,
  domainShape,
  dynamicsOptionsShape,
  experimentShape,
  inputShape,
  learnedShape,
  lossOptionsShape,
  type MapShape,
  modelShape,
  optimalShape,
  remarkShape,
  sourceShape,
  specShape,
  spikeShape,
  studentShape,
  teacherShape,
  words,
} from "./keys.ts";
import { fieldType, kindNames, kinds } from "./kinds.ts";

const claimOptions = claimKeys.filter((key) => key !== "kind");

const shapes: readonly (readonly [string, MapShape])[] = [
  ["a spec", specShape],
  ["source", sourceShape],
  ["a domain", domainShape],
  ["model", modelShape],
  ["model.input", inputShape],
  ["model.input.gaussian with a spike", spikeShape],
  ["model.teacher", teacherShape],
  ["model.student", studentShape],
  ["model.student.link.learned", learnedShape],
  ["model.student.link.optimal", optimalShape],
  ["model.loss with options", lossOptionsShape],
  ["model.dynamics with options", dynamicsOptionsShape],
  ["a claim, whatever its kind", { name: "claim", required: ["kind"], optional: claimOptions }],
  ["a remark", remarkShape],
  ["an experiment", experimentShape],
];

/** The page, in Markdown. */
export function keyReference(): string {
  const lines = [
    "# Every key of a spec",
    "",
    "Made from the tables that specs are read by; the meaning of the keys is in",
    "[the spec language](spec-language.md).",
    "",
    "| of | required | optional |",
    "|---|---|---|",
    ...shapes.map(([name, { required, optional }]) =>
      row(name, listed(required), listed(optional)),
    ),
    "",
    "## Kinds of claim",
    "",
    "| kind | required | optional |",
    "|---|---|---|",
    ...kindNames.map((name) => {
      const { required, optional } = kinds[name];
      const typed = (field: string): string => `\`${field}\`: ${fieldType(name, field)}`;
      return row(`\`${name}\``, required.map(typed).join(", "), optional.map(typed).join(", "));
    }),
    "",
    "## Words",
    "",
    "| slot | words |",
    "|---|---|",
    ...Object.entries(words).map(([slot, list]) => row(`\`${slot}\``, listed(list))),
  ];
  return `${lines.join("\n")}\n`;
}

const listed = (keys: readonly string[]): string => keys.map((key) => `\`${key}\``).join(", ");

const row = (...cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
