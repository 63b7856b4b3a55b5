/** Binary digits of every number of the quadrature: far more than 30 decimals of a coefficient need. */
export const workingBits = 256;
