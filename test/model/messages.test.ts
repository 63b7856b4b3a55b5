import { describe, expect, test } from "vitest";
import { bad, changed, messagesOf } from "./bad-spec.ts";

test("the spec itself has no issues", () => {
  expect(messagesOf(bad.join("\n"))).toEqual([]);
});

describe("the table of docs/spec-language.md, section 6", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "an unknown key of a spec",
      changed({ 12: "claim:" }),
      ["bad.yaml:12:1 expected a key of a spec, got claim. Did you mean claims?"],
    ],
    [
      "a range that is empty",
      changed({ 3: "  p: { in: 3..oo, sampled: 8..3 }" }),
      [
        "bad.yaml:3:28 parameters.p.sampled: expected a range that is not empty, got 8..3. Write 3..8.",
      ],
    ],
    [
      "an interval as a list",
      changed({ 6: "  beta: { real: [0, 1] }" }),
      [
        "bad.yaml:6:11 parameters.beta: expected a key of a domain, got real. Write 0 <= real <= 1.",
      ],
    ],
    [
      "a half-open interval",
      changed({ 6: "  beta: [0, 1)" }),
      ["bad.yaml:6:9 expected YAML, got [0, 1). A half-open interval is written 0 <= real < 1."],
    ],
    [
      "an anchor",
      changed({ 7: "model: &base" }),
      [
        "bad.yaml:7:8 expected plain YAML, got an anchor &base. Share settings through use: or let:.",
      ],
    ],
    [
      "a cycle of definitions",
      changed({ 7: "let:\n  x: y + 1\n  y: 2*x\nmodel:" }),
      ["bad.yaml:8:3 let.x: expected a definition without a cycle, got x -> y -> x."],
    ],
    [
      "a negative count",
      changed({ 10: "  student: { neurons: -1, link: same }" }),
      [
        "bad.yaml:10:23 model.student.neurons: expected an integer in [1, 64] or a parameter, got -1.",
      ],
    ],
    [
      "a kind that is none",
      changed({ 14: "    kind: morse-indx" }),
      [
        "bad.yaml:14:11 claims.c.kind: expected a kind of claim, got morse-indx. Did you mean morse-index?",
      ],
    ],
    [
      "a field of another kind",
      changed({ 15: "    below: saddle" }),
      [
        "bad.yaml:13:3 claims.c.at: expected at, got nothing. A morse-index claim needs it.",
        "bad.yaml:15:5 claims.c: expected a key of morse-index, got below. below belongs to threshold.",
      ],
    ],
    [
      "an implied product",
      changed({ 16: "    equals: 2k - 1" }),
      ["bad.yaml:16:14 claims.c.equals: expected an operator after 2, got k. Write 2*k."],
    ],
    [
      "names that do not exist",
      changed({ 16: "    equals: K - rank(G)" }),
      [
        "bad.yaml:16:13 claims.c.equals: expected a declared name, got K. Did you mean k?",
        "bad.yaml:16:22 claims.c.equals: expected a name of this model, got G. G exists where teacher.projections is given.",
      ],
    ],
    [
      "a program",
      changed({ 16: "    equals: process.exit(0)" }),
      ['bad.yaml:16:20 claims.c.equals: expected a number, a name or an operator, got ".".'],
    ],
    [
      "a correction that is not there",
      changed({ 16: "    equals: k\n    expect: refuted\n    corrected-by: index" }),
      ["bad.yaml:18:19 claims.c.corrected-by: expected the id of a claim in this file, got index."],
    ],
  ])("%s", (_, text, messages) => {
    expect(messagesOf(text)).toEqual(messages);
  });
});

test("five mistakes of five sorts are five issues, in the order of the file", () => {
  const text = changed({
    3: "  p: { in: 3..oo, sampled: 8..3 }",
    10: "  student: { neurons: [1], link: same }",
    11: "  loss: correlation\nauthor: me",
    15: "    at: averag",
    16: "    equals: k - (1",
  });
  expect(messagesOf(text)).toEqual([
    "bad.yaml:3:28 parameters.p.sampled: expected a range that is not empty, got 8..3. Write 3..8.",
    "bad.yaml:10:23 model.student.neurons: expected an integer in [1, 64] or a parameter, got a list [1].",
    "bad.yaml:12:1 expected a key of a spec, got author. The keys are title, lemmata, says, source, use, parameters, let, assumptions, model, start, claims, remarks, experiments.",
    "bad.yaml:16:9 claims.c.at: expected a declared name, got averag. Did you mean average?",
    "bad.yaml:17:19 claims.c.equals: expected ) to close the (, got nothing. Add ) at the end.",
  ]);
});

