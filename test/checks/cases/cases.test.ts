import { describe, expect, test } from "vitest";
import { casesOf } from "../../../src/checks/cases/cases.ts";
import { type Lines, specOf } from "../../specs.ts";

const index = "c: { kind: morse-index, at: average, equals: k - 1 }";

/** The keys of the cases of the only claim. */
function keysOf(lines: Partial<Lines>, pinned?: string, open: readonly string[] = [], seed = 1) {
  const claim = specOf({ claims: [index], ...lines }).claims[0]!;
  const { cases, inapplicable } = casesOf(claim, open, "quick", seed, pinned);
  return { keys: cases.map(({ key }) => key), inapplicable, cases };
}

describe("the cases of a claim", () => {
  test("begin at the corner, then move one parameter at a time, and at last all of them", () => {
    const { keys } = keysOf({});
    expect(keys.at(-1)).toBe("p=4, k=3, d=12, beta=1/2");
    expect(keys.slice(0, 4)).toEqual([
      "p=3, k=2, d=3, beta=0",
      "p=4, k=2, d=3, beta=0",
      "p=3, k=3, d=4, beta=0",
      "p=3, k=2, d=12, beta=0",
    ]);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(8);
  });

  test("leave a corner at which no other parameter matters", () => {
    const names = ["p: [3, 4]", "k: [1, 2]", "d: [4, 5, 6]", "beta: [0, 1/10, 1/3, 9/10]"];
    const { keys } = keysOf({ parameters: names });
    expect(keys.some((key) => /k=2/.test(key) && !/beta=0/.test(key))).toBe(true);
  });

  test("are the same for the same seed, and draw others for another", () => {
    const parameters = ["p: { in: 3..oo, sampled: 3..20 }", "k: 2..oo", "d: 64", "beta: [0]"];
    const claim = specOf({ parameters, claims: [index] }).claims[0]!;
    const drawn = (seed: number) =>
      casesOf(claim, [], "standard", seed).cases.map(({ key }) => key);
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
    expect(drawn(1).slice(0, 4)).toEqual(drawn(2).slice(0, 4));
    expect(drawn(1)).toHaveLength(24);
  });

  test("leave open what the observation moves itself", () => {
    for (const key of keysOf({}, undefined, ["beta"]).keys) expect(key).not.toMatch(/beta/);
  });

  test("leave open the number of ridge functions, and what depends on it", () => {
    const { keys } = keysOf({}, undefined, ["k"]);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).not.toMatch(/[kd]=/);
  });

  test("lie in the domain: both ends are tried where they belong to it, and only there", () => {
    const betas = (domain: string) =>
      keysOf({ parameters: ["p: 3", "k: 2", "d: 3", `beta: ${domain}`] }).keys.map((key) =>
        key.replace(/.*beta=/, ""),
      );
    expect(betas("0 <= real < 1")).toContain("0");
    expect(betas("0 <= real < 1")).not.toContain("1");
    expect(betas("0 < real < 1")).not.toContain("0");
    expect(betas("[1/7, 2/7]")).toEqual(["1/7", "2/7"]);
  });

  test("meet assumptions on the coefficients of the links, as the model has them", () => {
    const lines = {
      parameters: ["k: 2", "d: 4", "x: { in: [0, 1, 2], index: 3..4 }"],
      teacher: '{ link: "x[3]*h(3, z) + x[4]*h(4, z)" }',
      claims: [`${index.slice(0, -2)}, when: "c[3] > 0 and b[4] < 3/2" }`],
    };
    const { keys, inapplicable } = keysOf(lines);
    expect(inapplicable).toBeGreaterThan(0);
    expect(keys.length).toBeGreaterThan(2);
    for (const key of keys) expect(key).toMatch(/x=\[[12];[01]\]/);
  });

  test("follow domains that depend on other parameters", () => {
    const { cases } = keysOf({
      parameters: ["p: 3", "k: { in: 2..oo, sampled: [2, 5] }", "d: k + 1..k + 2", "beta: 0"],
    });
    for (const { binding } of cases) {
      const [k, d] = ["k", "d"].map((name) => {
        const value = binding.get(name);
        return value?.kind === "exact" ? Number(value.value.num) : Number.NaN;
      });
      expect([k! + 1, k! + 2]).toContain(d);
    }
  });
});

