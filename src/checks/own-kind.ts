/**
 * A kind of claim of a program's own: what it asks and answers, what it predicts, what it observes,
 * and how it is made wrong. None of these parts may be left out.
 */
import type { Expression } from "../model/expression/expression.ts";
import { formatExpression } from "../model/expression/format.ts";
import { declareKind, type OwnFieldType, type OwnKindName } from "../model/schema/own-kinds.ts";
import type { Case } from "./cases/case.ts";
import { registerRules } from "./claims/registry.ts";
import type { Reading } from "./judge/budget.ts";
import { wrongVersions } from "./judge/twins.ts";
import type { Fineness, KindOfClaim, Observed, Unusable } from "./kind.ts";

/** Field names with what is written in them. */
export type OwnFieldTypes = Readonly<Record<string, OwnFieldType>>;

type Asked<F extends OwnFieldTypes> = { readonly [name in keyof F]: Expression };
type Answered<F extends OwnFieldTypes> = { readonly [name in keyof F]?: Expression };

/** A wrong answer; `changed` is the expression that was changed, before and after. */
export interface OwnTwin<Answers extends OwnFieldTypes> {
  readonly label: string;
  readonly answer: Answered<Answers>;
  readonly changed: { readonly from: Expression; readonly to: Expression };
}

export interface OwnKind<
  Asks extends OwnFieldTypes,
  Answers extends OwnFieldTypes,
  Evidence = undefined,
> {
  readonly name: OwnKindName;
  readonly asks: Asks;
  readonly answers: Answers;
  /** What is seen at a case, with its error budget; never handed an answer. */
  observe(question: Asked<Asks>, at: Case, fineness: Fineness): Observed<Evidence> | Unusable;
  /** What is known without simulating, by the names of the readings; [] for nothing. */
  predict(question: Asked<Asks>, at: Case, evidence: Evidence): readonly Reading[];
  /** What the answer says, by the names of the readings. */
  claimed(
    answer: Answered<Answers>,
    question: Asked<Asks>,
    at: Case,
    evidence: Evidence,
  ): readonly Reading[];
  /** Wrong answers; {@link wrongAnswers} is the usual choice. */
  twins(answer: Answered<Answers>, parameters: readonly string[]): readonly OwnTwin<Answers>[];
}

/** Every field of an answer replaced by its wrong versions, one at a time. */
export function wrongAnswers<Answers extends OwnFieldTypes>(
  answer: Answered<Answers>,
  parameters: readonly string[],
): readonly OwnTwin<Answers>[] {
  return Object.entries<Expression | undefined>(answer).flatMap(([field, from]) =>
    from === undefined
      ? []
      : wrongVersions(from, parameters, formatExpression).map(({ label, expression: to }) => ({
          label,
          answer: { ...answer, [field]: to },
          changed: { from, to },
        })),
  );
}

/**
 * Adds a kind to the language and to the judge.
 *
 * @throws RangeError if its name is taken or does not begin with x-
 */
export function registerKind<
  const Asks extends OwnFieldTypes,
  const Answers extends OwnFieldTypes,
  Evidence = undefined,
>(kind: OwnKind<Asks, Answers, Evidence>): void {
  const { name, asks, answers } = kind;
  declareKind({ name, asks, answers });
  const asked = (fields: Readonly<Record<string, Expression>>) => fields as Asked<Asks>;
  const answered = (fields: Readonly<Record<string, Expression>>) => fields as Answered<Answers>;
  const rules: KindOfClaim<"own", Evidence> = {
    kind: "own",
    open: () => [],
    asksOnly: ({ fields }) => Object.keys(fields).length === 0,
    observe: ({ fields }, at, fineness) => kind.observe(asked(fields), at, fineness),
    derived: () => [],
    predicted: ({ fields }, at, evidence) => kind.predict(asked(fields), at, evidence),
    claimed: (answer, { fields }, at, evidence) =>
      kind.claimed(answered(answer.fields), asked(fields), at, evidence),
    twins: ({ fields }, parameters) =>
      kind.twins(answered(fields), parameters).map(({ label, answer, changed }) => ({
        label,
        answer: { kind: "own", fields: { ...answer } as Record<string, Expression> },
        changed,
      })),
  };
  registerRules(name, rules as KindOfClaim<"own">);
}
