import { afterAll, describe, expect, test } from "vitest";
import { integer } from "../../../src/model/rational.ts";
import { parseRationalFunction } from "../../../src/symbolic/exact/text.ts";
import {
  findExample,
  isCounterexample,
  type Proof,
  proveForAll,
  type Statement,
} from "../../../src/symbolic/prove/for-all.ts";
import {
  allOf,
  anyOf,
  comparison,
  type Declaration,
  equivalent,
  type Formula,
  implies,
  not,
  type Relation,
} from "../../../src/symbolic/prove/formula.ts";
import { closeSolver } from "../../../src/symbolic/prove/z3.ts";

afterAll(closeSolver);

/** `beta < 1` and the like. */
function says(text: string): Formula {
  const match = /^(.*?)\s(<=|>=|!=|<|>|=)\s(.*)$/.exec(text)!;
  const [, left, relation, right] = match;
  return comparison(
    parseRationalFunction(left!)!,
    relation as Relation,
    parseRationalFunction(right!)!,
  );
}

/** `p k: beta` declares the integers p, k and the real beta. */
function declared(text: string): readonly Declaration[] {
  const [ints, reals] = text.split(":").map((names) => names.split(" ").filter(Boolean));
  return [
    ...ints!.map((name) => ({ name, sort: "int" }) as const),
    ...reals!.map((name) => ({ name, sort: "real" }) as const),
  ];
}

const threshold = (claimed: string): Statement => ({
  variables: declared("p k: beta"),
  hypotheses: ["p >= 3", "k >= 2", "beta >= 0", "beta < 1"].map(says),
  conclusion: equivalent(
    says("1 + (k - 1)*beta - (1 - beta)*(p - 1) < 0"),
    says(`beta < ${claimed}`),
  ),
});

function expectRefuted(proof: Proof, statement: Statement): void {
  if (proof.status !== "refuted") throw new Error(`expected refuted, got ${proof.status}`);
  expect(isCounterexample(statement, proof.model)).toBe(true);
}

