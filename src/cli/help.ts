/** The help texts, kept apart from the option parser so that they cost nothing to print. */
import { type CommandText, commands, type OptionText } from "./commands.ts";

/** Characters of a line. */
const width = 100;
/** Characters before what is said of something. */
const margin = 22;

/** `lemmata --help`: every command. */
export const help = (): string =>
  [
    "Usage: lemmata <command> [options]",
    "",
    "Verifies theorems about gradient flow on Gaussian index models: derives exactly, simulates",
    "from the definition, and judges.",
    "",
    "Commands:",
    ...Object.values(commands).flatMap(usageLines),
    ...Object.values(commands).flatMap(optionLines),
    "",
    entry("-V, --version", "print the version"),
    entry("-h, --help", "print this text; after a command, its own"),
    "",
    exitStatuses,
    "",
  ].join("\n");

/** `lemmata verify --help`: one command. */
export const commandHelp = (command: CommandText): string =>
  [
    ...command.usages.map(({ args }) => `Usage: lemmata ${command.name} ${args} [options]`),
    "",
    ...usageLines(command),
    ...optionLines(command),
    "",
    `Example: ${command.example}`,
    "",
    exitStatuses,
    "",
  ].join("\n");

const exitStatuses = `Exit status: 0 everything as expected; 1 something is not; 2 wrong use or a bad spec;
3 a conflict between the witnesses, or a fault in lemmata; 130 stopped by Ctrl-C (what was done is
printed, what was observed is kept in .lemmata/ and not observed again).`;

const usageLines = ({ name, usages }: CommandText): readonly string[] =>
  usages.map(({ args, says }) => entry(`${name} ${args}`, says));

const optionLines = ({ name, options }: CommandText): readonly string[] =>
  options.length === 0
    ? []
    : ["", `Options of ${name}:`, ...options.map((option) => entry(option.flags, saidOf(option)))];

function saidOf({ says, choices, usual }: OptionText): string {
  const words = choices === undefined ? "" : `: ${listed(choices)}`;
  return `${says}${words}${usual === undefined ? "" : ` (default: ${usual})`}`;
}

const listed = (words: readonly string[]): string =>
  `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

/** `  --seed <n>          seed of ...`, with lines that are not too long. */
function entry(head: string, says: string): string {
  const lines: string[] = [];
  let line = `  ${head}`.padEnd(margin);
  if (!line.endsWith(" ")) {
    lines.push(line);
    line = " ".repeat(margin);
  }
  for (const word of says.split(" ")) {
    if (line.length + word.length > width) {
      lines.push(line.trimEnd());
      line = " ".repeat(margin);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()].join("\n");
}
