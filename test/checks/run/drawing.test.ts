import { describe, expect, test } from "vitest";
import { memoryStore } from "../../../src/checks/evidence/store.ts";
import { observeExperiment } from "../../../src/checks/experiment/observe.ts";
import { observeExperiments } from "../../../src/checks/experiment/observe-all.ts";
import { drawingText, filedDraw } from "../../../src/checks/run/drawing.ts";
import { specOf } from "../../specs.ts";

const spec = specOf({
  more: [
    "experiments:",
    "  swept:",
    "    for: { p: 3, k: 2, d: 3, beta: { in: 0 <= real < 1, sampled: [0, 1/10, 2/5] } }",
    "    when: min(u(0)) > 0",
    "    x: beta",
    "    y: max(u(oo))",
    "    runs: 5",
    "  dear: { for: { p: 3, k: 2, d: 3, beta: 0 }, x: t, y: loss, effort: standard }",
  ],
  claims: ["rests: { kind: stationary, at: average }"],
});
const [swept, dear] = spec.experiments;
if (swept === undefined || dear === undefined) throw new Error("no experiments were read");

describe("settings looked at elsewhere", () => {
  const filing = { store: memoryStore(), version: "1" };
  const places: number[] = [];
  const draw = filedDraw(filing, async (asked) => {
    places.push(asked.place);
    return drawingText(asked);
  });

  test("make the picture that is made here", async () => {
    const here = await observeExperiment(swept, 1);
    expect(here.missing).toEqual([]);
    expect(here.panels[0]?.series[0]?.points).toHaveLength(3);
    expect(await observeExperiment(swept, 1, draw)).toEqual(here);
    expect(places).toEqual([0, 1, 2]);
  });

  test("are kept, whatever the picture is called, but not for another seed", async () => {
    places.length = 0;
    await observeExperiment({ ...swept, title: "Another name" }, 1, draw);
    expect(places).toEqual([]);
    await observeExperiment({ ...swept, runs: 2 }, 1, draw);
    await observeExperiment(swept, 2, draw);
    expect(places).toEqual([0, 1, 2, 0, 1, 2]);
  });

  test("that were stopped or failed are missing, with the reason, and not kept", async () => {
    const store = memoryStore();
    const stopped = filedDraw({ store, version: "1" }, async ({ place, ...asked }) =>
      place === 1
        ? '{"status":"interrupted","reason":"stopped after 1 s"}'
        : drawingText({ place, ...asked }),
    );
    const { missing, panels } = await observeExperiment(swept, 1, stopped);
    expect(missing).toEqual([{ at: "setting 2", reason: "stopped after 1 s" }]);
    expect(panels[0]?.series[0]?.points).toHaveLength(2);
    const again = filedDraw({ store, version: "1" }, async () => '{"status":"fault","fault":"x"}');
    expect((await observeExperiment(swept, 1, again)).missing).toEqual([
      { at: "setting 2", reason: "a fault: x" },
    ]);
  });
});

describe("the effort of a run", () => {
  test("quick makes a quarter of the runs, and leaves what is dear, with the way to see it", async () => {
    const [first, second] = await observeExperiments(spec, { seed: 1, effort: "quick" });
    expect(first).toMatchObject({ status: "observed", runs: 2 });
    expect(second).toEqual({
      status: "not-drawn",
      id: "dear",
      reason: "too dear for quick effort; --effort standard draws it",
    });
  });

  test("standard makes all of both", async () => {
    const listed = await observeExperiments(spec, { seed: 1, effort: "standard" });
    expect(listed).toMatchObject([
      { status: "observed", runs: 5 },
      { status: "observed", runs: 1 },
    ]);
  });
});
