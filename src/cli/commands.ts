/**
 * The commands with their arguments and options, as texts: what the parser is made from, and what
 * every help says. It loads nothing, so that help costs nothing.
 */

/** An option as it is written, and what it does in one sentence. */
export interface OptionText {
  /** `--seed <n>`. */
  readonly flags: string;
  readonly says: string;
  /** The words that it takes, where it takes no others. */
  readonly choices?: readonly string[];
  /** As it is said; what it is worth is the parser's business. */
  readonly usual?: string;
}

export interface CommandText {
  readonly name: string;
  /** Ways to call it, and what each does. */
  readonly usages: readonly { readonly args: string; readonly says: string }[];
  readonly options: readonly OptionText[];
  /** A call that works in the repository of lemmata. */
  readonly example: string;
}

const seed: OptionText = { flags: "--seed <n>", says: "seed of all random numbers", usual: "1" };

const verify: CommandText = {
  name: "verify",
  usages: [
    {
      args: "[paths...]",
      says: "judge every claim of the specs (files or folders; default: specs)",
    },
  ],
  example: "lemmata verify specs/simsek2025 --html report",
  options: [
    {
      flags: "--effort <e>",
      says: "how many cases are tried",
      choices: ["quick", "standard", "thorough"],
      usual: "quick",
    },
    seed,
    {
      flags: "--case <id>",
      says: "one claim, or one case of it: threshold or threshold@p=3,k=2,d=3",
    },
    {
      flags: "--jobs <n>",
      says: "threads that observe cases; only the time depends on it",
      usual: "one a core",
    },
    { flags: "--shard <i/n>", says: "part i of n of the claims, every n-th one" },
    {
      flags: "--mutate",
      says: "also put every right-hand side wrong; exit 1 if that goes unnoticed",
    },
    {
      flags: "--ablate",
      says: "drop each assumption in turn, and search for a counterexample without it",
    },
    { flags: "--without <id>", says: "judge without this assumption" },
    { flags: "--start <overlaps>", says: "judge from these overlaps of the start: -1/10,-1/5" },
    {
      flags: "--evidence <dir>",
      says: "write there what every verdict rests on, a file for each spec",
    },
    {
      flags: "--figures <dir>",
      says: "observe the experiments too, and write there their pictures (SVG) and data",
    },
    {
      flags: "--html <dir>",
      says: "write there a report of pages that need nothing else: index.html first",
    },
    { flags: "--cache <dir>", says: "keep what is observed there, and do not observe it again" },
    {
      flags: "--case-limit <s>",
      says: "seconds of the clock for one case, then it is interrupted",
      usual: "300",
    },
    {
      flags: "--format <f>",
      says: "what is printed",
      choices: ["pretty", "json", "junit", "markdown", "github"],
      usual: "pretty",
    },
    { flags: "--quiet", says: "no progress, and only what is not as expected" },
  ],
};

const derive: CommandText = {
  name: "derive",
  usages: [
    {
      args: "<spec>",
      says: "print the phase diagram of a spec's model, and what is derived for every claim",
    },
    {
      args: "--link <e>",
      says: 'print the phase diagram of a link in x: "h(3,x)+h(5,x)", "relu(x)"',
    },
  ],
  example: 'lemmata derive --link "x*tanh(x)" --k 4',
  options: [
    { flags: "--link <e>", says: "a link as an expression in x, in place of a spec" },
    {
      flags: "--format <f>",
      says: "what is printed",
      choices: ["markdown", "latex", "html", "json"],
      usual: "markdown",
    },
    {
      flags: "--set <name=value...>",
      says: "with a spec: where its phase diagram is taken",
      usual: "first sampled values",
    },
    {
      flags: "--frame <f>",
      says: "with --link: how the index vectors lie",
      choices: ["orthonormal", "equiangular"],
      usual: "equiangular",
    },
    {
      flags: "--k <n>",
      says: "with --link: the number of ridge functions, 2 or more",
      usual: "all k for a multiple of one Hermite polynomial, else 2",
    },
    {
      flags: "--order <n>",
      says: "with --link: highest degree of the coefficients, 1 to 200",
      usual: "20",
    },
  ],
};

const set: OptionText = {
  flags: "--set <name=value...>",
  says:
    "a value of a parameter (p=3, d=10^6, y=[1, 1/2]) or a part of the start (m=1/10, " +
    "u[1]=1/5); several may follow, or the option may be repeated",
};

const simulate: CommandText = {
  name: "simulate",
  usages: [
    {
      args: "<spec>",
      says: "follow the model of a spec: a table of states along one or many runs",
    },
  ],
  example: "lemmata simulate specs/simsek2025/figures.yaml --set p=3 d=10 --until 2",
  options: [
    set,
    {
      flags: "--flow <f>",
      says: "defined: from the model alone; derived: the reduced equations",
      choices: ["defined", "derived"],
      usual: "defined",
    },
    { flags: "--until <t>", says: "time to stop at", usual: "near rest" },
    {
      flags: "--runs <n>",
      says: "number of runs, each with its own start and samples",
      usual: "1",
    },
    seed,
    {
      flags: "--format <f>",
      says: "columns and units are in the header",
      choices: ["csv", "json"],
      usual: "csv",
    },
  ],
};

const conform: CommandText = {
  name: "conform",
  usages: [
    {
      args: "<spec>",
      says:
        "hold recorded runs (--trajectory FILE) or a program (-- COMMAND ...) against the flow " +
        "that is derived for a spec, and against its claims",
    },
  ],
  example: "lemmata conform examples/conform/two-directions.yaml -- node examples/conform/flow.mjs",
  options: [
    { flags: "--trajectory <file>", says: "rows as comma-separated values or JSON lines" },
    { ...set, says: "as for simulate" },
    { flags: "--step <h>", says: "the runs are descents with this step" },
    { flags: "--batch <n>", says: "with --step: every step has a fresh batch of n samples (SGD)" },
    { flags: "--error <e>", says: "how far every number of the runs may be off" },
    {
      flags: "--runs <n>",
      says: "how often a program is called, each with its own start and seed",
      usual: "1",
    },
    { flags: "--rows <n>", says: "rows that a program is asked for", usual: "101" },
    { flags: "--until <t>", says: "time up to which a program is asked for", usual: "near rest" },
    { flags: "--time-limit <s>", says: "seconds of one run of a program", usual: "60" },
    { flags: "--save <file>", says: "keep there what a program prints" },
    seed,
    {
      flags: "--format <f>",
      says: "what is printed",
      choices: ["pretty", "json"],
      usual: "pretty",
    },
    { flags: "--quiet", says: "no progress" },
  ],
};

const init: CommandText = {
  name: "init",
  usages: [
    {
      args: "[dir]",
      says: "make a folder with a first spec, a test set-up and a README (default: here)",
    },
  ],
  example: "lemmata init my-theorems",
  options: [],
};

/** Every command, in the order of the help. */
export const commands = { verify, derive, simulate, conform, init } as const;