describe("an issue inside a scalar has the column of its word", () => {
  test.each([
    ["double-quoted", '    equals: "k + 2k"', "16:19"],
    ["double-quoted with an escape", '    equals: "k \\u002b 2k"', "16:24"],
    ["single-quoted", "    equals: 'k + 2k'", "16:19"],
    ["folded", "    equals: >\n      k +\n      2k", "18:8"],
    ["literal", "    equals: |\n\n      k + 2k", "18:12"],
    ["plain on several lines", "    equals: k +\n      2*k +\n      3 k", "18:9"],
    ["quoted on several lines", '    equals: "k +\n      2k"', "17:8"],
    ["quoted with a continuation", '    equals: "k + \\\n      2k"', "17:8"],
    ["folded with a comment", "    equals: >- # why\n      k + 2k", "17:12"],
  ])("%s", (_, line, place) => {
    expect(messagesOf(changed({ 16: line }))[0]).toMatch(new RegExp(`^bad.yaml:${place} claims`));
  });

  test("with line ends of Windows", () => {
    const text = changed({ 16: "    equals: k +\n      2k" }).replaceAll("\n", "\r\n");
    expect(messagesOf(text)[0]).toMatch(/^bad\.yaml:17:8 /);
  });

  test("after a byte order mark", () => {
    expect(messagesOf(`\uFEFF${changed({ 1: "titel: Bad" })}`)[0]).toMatch(/^bad\.yaml:1:1 /);
  });
});

describe("what is meant is named", () => {
  test.each<[string, Readonly<Record<number, string>>, string]>([
    [
      "a misspelt axis",
      { 11: "  lss: correlation" },
      "11:3 model: expected a key of a model, got lss. Did you mean loss?",
    ],
    ["a missing axis", { 11: "" }, "7:1 model.loss: expected loss, got nothing. A model needs it."],
    ["a missing kind", { 14: "" }, "13:3 claims.c.kind: expected kind, got nothing."],
    [
      "a word of a slot",
      { 11: "  loss: corelation" },
      "11:9 model.loss: expected squared, correlation or a parameter with such values, got corelation. Did you mean correlation?",
    ],
    [
      "a point at a time",
      { 16: "    equals: loss(average)" },
      "16:18 claims.c.equals: expected a time, got the point average. Write at(loss, average).",
    ],
    [
      "a quantity of one index at a point",
      { 16: "    equals: u[1](average)" },
      "16:18 claims.c.equals: expected a time, got the point average. Write at(..., average).",
    ],
    [
      "a function without brackets",
      { 16: "    equals: sin k" },
      "16:17 claims.c.equals: expected ( after sin, got k. Write sin(...).",
    ],
    [
      "a law that is none beside a dimension that is none",
      { 8: "  input: { gaussian: isotropc, dimension: 0 }" },
      "8:22 model.input.gaussian: expected isotropic, got isotropc. Did you mean isotropic?",
    ],
    [
      "a parameter before brackets",
      { 16: "    equals: k(k + 1)" },
      "16:13 claims.c.equals: expected a function or a quantity of the state before (, got k. Write k*(...).",
    ],
    [
      "a predicate as a value",
      { 16: "    equals: k > 1" },
      "16:13 claims.c.equals: expected a value, got a predicate.",
    ],
    [
      "a value as a predicate",
      { 16: "    when: k" },
      "16:11 claims.c.when: expected a predicate, got a value. Compare it, as in k >= 2.",
    ],
    [
      "a redeclared name",
      { 5: "  d: k + 1..oo\n  u: 1..2" },
      "6:3 parameters.u: expected a name that has no meaning yet, got u. u is a name of the language; choose another.",
    ],
    [
      "a domain in a circle",
      { 4: "  k: 2..d" },
      "4:3 parameters.k: expected a domain without a cycle, got k -> d -> k.",
    ],
    [
      "too many arguments",
      { 16: "    equals: sqrt(1, 2)" },
      "16:13 claims.c.equals: expected 1 argument of sqrt, got 2.",
    ],
    [
      "a comma in braces",
      { 16: "    for: { a: max(1, 2) }" },
      "16:22 claims.c.for.2): expected a name of letters, digits and _, got 2).",
    ],
    [
      "a duplicate key",
      { 16: "    at: average" },
      "16:5 expected each key once, got at again. Keep one of them.",
    ],
    [
      "an empty field",
      { 16: "    equals:" },
      "16:12 claims.c.equals: expected an expression, got nothing. Write a value or remove the key.",
    ],
    [
      "a tag",
      { 16: "    equals: !!js/function x" },
      "16:13 expected plain YAML, got a tag !!js/function.",
    ],
    ["an alias", { 16: "    equals: *k" }, "16:13 expected plain YAML, got an alias *k."],
    [
      "a merge key",
      { 16: "    <<: { equals: 1 }" },
      "16:5 expected plain YAML, got a merge key <<.",
    ],
    ["a second document", { 16: "---\ntitle: x" }, "16:1 expected one document, got a second one."],
    [
      "a version to come",
      { 1: "title: Bad\nlemmata: 2" },
      "2:10 lemmata: expected 1, got 2. This lemmata reads version 1 of the language.",
    ],
    [
      "a sphere for a subspace",
      { 10: "  student: { subspace: 2, link: same, on: sphere }" },
      "10:43 model.student.on: expected stiefel or grassmann, got sphere. A subspace has a frame.",
    ],
    [
      "an assumption that is none",
      { 16: "    assume: [positive]" },
      "16:14 claims.c.assume: expected the id of an assumption, got positive.",
    ],
  ])("%s", (_, changes, message) => {
    const messages = messagesOf(changed(changes));
    expect(messages.join("\n")).toContain(`bad.yaml:${message}`);
  });
});
