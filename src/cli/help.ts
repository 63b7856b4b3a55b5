/** The help text, kept apart from the option parser so that it costs nothing to print. */
export const help = `Usage: lemmata <command> [options]

Verifies theorems about gradient flow on Gaussian index models: derives exactly, simulates
from the definition, and judges.

Commands:
  verify [paths...]   judge every claim of the specs (files or folders; default: specs)
  derive <spec>       print the phase diagram of a spec's model, and what is derived for every claim
  derive --link <e>   print the phase diagram of a link in x: "h(3,x)+h(5,x)", "relu(x)"
  simulate <spec>     follow the model of a spec: a table of states along one or many runs
  conform <spec>      hold recorded runs (--trajectory FILE) or a program (-- COMMAND ...) against
                      the flow that is derived for a spec, and against its claims
  init [dir]          make a folder with a first spec, a test set-up and a README

Options of verify:
  --effort <e>        quick, standard or thorough: how many cases are tried (default: quick)
  --seed <n>          seed of all random numbers (default: 1)
  --case <id>         one claim, or one case of it: threshold or threshold@p=3,k=2,d=3
  --jobs <n>          threads that observe cases; only the time depends on it (default: cores)
  --shard <i/n>       part i of n of the claims, every n-th one
  --mutate            also put every right-hand side wrong; exit 1 if that goes unnoticed
  --ablate            drop each assumption in turn, and search for a counterexample without it
  --without <id>      judge without this assumption; with --start u1,u2,... from these overlaps
  --evidence <dir>    write there what every verdict rests on, a file for each spec
  --figures <dir>     observe the experiments too, and write there their pictures (SVG) and data
  --html <dir>        write there a report of pages that need nothing else: index.html first
  --cache <dir>       keep what is observed there, and do not observe it again
  --case-limit <s>    seconds of the clock for one case, then it is interrupted (default: 300)
  --format <f>        pretty, json, junit, markdown or github (default: pretty)
  --quiet             no progress, and only what is not as expected

Options of derive:
  --format <f>        markdown, latex, html or json (default: markdown)
  --set <name=value>  with a spec: where its phase diagram is taken (default: first sampled values)
  --frame <f>         with --link: equiangular or orthonormal (default: equiangular)
  --k <n>             with --link: the number of ridge functions, 2 or more (default: all k for a
                      multiple of one Hermite polynomial, else 2)
  --order <n>         with --link: highest degree of the coefficients, 1 to 200 (default: 20)

Options of simulate:
  --set <name=value>  a value of a parameter (p=3, d=10^6, y=[1, 1/2]) or a part of the start
                      (m=1/10, u[1]=1/5); several may follow, or the option may be repeated
  --flow <f>          defined: from the model alone; derived: the reduced equations (default:
                      defined)
  --until <t>         time to stop at (default: near rest)
  --runs <n>          number of runs, each with its own start and samples (default: 1)
  --seed <n>          seed of all random numbers (default: 1)
  --format <f>        csv or json, columns and units in the header (default: csv)

Options of conform:
  --trajectory <file> rows as comma-separated values or JSON lines
  --set <name=value>  as for simulate
  --step <h>          the runs are descents with this step; with --batch <n> SGD
  --error <e>         how far every number of the runs may be off
  --runs <n>          how often a program is called, each with its own start and seed (default: 1)
  --rows <n>          rows that a program is asked for (default: 101), until --until <t>
  --time-limit <s>    seconds of one run of a program (default: 60)
  --save <file>       keep there what a program prints
  --seed <n>          seed of all random numbers (default: 1)
  --format <f>        pretty or json (default: pretty); --quiet: no progress

  -V, --version       print the version
  -h, --help          print this text

Exit status: 0 everything as expected; 1 something is not; 2 wrong use or a bad spec;
3 a conflict between the witnesses, or a fault in lemmata; 130 stopped by Ctrl-C (what was done is
printed, what was observed is kept in .lemmata/ and not observed again).
`;