describe("the threshold of the equiangular frame, for all integers p >= 3 and k >= 2", () => {
  test("is (p - 2)/(k + p - 2): proved", async () => {
    const proof = await proveForAll(threshold("(p - 2)/(k + p - 2)"));
    expect(proof.status).toBe("proved");
    expect(proof.smtlib).toMatch(/\(check-sat/);
    expect(proof.rlimitUsed).toBeGreaterThan(0);
  });

  test.each(["(p - 1)/(k + p - 2)", "(p - 2)/(k + p - 1)", "(p - 2)/(k + p - 3)"])(
    "is not %s: refuted by integers p and k",
    async (claimed) => {
      const statement = threshold(claimed);
      expectRefuted(await proveForAll(statement), statement);
    },
  );

  test("with a factor M > 0 the sign of M (1 + (k-1) beta - (1-beta)(p-1)) changes there", async () => {
    const { variables, hypotheses } = threshold("0");
    const proof = await proveForAll({
      variables: [...variables, { name: "M", sort: "real" }],
      hypotheses: [...hypotheses, says("M > 0")],
      conclusion: equivalent(
        says("M*(1 + (k - 1)*beta - (1 - beta)*(p - 1)) < 0"),
        says("beta < (p - 2)/(k + p - 2)"),
      ),
    });
    expect(proof.status).toBe("proved");
  });

  test("the same script is written, and the same count used, a second time", async () => {
    const statement = threshold("(p - 2)/(k + p - 2)");
    expect(await proveForAll(statement)).toEqual(await proveForAll(statement));
  });
});

describe("integers and reals differ", () => {
  const variables = declared("n:");

  test("no integer has 2 n = 1, and a real does", async () => {
    const integers = { variables, hypotheses: [], conclusion: says("2*n != 1") };
    expect((await proveForAll(integers)).status).toBe("proved");
    const reals = { ...integers, variables: declared(": n") };
    expectRefuted(await proveForAll(reals), reals);
  });

  test("n^2 >= n for integers n, and not for reals", async () => {
    const integers = { variables, hypotheses: [], conclusion: says("n^2 >= n") };
    expect((await proveForAll(integers)).status).toBe("proved");
    const reals = { ...integers, variables: declared(": n") };
    expectRefuted(await proveForAll(reals), reals);
  });
});

describe("division", () => {
  test("1/x > 0 for x > 0, and undefined is not true at x = 0", async () => {
    const variables = declared(": x");
    const positive = { variables, hypotheses: [says("x > 0")], conclusion: says("1/x > 0") };
    expect((await proveForAll(positive)).status).toBe("proved");
    const weaker = { variables, hypotheses: [says("x >= 0")], conclusion: says("1/x > 0") };
    const proof = await proveForAll(weaker);
    expectRefuted(proof, weaker);
    expect(proof.status === "refuted" && proof.model.get("x")).toEqual(integer(0));
  });

  test("1/x = 1/x fails at x = 0 although the difference cancels", async () => {
    const statement = { variables: declared(": x"), hypotheses: [], conclusion: says("1/x = 1/x") };
    expectRefuted(await proveForAll(statement), statement);
    const guarded = implies(says("x != 0"), says("1/x = 1/x"));
    const proof = await proveForAll({ ...statement, conclusion: guarded });
    expect(proof.status).toBe("proved");
  });

  test("a negative denominator turns a comparison round", async () => {
    const proof = await proveForAll({
      variables: declared(": x y"),
      hypotheses: [says("y < 0"), says("x > 0")],
      conclusion: allOf(
        says("x/y < 0"),
        not(says("x/y >= 0")),
        anyOf(says("y > 1"), says("-x/y > 0")),
      ),
    });
    expect(proof.status).toBe("proved");
  });
});

describe("irrational models", () => {
  test("x^3 > 2 and y^2 < 2 do not give x > 2 y: a rational point shows it", async () => {
    const statement = {
      variables: declared(": x y"),
      hypotheses: [says("x^3 > 2"), says("y^2 < 2")],
      conclusion: says("x > 2*y"),
    };
    expectRefuted(await proveForAll(statement), statement);
  });

  test("near sqrt(2), where x^2 > 2 and x^2 < 2 + 10^-9, x >= 3/2 fails at a rational", async () => {
    const statement = {
      variables: declared(": x"),
      hypotheses: [says("x^2 > 2"), says("x^2 < 2 + 1/10^9"), says("x > 0")],
      conclusion: says("x >= 3/2"),
    };
    expectRefuted(await proveForAll(statement), statement);
  });

  test("x^2 = 2 has no rational point: that x > 5 fails is not shown, and unknown is said", async () => {
    const proof = await proveForAll({
      variables: declared(": x"),
      hypotheses: [says("x^2 = 2")],
      conclusion: says("x > 5"),
    });
    expect(proof).toMatchObject({
      status: "unknown",
      reason: expect.stringMatching(/not rational/),
    });
  });
});

describe("known inequalities", () => {
  const positive = (names: string) => names.split(" ").map((name) => says(`${name} > 0`));

  test("of the arithmetic and the geometric mean of four numbers", async () => {
    const proof = await proveForAll({
      variables: declared(": a b c d"),
      hypotheses: positive("a b c d"),
      conclusion: says("(a + b + c + d)^4 >= 256*a*b*c*d"),
    });
    expect(proof.status).toBe("proved");
  });

  test("of Schur; with > it fails at a = b = c", async () => {
    const sum = "a*(a - b)*(a - c) + b*(b - a)*(b - c) + c*(c - a)*(c - b)";
    const statement = {
      variables: declared(": a b c"),
      hypotheses: positive("a b c"),
      conclusion: says(`${sum} >= 0`),
    };
    expect((await proveForAll(statement)).status).toBe("proved");
    const strict = { ...statement, conclusion: says(`${sum} > 0`) };
    expectRefuted(await proveForAll(strict), strict);
  });

  test("x^2 - 7 y^2 = 1 has a solution in positive integers", async () => {
    const statement = {
      variables: declared("x y:"),
      hypotheses: positive("x y"),
      conclusion: says("x^2 - 7*y^2 != 1"),
    };
    // The search for integers depends on what the solver was asked before: it is asked afresh.
    await closeSolver();
    expectRefuted(await proveForAll(statement), statement);
  });
});

describe("what is not decided", () => {
  test("a limit of 1 is not enough, and says so with the script that was run", async () => {
    const proof = await proveForAll({
      variables: declared(": a b c d e"),
      hypotheses: [],
      conclusion: says("a^6 + b^6 + c^6 + d^6 + e^6 + 1 > 3*a*b*c*d*e - a^3*b^3*c"),
      limit: 1,
    });
    expect(proof.status).toBe("unknown");
    expect(proof.smtlib).toContain("(set-option :rlimit 1)");
  });

  test("an undeclared variable throws", async () => {
    const statement = { variables: [], hypotheses: [], conclusion: says("x > 0") };
    await expect(proveForAll(statement)).rejects.toThrow(/declaration of x/);
  });
});

describe("examples", () => {
  test("hypotheses that contradict each other have none, and others one that checks", async () => {
    const variables = declared("p: x");
    const none = await findExample(variables, [says("x > 1"), says("x*p < 0"), says("p > 0")]);
    expect(none.status).toBe("none");
    const found = await findExample(variables, [says("x*p > 7"), says("p < 3")]);
    expect(found.status).toBe("found");
  });

  test("names that are words of the solver's language are only names", async () => {
    const variables = declared(": let and |".replace(" |", ""));
    const found = await findExample(variables, [says("let > and"), says("and > 2")]);
    expect(found.status).toBe("found");
  });
});
