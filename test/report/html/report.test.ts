import { describe, expect, test } from "vitest";
import { verifySpec } from "../../../src/checks/verify.ts";
import { loadSpec } from "../../../src/model/load.ts";
import { jsonReport } from "../../../src/report/json.ts";
import { pages, report, spec } from "./made-up-pages.ts";

const made = pages();
const overview = made.get("index.html") ?? "";
const one = made.get("one.html") ?? "";

describe("a report of pages", () => {
  test("begins with an overview that counts verdicts by paper and links to every page", () => {
    expect(overview).toContain("3 not as expected");
    expect(overview).toContain(
      '<a href="one.html" class="title">Signs &lt; &gt; &amp; &quot; of a title</a>',
    );
    expect(overview).toContain("2/3 (66.7 %)");
    expect(overview).toContain("The verdicts took 2 s.");
    // Half a second for each claim of the spec.
    expect(overview).toContain(`${(spec.claims.length / 2).toFixed(1)} s</td>`);
    for (const claim of report.claims) {
      expect(overview.includes(`one.html#${claim.id}"`)).toBe(!claim.asExpected);
    }
  });

  test("has of every claim its statement, verdict, numbers, twins, steps and replay", () => {
    for (const { id } of report.claims) expect(one).toContain(`<section id="${id}"`);
    expect(one).toContain("the average of the index vectors");
    expect(one).toContain("claimed 2, derived 1, observed 1");
    expect(one).toContain("1 of 2 wrong twins refuted; survivors: k - 1");
    expect(one).toContain('<ol start="1">');
    expect(one).toContain("not shown to be needed after 7 cases");
    expect(one).toContain("<code>lemmata verify specs/made-up.yaml --case torn --seed 1");
    expect(one).toContain("p=9: unfinished");
    expect(one).toContain("not drawn: TypeError: none");
  });

  test("asks for nothing from elsewhere, and gives every id once", () => {
    for (const html of made.values()) {
      const plain = html.replaceAll(/xmlns(:\w+)?="[^"]*"/g, "");
      expect(plain).not.toMatch(/https?:|url\(|<img|<link|<iframe|@import/);
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const labels = [...html.matchAll(/ aria-labelledby="([^"]*)"/g)];
      for (const id of labels.flatMap(([, named = ""]) => named.split(" "))) {
        expect(ids).toContain(id);
      }
    }
  });

  test("a claim that was drawn has what it says on top of what was seen", async () => {
    const { spec } = loadSpec("specs/simsek2025/saddle-to-minimum.yaml");
    const caseId = "threshold@p=3,k=2,d=3";
    const drawn = await verifySpec(spec, { effort: "quick", seed: 1, caseId, isDrawn: true });
    const [panel] = drawn.claims[0]?.figure?.panels ?? [];
    expect(panel?.rules).toEqual([{ label: "claimed beta", x: 0.33333333 }]);
    const points = panel?.series[0]?.points ?? [];
    expect(points.length).toBeGreaterThan(20);
    // The least eigenvalue is negative below the threshold, and positive above.
    for (const { x, y } of points) expect(Math.sign(y)).toBe(Math.sign(x - 1 / 3));
    // Pictures are for pages, and not in the JSON report.
    expect(JSON.stringify(jsonReport([drawn]))).not.toContain('"panels"');
  });
});
