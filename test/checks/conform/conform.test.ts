/**
 * Recorded runs that are made here, with noise of known size: the correct ones are never refuted,
 * the wrong ones are, at the time where they go wrong.
 */
import { describe, expect, test } from "vitest";
import { type ChosenSetting, chosenSetting } from "../../../src/checks/cases/chosen-setting.ts";
import { conform } from "../../../src/checks/conform/conform.ts";
import type { Conformance } from "../../../src/checks/conform/conformance.ts";
import { type RunFacts, type RunTable, stating } from "../../../src/checks/conform/run-table.ts";
import { loadSpec } from "../../../src/model/load.ts";
import { parseSpec } from "../../../src/model/parse-spec.ts";
import type { Spec } from "../../../src/model/spec.ts";
import { randomStream } from "../../../src/numeric/random/stream.ts";
import { count } from "../../full.ts";

const { spec } = loadSpec("examples/conform/two-directions.yaml");

function at(of: Spec): ChosenSetting {
  const chosen = chosenSetting(of, []);
  if ("problems" in chosen) throw new RangeError(chosen.problems.join());
  return chosen;
}

function judged(table: RunTable, of: Spec = spec): Conformance {
  const found = conform(of, at(of), table, { seed: 1 });
  if ("problem" in found) throw new RangeError(found.problem);
  return found;
}

interface Made {
  readonly seed?: number;
  readonly rows?: number;
  /** Standard deviation of the noise of a row. */
  readonly noise?: number;
  readonly speed?: (t: number) => number;
  readonly columns?: readonly number[];
  readonly facts?: RunFacts;
  readonly isUneven?: boolean;
}

/** u' = 3 (u^2 - u sum u^3) by many small steps of the midpoint rule: written here a second time. */
function made({ seed = 1, rows = 120, noise = 0, speed = () => 1, isUneven = false }: Made) {
  const random = randomStream(seed, "conform", "made");
  const times = Array.from(
    { length: rows },
    (_, i) => (3 * (i + (isUneven && i > 0 ? random.uniform() : 0))) / rows,
  );
  let [u, t] = [[0.5, 0.25], 0];
  const rate = (x: readonly number[]) => {
    const total = x.reduce((sum, a) => sum + a ** 3, 0);
    return x.map((a) => 3 * (a * a - a * total));
  };
  const points = times.map((end) => {
    const steps = Math.ceil((end - t) / 1e-4);
    const h = steps === 0 ? 0 : (end - t) / steps;
    for (let i = 0; i < steps; i++) {
      const half = rate(u).map((r, c) => u[c]! + (h / 2) * r * speed(t));
      u = rate(half).map((r, c) => u[c]! + h * r * speed(t));
      t += h;
    }
    return u.map((x) => x + noise * random.normal());
  });
  return { times, points };
}

const columns = [1, 2].map((j) => ({ name: "u", places: [j], label: `u[${j}]` }));

function tableOf(runs: readonly Made[]): RunTable {
  const own = runs[0]?.columns ?? [0, 1];
  return {
    columns: own.map((c) => columns[c]!),
    facts: runs[0]?.facts ?? {},
    remarks: [],
    runs: runs.map((one, i) => {
      const { times, points } = made(one);
      return {
        name: String(i + 1),
        times,
        rows: points.map((row) => own.map((c) => row[c]!)),
        // The midpoint rule: h^2/24 |u'''| with h = 1e-4, and a good margin.
        errors: times.map(() => 1e-7),
      };
    }),
  };
}

