import { describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { commandHelp, help } from "../../src/cli/help.ts";
import { optionValues } from "../../src/cli/option-values.ts";
import { lemmata } from "../command.ts";

const nameOf = (flags: string): string => flags.split(" ")[0] ?? "";

describe.each(Object.values(commands))("the help of $name", (command) => {
  test("says in one sentence what every option does", () => {
    for (const { flags, says } of command.options) {
      expect(says, flags).toMatch(/^\S.{5,}[^.\s]$/);
      expect(commandHelp(command)).toContain(`  ${flags}`);
    }
  });

  test("and what it is worth where it is not written, as the parser has it", () => {
    const known = optionValues[command.name as keyof typeof commands];
    for (const { flags, usual } of command.options) {
      const value = known[nameOf(flags)]?.usual;
      // Of some the command itself decides what they are worth.
      if (value === undefined) continue;
      if (usual !== undefined && /^[0-9]+$/.test(usual)) expect(value, flags).toBe(Number(usual));
      else if (typeof value === "string") expect(usual, flags).toBe(value);
    }
    const written = new Set(command.options.map(({ flags }) => nameOf(flags)));
    expect(Object.keys(known).filter((name) => !written.has(name))).toEqual([]);
  });
});

test("help of all has the help of each, in lines that fit", () => {
  for (const command of Object.values(commands)) {
    for (const line of commandHelp(command).split("\n")) expect(line.length).toBeLessThan(101);
    for (const { flags, says } of command.options) {
      expect(help()).toContain(flags);
      expect(help().replace(/\s+/g, " ")).toContain(says);
    }
  }
});

test("a command is asked for its help before or after its name, and answers with success", () => {
  const text = commandHelp(commands.simulate);
  for (const args of [
    ["simulate", "--help"],
    ["simulate", "x.yaml", "-h"],
    ["help", "simulate"],
  ]) {
    expect(lemmata(args)).toMatchObject({ status: 0, stdout: text, stderr: "" });
  }
  // What stands after -- is for the program.
  expect(lemmata(["conform", "nothing.yaml", "--", "x", "--help"]).status).toBe(2);
});

test("wrong use says where the right one is told", () => {
  expect(lemmata(["verify", "--sead"]).stderr).toMatch(
    /Did you mean --seed\?\)\nSee lemmata verify/,
  );
  expect(lemmata(["prove"]).stderr).toMatch(/unknown command 'prove'[\s\S]*\nSee lemmata --help\./);
});
