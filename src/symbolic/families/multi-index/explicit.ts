/**
 * What is asked about a subspace and a polynomial link of a known number of variables, answered
 * from the polynomials of `explicit-model.ts`: identities between quantities of the state, at every
 * state or at a point given by M, and the flow of G or M.
 */
import type { Question, Setting } from "../../../model/claim.ts";
import type { Expression } from "../../../model/expression/expression.ts";
import { substitute } from "../../../model/expression/substitute.ts";
import { integer } from "../../../model/rational.ts";
import type { Point } from "../../../model/spec.ts";
import { step } from "../../derivation.ts";
import { parameterMeaning } from "../../parameter-meaning.ts";
import type { DerivedPrediction } from "../../prediction.ts";
import { replaceAtoms } from "../../term/calculus.ts";
import { type Meaning, termOf } from "../../term/interpret.ts";
import { NotDerivable } from "../../term/not-derivable.ts";
import { powerOf } from "../../term/power.ts";
import * as T from "../../term/term.ts";
import {
  chosen,
  type Explicit,
  entryOf,
  explicitModel,
  gramOf,
  keyOf,
  rateOf,
  rateOfName,
  size,
  slopeIn,
  slopesIn,
} from "./explicit-model.ts";
import {
  innerOf,
  type OpenPolynomial,
  plus,
  scaled,
  smoothedBy,
  transformOf,
} from "./open-link.ts";
import * as X from "./term-matrix.ts";

/** @throws NotDerivable where the link or a size is open, or a part has no rule here. */
export function explicitPrediction(setting: Setting, question: Question): DerivedPrediction {
  const model = explicitModel(setting);
  const meaning = explicitMeaning(setting, model);
  const derivation = [
    step(
      "loss",
      "L(W)",
      model.loss,
      `a polynomial in the entries of ${model.name}, by smoothing the link monomial by monomial`,
      "rule",
      "bietti2023, Eq. 31",
    ),
  ];
  const common = { status: "derived", meaning, positive: [] } as const;
  if (question.kind === "identity") {
    const here = question.at === undefined ? undefined : entriesAt(setting, model, question.at);
    const at = (a: T.Term): T.Term =>
      here === undefined ? a : T.sum([replaceAtoms(a, ({ key }) => here.get(key), powerOf)]);
    const of = at(termOf(question.of, meaning));
    return {
      ...common,
      meaning: placed(meaning, at),
      derived: { kind: "identity", of },
      derivation,
    };
  }
  if (question.kind === "reduction") {
    const rates = question.of.map(({ name, index }) => {
      if (index !== undefined) throw new NotDerivable(`the rate of ${name} with an index`);
      const rate = rateOfName(model, name);
      if (rate === undefined) throw new NotDerivable(`the rate of ${name}`);
      return X.termOfMatrix(rate);
    });
    const letters = rates.map(() => undefined);
    const lines = rates.map((rate, i) =>
      step(`${question.of[i]!.name}'`, `\\dot ${question.of[i]!.name}`, rate, "chain rule"),
    );
    return {
      ...common,
      derived: { kind: "reduction", rates, letters },
      derivation: [...derivation, ...lines],
    };
  }
  throw new NotDerivable(`no rule for a ${question.kind} of a subspace`);
}

/** The meaning with every name taken at a point. */
const placed = (meaning: Meaning, at: (a: T.Term) => T.Term): Meaning => ({
  ...meaning,
  name: (name) => mapped(meaning.name(name), at),
  indexed: (name, places) => mapped(meaning.indexed(name, places), at),
  call: (name, args, letters) => mapped(meaning.call(name, args, letters), at),
  ...(meaning.whole && { whole: (e, letters) => mapped(meaning.whole!(e, letters), at) }),
});

const mapped = (a: T.Term | undefined, at: (a: T.Term) => T.Term): T.Term | undefined => a && at(a);

/** The letters of the state at a point that gives M entry by entry. */
function entriesAt(setting: Setting, model: Explicit, at: Point): ReadonlyMap<string, T.Term> {
  const parameters = parameterMeaning(setting);
  const { shape } = setting.model.student;
  if (at.kind !== "coordinates" || shape.kind !== "subspace") {
    throw new NotDerivable("a state of a subspace that is not given by M[i,j]");
  }
  const M = X.matrixOf(model.q, size(shape.rank, setting), (row, column) => {
    const entry = at.entries.find(
      ({ name, indices: [i, j] = [] }) =>
        name === "M" && speaksOf(i, row + 1) && speaksOf(j, column + 1),
    );
    if (entry?.value === undefined) throw new NotDerivable("an entry of M that is not given");
    const [i = "", j = ""] = entry.indices ?? [];
    const numbers = new Map([
      [i, numberOf(row + 1)],
      [j, numberOf(column + 1)],
    ]);
    return termOf(chosen(substitute(entry.value, numbers)), parameters);
  });
  const state = model.name === "M" ? M : X.productOfMatrices(M, X.transposed(M));
  return new Map(
    model.state.flatMap((row, a) => row.map((entry, b) => [keyOf(entry), state[a]![b]!] as const)),
  );
}