describe("a run of the flow", () => {
  test("conforms without noise, evenly and unevenly sampled", () => {
    for (const isUneven of [false, true]) {
      const { verdict, speed, twins } = judged(tableOf([{ isUneven }]));
      expect(verdict).toBe("conforms");
      expect(speed!.value).toBeCloseTo(1, 5);
      expect(twins.every(({ refuted }) => refuted)).toBe(true);
    }
  });

  test("conforms with noise of a hundredth, and the noise is measured", () => {
    const { verdict, noise, speed } = judged(tableOf([{ noise: 0.01 }]));
    expect(verdict).toBe("conforms");
    for (const { deviation } of noise) expect(Math.abs(deviation / 0.01 - 1)).toBeLessThan(0.4);
    expect(Math.abs(speed!.value - 1)).toBeLessThan(6 * speed!.error);
  });

  test("conforms where it records one overlap of two, as the spec says where it starts", () => {
    expect(judged(tableOf([{ columns: [0], noise: 0.001 }])).verdict).toBe("conforms");
  });

  test("several seeds are pooled: a speed off by 1/50 shows in eight of them together", () => {
    const runs = Array.from({ length: 8 }, (_, i) => ({
      seed: i,
      noise: 0.003,
      speed: () => 1.03,
    }));
    const together = judged(tableOf(runs));
    expect(together.verdict).toBe("departs");
    expect(together.departure?.run).toBe("mean of 8 runs");
    expect(judged(tableOf(runs.slice(0, 1))).verdict).toBe("conforms");
  });

  test("noisy correct runs are not refuted, whatever the seed", () => {
    const seeds = Array.from({ length: count(4, 400) }, (_, i) => i + 100);
    const verdicts = seeds.map(
      (seed) => judged(tableOf([{ seed, noise: 0.03, rows: 60 }])).verdict,
    );
    expect(verdicts.filter((verdict) => verdict === "departs")).toEqual([]);
  });
});

describe("a run that leaves", () => {
  test.each([
    ["at twice the speed", () => 2, /2 times the predicted speed/],
    ["uphill", () => -1, /-1 times .* uphill/],
    ["that does not move", () => 0, /stays where it began/],
  ])("%s is named, through noise of a hundredth", (_, speed, signature) => {
    const { verdict, signatures } = judged(tableOf([{ speed, noise: 0.003 }]));
    expect(verdict).toBe("departs");
    expect(
      signatures
        .join("\n")
        .replace(/1\.99\d|2\.00\d/, "2")
        .replace(/-(1\.00\d|0\.99\d)/, "-1"),
    ).toMatch(signature);
  });

  test.each([[0.6], [1.2]])("from t = %f on is seen there", (begins) => {
    const { departure } = judged(tableOf([{ speed: (t) => (t < begins ? 1 : 2) }]));
    expect(departure!.from).toBeGreaterThanOrEqual(begins - 0.03);
    expect(departure!.to).toBeLessThan(begins + 0.15);
    expect(departure!.deviations).toBeGreaterThan(6);
  });

  test.each([
    ["twice the speed", 0, 0],
    ["twice the speed, through noise", 0.003, 0],
  ])("%s from the first row on is seen from there", (_, noise, begins) => {
    const { departure } = judged(tableOf([{ speed: () => 2, noise }]));
    expect(departure!.from).toBe(begins);
    // Without noise the first of 120 rows shows it.
    if (noise === 0) expect(departure!.to).toBe(3 / 120);
  });

  test("a fault that nothing explains, from the first row on, is seen from there", () => {
    const { departure, signatures } = judged(tableOf([{ speed: (t) => 1.5 + Math.sin(9 * t) }]));
    expect(departure!.from).toBe(0);
    expect(signatures.join()).not.toMatch(/times the predicted speed/);
  });

  test("claims that it contradicts are told, with the time", () => {
    const { claims } = judged(tableOf([{ speed: () => 2 }]));
    const flow = claims.find(({ id }) => id === "flow");
    expect(flow).toMatchObject({ verdict: "contradicted", asExpected: false });
  });
});

