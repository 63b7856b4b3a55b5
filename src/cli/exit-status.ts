/**
 * What the exit status of the command says.
 */
/** Exit statuses of every command; see `help.ts`. */
export const exitStatus = {
  expected: 0,
  unexpected: 1,
  wrongUse: 2,
  conflict: 3,
  interrupted: 130,
} as const;
