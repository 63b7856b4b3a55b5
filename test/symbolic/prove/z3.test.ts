/**
 * The gate to the solver: a script arrives whole, whatever the calling thread does meanwhile.
 */
import { expect, test } from "vitest";
import { init, killThreads } from "z3-solver";
import { evaluateScript } from "../../../src/symbolic/prove/z3.ts";

test("a script is not overwritten while it is read", async () => {
  const script = [
    ...Array.from({ length: 40 }, (_, i) => `(declare-const v.${i} Real)`),
    ...Array.from({ length: 39 }, (_, i) => `(assert (< v.${i} v.${i + 1}))`),
    "(assert (> v.0 v.39))",
    "(check-sat)",
  ].join("\n");
  const api = await init();
  const { Z3 } = api;
  const answers = new Set<string>();
  for (let i = 0; i < 25; i++) {
    const config = Z3.mk_config();
    const context = Z3.mk_context(config);
    Z3.del_config(config);
    const answer = evaluateScript(api, context, script);
    // A text of this thread takes the place on its stack where an earlier one lay.
    Z3.mk_string_symbol(context, "x".repeat(3000));
    answers.add((await answer).trim());
    Z3.del_context(context);
  }
  await killThreads(api.em);
  expect([...answers]).toEqual(["unsat"]);
});
