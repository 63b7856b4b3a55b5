/*
 * The problem that every peer solves, and how it is read and timed.
 *
 *   u_i' = (1 - beta) g_i + beta sum_j g_j - u_i sum_j u_j g_j,   g = 3 u^2 + 2 u^3,
 *
 * k = 8, beta = 1/10: the Gram matrix enters as a rank-one update. On standard input: the number of
 * trajectories, repetitions, rtol, atol and T; then for each trajectory an output time and its start.
 * On standard output: microseconds a trajectory, then the state of each at its output time.
 */
#ifndef PROBLEM_H
#define PROBLEM_H
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { K = 8 };

static inline void field(const double *u, double *du) {
  const double beta = 0.1;
  double g[K], sum = 0, radial = 0;
  for (int i = 0; i < K; i++) {
    double square = u[i] * u[i];
    g[i] = 3 * square + 2 * (square * u[i]);
    sum += g[i];
    radial += u[i] * g[i];
  }
  for (int i = 0; i < K; i++) du[i] = (1 - beta) * g[i] + beta * sum - u[i] * radial;
}

typedef struct {
  int count, repetitions;
  double rtol, atol, end;
  double *at;
  double (*start)[K];
  double (*found)[K];
} problem;

static inline problem problem_read(void) {
  problem p;
  if (scanf("%d %d %lf %lf %lf", &p.count, &p.repetitions, &p.rtol, &p.atol, &p.end) != 5) exit(2);
  p.at = (double *)malloc(p.count * sizeof *p.at);
  p.start = (double (*)[K])malloc(p.count * sizeof *p.start);
  p.found = (double (*)[K])malloc(p.count * sizeof *p.found);
  for (int m = 0; m < p.count; m++) {
    if (scanf("%lf", &p.at[m]) != 1) exit(2);
    for (int i = 0; i < K; i++) {
      if (scanf("%lf", &p.start[m][i]) != 1) exit(2);
    }
  }
  return p;
}

static inline double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

/* Solves trajectory m: writes its state at p->at[m] to p->found[m] and goes on to p->end. */
typedef void (*solver)(problem *p, int m);

static inline int problem_run(solver solve) {
  problem p = problem_read();
  for (int m = 0; m < p.count; m++) solve(&p, m);
  double before = seconds();
  for (int r = 0; r < p.repetitions; r++) {
    for (int m = 0; m < p.count; m++) solve(&p, m);
  }
  printf("%.9g\n", 1e6 * (seconds() - before) / ((double)p.repetitions * p.count));
  for (int m = 0; m < p.count; m++) {
    for (int i = 0; i < K; i++) printf("%.17g ", p.found[m][i]);
    printf("\n");
  }
  return 0;
}
#endif
