/**
 * How much of a long test is run: a part by default, all of it under `npm run test:full`.
 */
export const isFull: boolean = process.env.LEMMATA_FULL === "1";

/** The number of cases of a property: `quick` by default, `full` in the full run. */
export const count = (quick: number, full: number): number => (isFull ? full : quick);
