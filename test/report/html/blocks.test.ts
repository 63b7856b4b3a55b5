import { describe, expect, test } from "vitest";
import { specFiles } from "../../../src/cli/spec-files.ts";
import { loadSpec } from "../../../src/model/load.ts";
import { htmlBlock } from "../../../src/report/html/blocks.ts";
import { predict } from "../../../src/symbolic/predict.ts";
import { isFull } from "../../full.ts";

test("a formula that cannot be set is shown as it is written", () => {
  const html = htmlBlock({ kind: "formula", latex: "\\text{a^b} < c" });
  expect(html).toMatch(/<code class="unset" title="[^"]+">\\text\{a\^b\} &lt; c<\/code>/);
  expect(htmlBlock({ kind: "formula", latex: "a^b" })).not.toContain("unset");
});

describe("formulas of derivations can be set", () => {
  const paths = isFull ? specFiles(["specs"]) : ["specs/mousavi2023/normalised.yaml"];
  test.each(paths)("%s", (path) => {
    for (const { setting, question, id } of loadSpec(path).spec.claims) {
      const prediction = predict(setting, question);
      if (prediction.status !== "derived") continue;
      for (const { latex } of prediction.derivation) {
        expect(htmlBlock({ kind: "formula", latex }), id).not.toContain("unset");
      }
    }
  });
});