describe("a solver that does not say what it errs by", () => {
  const unstated = (one: Made): RunTable => {
    const { runs, ...table } = tableOf([one]);
    return { ...table, runs: runs.map((run) => ({ ...run, errors: run.errors.map(() => 0) })) };
  };

  test("departs from the first row on, is told what to state, and conforms with that", () => {
    const table = unstated({});
    const { verdict, signatures } = judged(table);
    const error = Number(/state it \(--error (\S+),/.exec(signatures.join())?.[1]);
    expect(verdict).toBe("departs");
    expect(error).toBeLessThan(1e-7);
    expect(judged(stating(table, { error })).verdict).toBe("conforms");
  });

  test("at another speed has that named, to within what it errs by", () => {
    const { signatures } = judged(unstated({ speed: () => 2 }));
    expect(signatures).toHaveLength(1);
    expect(signatures[0]).toMatch(/^it moves at 2 times .*, to within \de-\d+$/);
  });

  test("with a fault that comes later is not told to state it as an error", () => {
    const { signatures } = judged(tableOf([{ speed: (t) => (t < 0.6 ? 1 : 2) }]));
    expect(signatures.join()).not.toMatch(/--error/);
  });
});

test("Euler steps of the size of a row are named, and conform once they are stated", () => {
  const step = 0.05;
  let u = [0.5, 0.25];
  let across = Math.sqrt(1 - 0.3125);
  const rows = Array.from({ length: 60 }, () => {
    const now = u;
    const pull = u.map((x) => 3 * x * x);
    const radial = u.reduce((sum, x, c) => sum + x * pull[c]!, 0);
    u = u.map((x, c) => x + step * (pull[c]! - radial * x));
    across -= step * radial * across;
    const length = Math.hypot(...u, across);
    u = u.map((x) => x / length);
    across /= length;
    return now;
  });
  const times = rows.map((_, i) => i * step);
  const table = (facts: RunFacts): RunTable => ({
    columns,
    facts,
    remarks: [],
    runs: [{ name: "1", times, rows, errors: times.map(() => 0) }],
  });
  const plain = judged(table({}));
  expect(plain.verdict).toBe("departs");
  expect(plain.signatures.join()).toMatch(/gradient descent with a step of 0\.05/);
  expect(judged(table({ step })).verdict).toBe("conforms");
});

test("runs that are too short are undecided, and say so", () => {
  expect(judged(tableOf([{ rows: 4 }]))).toMatchObject({
    verdict: "undecided",
    reason: "fewer than six rows in every run",
  });
  const { verdict, reason } = judged(tableOf([{ noise: 0.5 }]));
  expect(verdict).toBe("undecided");
  expect(reason).toMatch(/cannot tell the flow from/);
});

test("a learned link is followed too, by the flow of its overlap and coefficients", () => {
  const text = [
    "title: Learned",
    "model:",
    "  input: { gaussian: isotropic, dimension: 20 }",
    '  teacher: { link: "h(2, z)" }',
    "  student: { link: { learned: { degree: 2 } } }",
    "  loss: squared",
  ].join("\n");
  const { spec: learned } = parseSpec(text, "learned.yaml");
  // a_2' = m^2 - a_2, m' = 2 (1 - m^2) a_2 m; a_0 and a_1 only decay.
  let [m, a, t] = [0.4, 0.1, 0];
  const h = 1e-4;
  const times = Array.from({ length: 60 }, (_, i) => i / 15);
  const rows = times.map((end) => {
    for (; t < end - h / 2; t += h) {
      const [dm, da] = [2 * (1 - m * m) * a * m, m * m - a];
      const [x, y] = [m + (h / 2) * dm, a + (h / 2) * da];
      m += h * 2 * (1 - x * x) * y * x;
      a += h * (x * x - y);
    }
    return [m, 0, 0, a];
  });
  const names = [["m"], ["a", 0], ["a", 1], ["a", 2]] as const;
  const table: RunTable = {
    columns: names.map(([name, ...places]) => ({
      name,
      places,
      label: places.length === 0 ? name : `${name}[${places}]`,
    })),
    facts: {},
    remarks: [],
    runs: [{ name: "1", times, rows, errors: times.map(() => 1e-6) }],
  };
  const { verdict, against } = judged(table, learned);
  expect(against).toMatch(/the derived gradient flow/);
  expect(verdict).toBe("conforms");
});
