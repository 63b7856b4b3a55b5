/**
 * Thrown inside the symbolic layer where a rule is missing, and turned into a reason at its edge
 * (`predict.ts`): a claim that cannot be derived is undecided, never an error of the user.
 */
export class NotDerivable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "NotDerivable";
  }
}
