/**
 * One rule of one witness is broken at a time, in a copy of the built program. The other witness
 * must notice: a conflict, exit status 3, with what each of them says.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lemmata, type Run } from "./command.ts";
import { root } from "./source-files.ts";

interface Fault {
  readonly what: string;
  readonly file: string;
  /** Text of the built file that occurs once, and what stands there instead. */
  readonly from: string;
  readonly to: string;
  /** Claims of specs/simsek2025 that the fault bears on. */
  readonly caseId: string;
}

const family = "symbolic/families/ridge-sum";
const faults: readonly Fault[] = [
  {
    what: "the derived Hessian without the curvature of the sphere",
    file: `${family}/hessian.js`,
    from: "T.add(withinSpan(model, loss, point, eigenvalue), curvatureOfSphere)",
    to: "withinSpan(model, loss, point, eigenvalue)",
    caseId: "threshold@p=3,k=2,d=3",
  },
  {
    what: "the derived Hessian without the second derivatives",
    file: `${family}/hessian.js`,
    from: "T.add(withinSpan(model, loss, point, eigenvalue), curvatureOfSphere)",
    to: "curvatureOfSphere",
    caseId: "threshold@p=3,k=2,d=3",
  },
  {
    what: "the derived Hessian with the wrong sign of the curvature",
    file: `${family}/hessian.js`,
    from: "T.negate(atAverage(point, radialDerivative(model, loss)))",
    to: "atAverage(point, radialDerivative(model, loss))",
    caseId: "index@p=3,k=2,d=4,beta=0",
  },
  {
    what: "the derived flow without its radial term",
    file: `${family}/flow.js`,
    from: "T.subtract(T.multiply(overlap(place), radialDerivative(model, loss)), pull)",
    to: "T.negate(pull)",
    caseId: "flow@k=2,d=4,P=3",
  },
  {
    what: "the derived loss with the wrong sign",
    file: `${family}/loss.js`,
    from: "T.negate(T.multiply(model.factor, sumOver(",
    to: "((x) => x)(T.multiply(model.factor, sumOver(",
    caseId: "loss@k=2,d=4,P=3",
  },
  {
    what: "derivatives without the exponent as a factor",
    file: "symbolic/term/calculus.js",
    from: "product([ofPolynomial(exponent), lowered, inner])",
    to: "product([lowered, inner])",
    caseId: "flow@k=2,d=4,P=3",
  },
  {
    what: "the simulated gradient with a factor 2",
    file: "numeric/simulate/ridge-sum/population-loss.js",
    from: "const weight = l === undefined ? coefficient : 2 * coefficient;",
    to: "const weight = 2 * coefficient;",
    caseId: "flow@k=2,d=4,P=3",
  },
  {
    what: "the simulated Hessian with the wrong sign of the curvature",
    file: "numeric/simulate/ridge-sum/population-hessian.js",
    from: "const identity = c0 - radial;",
    to: "const identity = c0 + radial;",
    caseId: "threshold@p=3,k=2,d=3",
  },
];

let copy = "";
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "lemmata-faults-"));
  cpSync(join(root, "dist"), join(copy, "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(copy, "package.json"));
  cpSync(join(root, "specs"), join(copy, "specs"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true }));

const verify = (caseId: string): Run =>
  lemmata(["verify", "specs/simsek2025", "--case", caseId], copy, join(copy, "dist/cli/main.js"));

/** What the copy says with one text replaced. @throws RangeError if the text is not there once. */
function withFault({ file, from, to, caseId }: Fault): Run {
  const path = join(copy, "dist", file);
  const sound = readFileSync(path, "utf8");
  const times = sound.split(from).length - 1;
  if (times !== 1) throw new RangeError(`${file}: expected "${from}" once, got it ${times} times.`);
  writeFileSync(
    path,
    sound.replace(from, () => to),
  );
  try {
    return verify(caseId);
  } finally {
    writeFileSync(path, sound);
  }
}

describe("a fault in one witness is a conflict, with what both of them say", () => {
  test.each(faults.map((fault) => [fault.what, fault] as const))("%s", (_, fault) => {
    const { status, stdout } = withFault(fault);
    expect(stdout).toMatch(/✗ conflict/);
    expect(stdout).toMatch(
      /^ {6}observed .*: claimed .+, derived .+, observed .+ \(gap .+ against/m,
    );
    expect(stdout).toMatch(/^ {6}reason .*contradict/m);
    expect(status).toBe(3);
  });

  test("and without a fault there is none", () => {
    const { status, stdout } = verify("threshold@p=3,k=2,d=3");
    expect(stdout).toMatch(/✓ proved {6}threshold/);
    expect(status).toBe(0);
  });
});