describe("conditions and assumptions that speak of parameters decide which cases apply", () => {
  test("a condition leaves cases out, and they are counted", () => {
    const when = "c: { kind: morse-index, at: average, when: p = 4, equals: k - 1 }";
    const { keys, inapplicable } = keysOf({ claims: [when] });
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).toMatch(/^p=4/);
    expect(inapplicable).toBeGreaterThan(0);
  });

  test("so does an assumption", () => {
    const { keys } = keysOf({ more: ["assumptions:", "  small: beta < 1/3"] });
    expect(keys.some((key) => key.endsWith("beta=0"))).toBe(true);
    for (const key of keys) expect(key).not.toMatch(/beta=(1\/2|3\/4|15\/16)/);
  });

  test("a condition that never holds leaves no case", () => {
    const never = "c: { kind: morse-index, at: average, when: p < 3, equals: k - 1 }";
    const { keys, inapplicable } = keysOf({ claims: [never] });
    expect(keys).toEqual([]);
    expect(inapplicable).toBeGreaterThan(0);
  });

  test("an empty domain has no case, and none that is inapplicable", () => {
    const empty = keysOf({
      parameters: ["p: 3", "k: { in: 2..oo, sampled: [2] }", "d: k + 1..k", "beta: 0"],
    });
    expect([empty.keys, empty.inapplicable]).toEqual([[], 0]);
  });
});

describe("a case that is named", () => {
  test("is that case, and no other", () => {
    expect(keysOf({}, "p=4,k=3,d=12,beta=1/4").keys).toEqual(["p=4, k=3, d=12, beta=1/4"]);
    expect(keysOf({}, "p=4, k=3, d=12, beta=1/4").keys).toEqual(["p=4, k=3, d=12, beta=1/4"]);
  });

  test("may have values that are no samples, and takes the first ones where it is silent", () => {
    expect(keysOf({}, "p=9,beta=2/7").keys).toEqual(["p=9, k=2, d=3, beta=2/7"]);
  });

  test("is written in lowest terms", () => {
    expect(keysOf({}, "p=3,beta=2/8").keys).toEqual(["p=3, k=2, d=3, beta=1/4"]);
  });

  test.each(["p=2", "p=5/2", "beta=1", "beta=-1/4", "d=2", "p=x", "p=", "p=1/0"])(
    "%s lies outside the domain and is none",
    (pinned) => {
      expect(keysOf({}, pinned).keys).toEqual([]);
    },
  );
});

describe("families and frames", () => {
  const family = {
    parameters: ["k: [2, 3]", "d: 6", "P: 2", "x: { in: real, index: 1..P, sampled: [1, -1/2] }"],
    teacher: '{ sum-of: k, link: "sum(q in 1..P, x[q]*h(q, z))", frame: any }',
    claims: ["c: { kind: identity, of: loss }"],
  };

  test("a family has a member for each index, each from the values of one", () => {
    const { keys } = keysOf(family);
    expect(keys.length).toBeGreaterThan(2);
    for (const key of keys) expect(key).toMatch(/x=\[(1|-1\/2);(1|-1\/2)\]/);
  });

  test("any frame is tried as four: orthonormal, acute and obtuse angles, generic", () => {
    const frames = new Set(keysOf(family).keys.map((key) => /frame=(.*)$/.exec(key)?.[1]));
    expect(frames).toEqual(new Set(["orthonormal", "equiangular", "obtuse", "generic"]));
  });

  test("a case with a family and a frame is found again by its name", () => {
    const { cases } = keysOf(family);
    for (const { key } of cases.filter(({ key }) => !key.includes("generic"))) {
      expect(keysOf(family, key.replaceAll(", ", ",")).keys).toEqual([key]);
    }
  });
});
