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

/** The result, or the reason where there is none. */
export function orReason<T>(derive: () => T): T | string {
  try {
    return derive();
  } catch (error) {
    if (error instanceof NotDerivable) return error.message;
    throw error;
  }
}
