/**
 * What options are worth: where they are not written, and as they are written.
 */
import { availableParallelism } from "node:os";
import { InvalidArgumentError } from "commander";
import type { Shard } from "../checks/verify.ts";
import { type Rational, rational } from "../model/rational.ts";
import type { commands } from "./commands.ts";

/** By command and option. */
export type OptionValues = Readonly<Record<string, Value>>;
/** An option that is not listed is absent where it is not written, and a text where it is. */
interface Value {
  readonly usual?: unknown;
  readonly read?: (text: string, before: readonly string[]) => unknown;
}

const seed: Value = { usual: 1, read: wholeNumber };
const none: readonly string[] = [];

export const optionValues: Readonly<Record<keyof typeof commands, OptionValues>> = {
  verify: {
    "--effort": { usual: "quick" },
    "--seed": seed,
    "--jobs": { usual: availableParallelism(), read: countOf },
    "--shard": { read: shardOf },
    "--mutate": { usual: false },
    "--ablate": { usual: false },
    "--start": { read: overlapsOf },
    "--case-limit": { usual: 300, read: countOf },
    "--format": { usual: "pretty" },
    "--quiet": { usual: false },
  },
  derive: {
    "--k": { read: wholeNumber },
    "--order": { read: wholeNumber },
    "--format": { usual: "markdown" },
  },
  simulate: {
    "--set": { usual: none, read: collected },
    "--flow": { usual: "defined" },
    "--seed": seed,
    "--runs": { usual: 1, read: countOf },
    "--until": { read: positiveNumber },
    "--format": { usual: "csv" },
  },
  conform: {
    "--set": { usual: none, read: collected },
    "--step": { read: positiveNumber },
    "--batch": { read: countOf },
    "--error": { read: positiveNumber },
    "--seed": seed,
    "--runs": { usual: 1, read: countOf },
    "--until": { read: positiveNumber },
    "--rows": { usual: 101, read: countOf },
    "--time-limit": { usual: 60, read: positiveNumber },
    "--quiet": { usual: false },
    "--format": { usual: "pretty" },
  },
  init: {},
};

function collected(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
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
