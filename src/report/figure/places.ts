/** A number in the description of a figure, to four digits. */
export const formatPlace = (x: number): string => String(Number(x.toPrecision(4)));
