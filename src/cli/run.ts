/**
 * Commands and options. Each command is loaded when it is called.
 */
import { Command, CommanderError, Option } from "commander";
import { SpecError } from "../model/issue.ts";
import { commands } from "./commands.ts";
import { exitStatus } from "./exit-status.ts";
import { optionValues } from "./option-values.ts";
import type {
  ConformCommandOptions,
  DeriveCommandOptions,
  SimulateCommandOptions,
  VerifyCommandOptions,
} from "./options.ts";

/** Runs the command line and gives its exit status. */
export async function run(args: readonly string[]): Promise<number> {
  let status: number = exitStatus.expected;
  const program = new Command("lemmata").exitOverride().helpOption(false).helpCommand(false);
  command(program, "verify")
    .argument("[paths...]")
    .action(async (paths: string[], options: VerifyCommandOptions) => {
      const { verifyCommand } = await import("./verify.ts");
      status = await verifyCommand(paths, options);
    });
  command(program, "derive")
    .argument("[spec]")
    .action(async (path: string | undefined, options: DeriveCommandOptions) => {
      if (options.link !== undefined || path === undefined) {
        const { deriveLinkCommand } = await import("./derive-link.ts");
        status = await deriveLinkCommand(path, options);
      } else {
        const { deriveCommand } = await import("./derive.ts");
        status = await deriveCommand(path, options);
      }
    });
  command(program, "simulate")
    .argument("<spec>")
    .action(async (path: string, options: SimulateCommandOptions) => {
      const { simulateCommand } = await import("./simulate.ts");
      status = await simulateCommand(path, options);
    });
  command(program, "conform")
    .argument("<spec>")
    .argument("[command...]")
    .action(async (path: string, foreign: string[], options: ConformCommandOptions) => {
      const { conformCommand } = await import("./conform.ts");
      status = await conformCommand(path, foreign, options);
    });
  command(program, "init")
    .argument("[dir]")
    .action(async (folder: string | undefined) => {
      const { initCommand } = await import("./init.ts");
      status = initCommand(folder ?? ".");
    });
  try {
    await program.parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) {
      const name = args.find((word) => Object.hasOwn(commands, word));
      const where = name === undefined ? "lemmata --help" : `lemmata ${name} --help`;
      process.stderr.write(`See ${where}.\n`);
      return exitStatus.wrongUse;
    }
    if (error instanceof SpecError) {
      process.stderr.write(`${error.message}\n`);
      return exitStatus.wrongUse;
    }
    process.stderr.write(`lemmata: a fault in lemmata itself: ${stackOf(error)}\n`);
    return exitStatus.conflict;
  }
}

/** A command with the options of its table. */
function command(program: Command, name: keyof typeof commands): Command {
  const made = program.command(name).helpOption(false);
  const known = optionValues[name];
  for (const { flags, says, choices } of commands[name].options) {
    const option = new Option(flags, says);
    const { usual, read } = known[flags.split(" ")[0] ?? ""] ?? {};
    if (choices !== undefined) option.choices(choices);
    if (usual !== undefined) option.default(usual);
    if (read !== undefined)
      option.argParser<unknown>((text, before) => read(text, before as readonly string[]));
    made.addOption(option);
  }
  return made;
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