/** A letter speaks of every place, digits of one. */
const speaksOf = (index: string | undefined, place: number): boolean =>
  index !== undefined && (!/^[0-9]/.test(index) || Number(index) === place);

const numberOf = (n: number): Expression => ({ kind: "number", value: integer(n) });

function explicitMeaning(setting: Setting, model: Explicit): Meaning {
  const parameters = parameterMeaning(setting);
  const G = gramOf(model);
  const scalarOf = (e: Expression): T.Term => termOf(e, meaning);
  const functionOf = (e: Expression): OpenPolynomial => {
    if (e.kind === "name" && e.name === "f") return model.f;
    if (e.kind === "name" && e.name === "phi" && model.phi !== undefined) return model.phi;
    if (e.kind === "call" && e.name === "smooth" && e.args.length === 2) {
      const f = functionOf(e.args[0]!);
      const by = matrixAt(e.args[1]!) ?? X.identityMatrix(f.variables, scalarOf(e.args[1]!));
      return smoothedBy(f, by);
    }
    if (e.kind === "binary" && (e.operator === "+" || e.operator === "-") && holdsFunction(e)) {
      const [a, b] = [functionOf(e.left), functionOf(e.right)];
      return plus(a, e.operator === "+" ? b : scaled(b, T.constant(-1)));
    }
    if (e.kind === "binary" && e.operator === "*" && holdsFunction(e)) {
      if (!holdsFunction(e.left)) return scaled(functionOf(e.right), scalarOf(e.left));
      if (!holdsFunction(e.right)) return scaled(functionOf(e.left), scalarOf(e.right));
    }
    if (holdsFunction(e)) throw new NotDerivable("an operation on functions");
    return transformOf(e, model.q, (part) => termOf(part, parameters));
  };
  const named = (e: Expression): X.TermMatrix | undefined => {
    if (e.kind === "name") {
      if (e.name === "G") return G;
      if (e.name === "M" && model.name === "M") return model.state;
      return familyOf(setting, e.name, model.q);
    }
    if (e.kind !== "call") return undefined;
    const [of, by] = e.args;
    if (e.name === "rate" && of?.kind === "name") return rateOfName(model, of.name);
    if (e.name !== "grad" || of === undefined || by?.kind !== "name") return undefined;
    if (by.name !== model.name) throw new NotDerivable(`a gradient in ${by.name}`);
    const value = scalarOf(of);
    return model.name === "G"
      ? slopesIn(value, model.state)
      : model.state.map((row) => row.map((entry) => slopeIn(value, entry)));
  };
  const matrixAt = (e: Expression): X.TermMatrix | undefined =>
    X.matrixExpression(e, named, scalarOf);
  const meaning: Meaning = {
    ...parameters,
    name: (name) => (name === "loss" ? model.loss : parameters.name(name)),
    indexed: (name, places) => {
      const [i, j] = places.map(Number);
      const isAlone = name === "g" && model.q === 1 && i === 1;
      if (isAlone) return G[0]![0]!;
      const matrix = named({ kind: "name", name });
      if (matrix === undefined || j === undefined) return parameters.indexed(name, places);
      return matrix[i! - 1]?.[j - 1];
    },
    call: (name, args, letters) => {
      const [first, second] = args;
      if (name === "inner" && first && second) {
        return innerOf(functionOf(first), functionOf(second));
      }
      if ((name === "trace" || name === "det") && first) {
        const matrix = matrixAt(first);
        if (matrix === undefined) return undefined;
        return name === "trace" ? X.traceOf(matrix) : X.determinantOf(matrix);
      }
      if (name === "rate" && first) return rateOf(model, scalarOf(first));
      return parameters.call(name, args, letters);
    },
    whole: (e) => {
      const matrix = matrixAt(e);
      return matrix && X.termOfMatrix(matrix);
    },
  };
  return meaning;
}

/** A matrix parameter of q rows and columns. */
function familyOf(setting: Setting, name: string, q: number): X.TermMatrix | undefined {
  if (setting.parameters.get(name)?.index.length !== 2) return undefined;
  return X.matrixOf(q, q, (i, j) => entryOf(name, i, j));
}

/**
 * Whether a part is made of named or smoothed functions, which are no polynomials in z as written.
 */
function holdsFunction(e: Expression): boolean {
  if (e.kind === "name") return e.name === "f" || e.name === "phi";
  if (e.kind === "call") return e.name === "smooth";
  if (e.kind === "unary") return holdsFunction(e.operand);
  return e.kind === "binary" && (holdsFunction(e.left) || holdsFunction(e.right));
}
