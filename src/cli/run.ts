/**
 * Commands and options. Each command is loaded when it is called.
 */
import { availableParallelism } from "node:os";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { Shard } from "../checks/verify.ts";
import { SpecError } from "../model/issue.ts";
import { type Rational, rational } from "../model/rational.ts";
import { exitStatus } from "./exit-status.ts";
import type {
  ConformCommandOptions,
  DeriveCommandOptions,
  SimulateCommandOptions,
  VerifyCommandOptions,
} from "./options.ts";

/** Runs the command line and gives its exit status. */
export async function run(args: readonly string[]): Promise<number> {
  let status: number = exitStatus.expected;
  const program = new Command("lemmata").exitOverride().showHelpAfterError(false);
  program
    .command("verify")
    .argument("[paths...]", "spec files or folders")
    .addOption(
      new Option("--effort <effort>").choices(["quick", "standard", "thorough"]).default("quick"),
    )
    .addOption(new Option("--seed <n>").argParser(wholeNumber).default(1))
    .addOption(new Option("--case <id>"))
    .addOption(new Option("--jobs <n>").argParser(countOf).default(availableParallelism()))
    .addOption(new Option("--shard <i/n>").argParser(shardOf))
    .addOption(new Option("--mutate").default(false))
    .addOption(new Option("--ablate").default(false))
    .addOption(new Option("--without <assumption>"))
    .addOption(new Option("--start <overlaps>").argParser(overlapsOf))
    .addOption(new Option("--evidence <dir>"))
    .addOption(new Option("--figures <dir>"))
    .addOption(new Option("--html <dir>"))
    .addOption(new Option("--cache <dir>"))
    .addOption(new Option("--case-limit <seconds>").argParser(countOf).default(300))
    .addOption(
      new Option("--format <format>")
        .choices(["pretty", "json", "junit", "markdown", "github"])
        .default("pretty"),
    )
    .addOption(new Option("--quiet").default(false))
    .action(async (paths: string[], options: VerifyCommandOptions) => {
      const { verifyCommand } = await import("./verify.ts");
      status = await verifyCommand(paths, options);
    });
  program
    .command("derive")
    .argument("[spec]", "a spec file")
    .addOption(new Option("--link <expr>"))
    .addOption(new Option("--frame <frame>").choices(["orthonormal", "equiangular"]))
    .addOption(new Option("--k <n>").argParser(wholeNumber))
    .addOption(new Option("--order <n>").argParser(wholeNumber))
    .addOption(new Option("--set <name=value...>"))
    .addOption(
      new Option("--format <format>")
        .choices(["markdown", "latex", "html", "json"])
        .default("markdown"),
    )
    .action(async (path: string | undefined, options: DeriveCommandOptions) => {
      if (options.link !== undefined || path === undefined) {
        const { deriveLinkCommand } = await import("./derive-link.ts");
        status = await deriveLinkCommand(path, options);
      } else {
        const { deriveCommand } = await import("./derive.ts");
        status = await deriveCommand(path, options);
      }
    });
  program
    .command("simulate")
    .argument("<spec>", "a spec file")
    .addOption(
      new Option("--set <name=value...>").argParser(collected).default([] as readonly string[]),
    )
    .addOption(new Option("--flow <flow>").choices(["defined", "derived"]).default("defined"))
    .addOption(new Option("--seed <n>").argParser(wholeNumber).default(1))
    .addOption(new Option("--runs <n>").argParser(countingNumber).default(1))
    .addOption(new Option("--until <t>").argParser(positiveNumber))
    .addOption(new Option("--format <format>").choices(["csv", "json"]).default("csv"))
    .action(async (path: string, options: SimulateCommandOptions) => {
      const { simulateCommand } = await import("./simulate.ts");
      status = await simulateCommand(path, options);
    });
  program
    .command("conform")
    .argument("<spec>", "a spec file")
    .argument("[command...]", "after --: a program that simulates")
    .addOption(new Option("--trajectory <file>"))
    .addOption(
      new Option("--set <name=value...>").argParser(collected).default([] as readonly string[]),
    )
    .addOption(new Option("--step <h>").argParser(positiveNumber))
    .addOption(new Option("--batch <n>").argParser(countOf))
    .addOption(new Option("--error <e>").argParser(positiveNumber))
    .addOption(new Option("--seed <n>").argParser(wholeNumber).default(1))
    .addOption(new Option("--runs <n>").argParser(countOf).default(1))
    .addOption(new Option("--until <t>").argParser(positiveNumber))
    .addOption(new Option("--rows <n>").argParser(countOf).default(101))
    .addOption(new Option("--time-limit <seconds>").argParser(positiveNumber).default(60))
    .addOption(new Option("--save <file>"))
    .addOption(new Option("--quiet").default(false))
    .addOption(new Option("--format <format>").choices(["pretty", "json"]).default("pretty"))
    .action(async (path: string, command: string[], options: ConformCommandOptions) => {
      const { conformCommand } = await import("./conform.ts");
      status = await conformCommand(path, command, options);
    });
  program
    .command("init")
    .argument("[dir]", "a folder; the present one if left out")
    .action(async (folder: string | undefined) => {
      const { initCommand } = await import("./init.ts");
      status = initCommand(folder ?? ".");
    });
  try {
    await program.parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return exitStatus.wrongUse;
    if (error instanceof SpecError) {
      process.stderr.write(`${error.message}\n`);
      return exitStatus.wrongUse;
    }
    process.stderr.write(`lemmata: a fault in lemmata itself: ${stackOf(error)}\n`);
    return exitStatus.conflict;
  }
}

const collected = (text: string, before: readonly string[]): readonly string[] => [...before, text];

function countingNumber(text: string): number {
  if (wholeNumber(text) < 1) throw new InvalidArgumentError("Expected a whole number >= 1.");
  return Number(text);
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError("Expected a number > 0.");
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InvalidArgumentError("Expected a whole number >= 0.");
  }
  return value;
}

function countOf(text: string): number {
  const value = wholeNumber(text);
  if (value >= 1) return value;
  throw new InvalidArgumentError("Expected a whole number >= 1.");
}

function shardOf(text: string): Shard {
  const [, part = "0", of = "0"] = /^([0-9]{1,6})\/([0-9]{1,6})$/.exec(text) ?? [];
  const shard = { part: Number(part), of: Number(of) };
  if (shard.part >= 1 && shard.part <= shard.of) return shard;
  throw new InvalidArgumentError("Expected a part of n, such as 1/4.");
}

/** `-1/10,-1/5` as numbers. */
function overlapsOf(text: string): readonly Rational[] {
  return text.split(",").map((part) => {
    const match = /^(-?[0-9]{1,15})(?:\/([1-9][0-9]{0,14}))?$/.exec(part.trim());
    if (match !== null) return rational(BigInt(match[1] ?? "0"), BigInt(match[2] ?? "1"));
    throw new InvalidArgumentError("Expected overlaps such as -1/10,-1/5.");
  });
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
