#!/usr/bin/env node
/**
 * Checks evidence (docs/evidence.md) again, with nothing of Lemmata: node tools/recheck.mjs FILE...
 * Scripts are run, equations evaluated at random points, roots counted, digests recomputed.
 * Exit status 0 if all of it holds, else 1 with a reason.
 */
import { createHash, randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import { checkIrreducible } from "./irreducible.mjs";
import {
  abs,
  fail,
  gcd,
  integer,
  inverse,
  minus,
  minusOne,
  one,
  plus,
  power,
  rational,
  squareRoot,
  sum,
  times,
} from "./root-sums.mjs";

const digestOf = (value) => createHash("sha256").update(JSON.stringify(value)).digest("hex");
/** Expressions: numbers, names, x[i,j], delta[i,j], sqrt(e), sum(i in a..b, e), + - * / ^. */
const binds = { "+": 1, "-": 1, "*": 2, "/": 2, "^": 4 };
const over = (a, b) => times(a, inverse(b));
const operations = { "+": plus, "-": minus, "*": times, "/": over, "^": power };
function evaluate(text, values) {
  const tokens = text.match(/\d+|\w+|\.\.|\S/g) ?? [];
  let at = 0;
  const take = (token) => (tokens[at] === token ? tokens[at++] : fail(`no ${token} in ${text}`));
  const index = () => rational(read(1))[0];
  function read(least) {
    const isNegative = tokens[at] === "-" && tokens[at++] === "-";
    let left = isNegative ? times(read(3), minusOne) : atom();
    while (binds[tokens[at]] >= least) {
      const operator = tokens[at++];
      left = operations[operator](left, read(binds[operator] + (operator === "^" ? -1 : 1)));
    }
    return left;
  }
  function atom() {
    const token = tokens[at++] ?? fail(`the end of ${text}`);
    if (/^\d+$/.test(token)) return integer(BigInt(token));
    if (token === "(") return [read(1), take(")")][0];
    if (token === "sqrt" && tokens[at] === "(") return squareRoot(atom());
    if (token === "sum" && tokens[at] === "(") return overRange();
    if (tokens[at] !== "[") return values.get(token) ?? fail(`no value for ${token}`);
    const places = [];
    while (tokens[at] !== "]" && at++ < tokens.length) places.push(index());
    take("]");
    if (token === "A" && places[0] === places[1]) return one;
    if (token === "delta") return places[0] === places[1] ? one : [];
    const key = `${token}[${token === "A" ? places.sort() : places}]`;
    return values.set(key, values.get(key) ?? drawn()).get(key);
  }
  function overRange() {
    const letter = tokens[++at];
    at += 2;
    const [from, , to] = [index(), take(".."), index(), take(",")];
    const [start, outer] = [at, values.get(letter)];
    const terms = [];
    for (let i = from; i <= to || i === from; i++) {
      at = start;
      values.set(letter, integer(i));
      const term = read(1);
      if (i <= to) terms.push(...term);
    }
    values.set(letter, outer);
    return [sum(terms), take(")")][0];
  }
  const value = read(1);
  return at === tokens.length ? value : fail(`unexpected ${tokens[at]} in ${text}`);
}
const drawn = (sign = randomInt(2) * 2 - 1) => sum([[BigInt(sign * randomInt(1, 997)), 997n, 1n]]);
const between = (low, high) => integer(low + BigInt(randomInt(Number(high - low) + 1)));

/** Both sides at points: integers of their ranges, positive reals, anything for other names. */
function checkEqual({ left, right, letters, positive }) {
  for (let points = 0, tries = 0; points < 8; tries++) {
    if (tries > 5000) fail("no point of the domain was found");
    const values = new Map();
    for (const { name, sort, from = "1", to = `${from} + 5` } of letters) {
      const place = (end) => rational(evaluate(end, values))[0];
      values.set(name, sort === "real" ? drawn(1) : between(place(from), place(to)));
    }
    if (!positive.every((text) => evaluate(text, values)[0]?.[0] > 0n)) continue;
    if (minus(evaluate(left, values), evaluate(right, values)).length > 0) fail("it differs");
    points += 1;
  }
}

// Polynomials are lists of integers, the constant term first.
function remainder(a, b) {
  const rest = [...a];
  const [lead, size] = [b.at(-1), abs(b.at(-1))];
  while (rest.length >= b.length) {
    const [top, shift] = [lead < 0n ? -rest.at(-1) : rest.at(-1), rest.length - b.length];
    rest.forEach((c, i) => (rest[i] = c * size - (i < shift ? 0n : top * b[i - shift])));
    while (rest.at(-1) === 0n) rest.pop();
  }
  return rest.map((c) => -c / rest.reduce(gcd, 0n));
}
function checkRoots({ polynomial, lower, upper, count, primes, primeValue }) {
  checkIrreducible(polynomial.map(BigInt), { primes, primeValue });
  const chain = [polynomial.map(BigInt)];
  chain.push(chain[0].slice(1).map((c, i) => c * BigInt(i + 1)));
  while (chain.at(-1).length > 0) chain.push(remainder(chain.at(-2), chain.at(-1)));
  const [low, high] = [lower, upper].map((end) => evaluate(end, new Map()));
  const valueAt = (a, x) => a.reduceRight((v, c) => plus(times(v, x), integer(c)), []);
  const changesAt = (x) => {
    const signs = chain.flatMap((a) => valueAt(a, x).map(([n]) => n < 0n));
    return signs.filter((sign, i) => i > 0 && sign !== signs[i - 1]).length;
  };
  const [first, last] = [low, high].map((x) => valueAt(chain[0], x).length === 0);
  if (minus(high, low).length === 0) return (count === 1 && first) || fail("no root there");
  if (first || last) fail("an end of the interval is a root");
  if (changesAt(low) - changesAt(high) !== count) fail(`not ${count} roots in the interval`);
}

const solver = import("z3-solver").then(({ init }) => init());
async function answerOf(script) {
  const { Z3, em } = await solver;
  // On the heap, not passed as a text: the package frees a text while another thread reads it.
  const bytes = new TextEncoder().encode(`${script}\0`);
  const at = em._malloc(bytes.length);
  em.HEAPU8.set(bytes, at);
  const context = Z3.mk_context(Z3.mk_config());
  const answer = await em.async_call(em._async_Z3_eval_smtlib2_string, context, at);
  // Nothing is kept of hundreds of scripts: the memory of the solver ends at 2 GB.
  Z3.del_context(context);
  em._free(at);
  return answer.trim();
}
/** The last assertion is the negated conclusion: without it there is no contradiction. */
async function checkScript({ smtlib }) {
  if ((await answerOf(smtlib)) !== "unsat") fail("the solver does not say unsat");
  const lines = smtlib.split("\n");
  const last = lines.findLastIndex((line) => line.startsWith("(assert "));
  const hypotheses = lines.toSpliced(last, 1).join("\n");
  if ((await answerOf(hypotheses)) === "unsat") fail("contradictory hypotheses");
}

const checks = { unsatisfiable: checkScript, equal: checkEqual, roots: checkRoots };
async function checkDocument({ digest, ...rest }) {
  if (rest.version !== 1) fail("expected evidence of version 1");
  for (const { id, verdict, items } of rest.verdicts) {
    if (verdict === "proved" && items.length === 0) fail(`${id}: proved, and nothing to check`);
    for (const { digest: own, ...item } of items) {
      const check = async () => (checks[item.kind] ?? fail("unknown kind"))(item);
      await check().catch(({ message }) => fail(`${id}: ${item.statement}: ${message}`));
      if (digestOf(item) !== own) fail(`${id}: ${item.statement}: the digest does not fit`);
    }
  }
  if (digestOf(rest) !== digest) fail("the digest of the document does not fit");
  const named = (what, is) => {
    const ids = rest.verdicts.filter(({ items }) => is(items)).map(({ id }) => id);
    return ids.length === 0 ? "" : `; ${what}: ${ids.join(", ")}`;
  };
  const isSame = ({ left = "0", right = "1" }) => left === right || left === right.slice(1, -1);
  const empty = named("nothing to check for", (items) => items.length === 0);
  const same = named("with one text on both sides", (items) => items.some(isSame));
  return `${rest.verdicts.flatMap(({ items }) => items).length} parts hold${same}${empty}`;
}

let status = process.argv.length > 2 ? 0 : 1;
for (const file of process.argv.slice(2)) {
  try {
    const whole = JSON.parse(readFileSync(file, "utf8"));
    console.log(`${file}: ${await checkDocument(whole.evidence ?? whole)}`);
  } catch (error) {
    console.error(`${file}: rejected: ${error.message}`);
    status = 1;
  }
}
process.exit(status);
