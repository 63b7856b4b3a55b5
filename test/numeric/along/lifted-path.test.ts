import { expect, test } from "vitest";
import { liftedPath } from "../../../src/numeric/along/lifted-path.ts";
import type { Moment, Path } from "../../../src/numeric/along/path.ts";

test("a lifted state moves, errs and hits as its coordinates do, times the stretch", () => {
  const moment = (t: number): Moment => ({ t, w: Float64Array.of(t), error: t === 0 ? 0 : 0.1 });
  const path: Path = {
    start: moment(0),
    at: (times) => times.map(moment),
    first: (event) => ({ value: event(Float64Array.of(2)), error: 0, basis: "exact" }),
    rest: () => moment(5),
    times: () => [0, 1],
    outline: () => [moment(1)],
  };
  const lifted = liftedPath(
    path,
    (y) => y.map((x) => 3 * x),
    () => 3,
  );
  expect(lifted.start).toEqual(moment(0));
  for (const found of [lifted.at([5]), [lifted.rest()]].flat()) {
    expect(found).toMatchObject({ t: 5, w: Float64Array.of(15) });
    expect((found as Moment).error).toBeCloseTo(0.3, 12);
  }
  expect(lifted.outline(1)[0]!.error).toBeCloseTo(0.3, 12);
  expect(lifted.first((w) => w[0]!)).toMatchObject({ value: 6 });
});
