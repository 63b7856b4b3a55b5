/*
 * The baseline: DOP853 with dense output in plain C, the same tableau and the same step control.
 * `tableau.h` is printed from ours by the benchmark.
 */
#include <math.h>
#include <string.h>
#include "problem.h"
#include "tableau.h"

static double scaled_norm(const double *e, const double *y, const double *y1, const problem *p) {
  double total = 0;
  for (int i = 0; i < K; i++) {
    double scale = p->atol + p->rtol * fmax(fabs(y[i]), fabs(y1[i]));
    total += (e[i] / scale) * (e[i] / scale);
  }
  return sqrt(total / K);
}

static inline void combine(double *out, const double *y, double h, const double *w, int n,
                           double k[][K]) {
  double sum[K] = {0};
  for (int j = 0; j < n; j++) {
    if (w[j] == 0) continue;
    for (int i = 0; i < K; i++) sum[i] += w[j] * k[j][i];
  }
  for (int i = 0; i < K; i++) out[i] = (y ? y[i] : 0) + h * sum[i];
}

static void dense(double *out, double theta, double h, const double *y, const double *y1,
                  double k[][K]) {
  double F[7][K], moved[K];
  for (int s = 0; s < 3; s++) {
    combine(moved, y, h, DENSE_A[s], STAGES + s, k);
    field(moved, k[STAGES + s]);
  }
  for (int i = 0; i < K; i++) {
    F[0][i] = y1[i] - y[i];
    F[1][i] = h * k[0][i] - F[0][i];
    F[2][i] = 2 * F[0][i] - h * (k[0][i] + k[STAGES - 1][i]);
  }
  for (int j = 0; j < 4; j++) combine(F[3 + j], 0, h, DENSE[j], STAGES + 3, k);
  for (int i = 0; i < K; i++) {
    double nested = 0;
    for (int j = 6; j >= 0; j--) nested = (nested + F[j][i]) * (j % 2 ? 1 - theta : theta);
    out[i] = y[i] + nested;
  }
}

static void solve(problem *p, int m) {
  double y[K], y1[K], stage[K], e[K], k[STAGES + 3][K];
  double t = 0, h, previous = 1e-4;
  memcpy(y, p->start[m], sizeof y);
  field(y, k[0]);
  double d0 = scaled_norm(y, y, y, p), d1 = scaled_norm(k[0], y, y, p);
  double h0 = 0.01 * d0 / d1;
  for (int i = 0; i < K; i++) stage[i] = y[i] + h0 * k[0][i];
  field(stage, k[1]);
  for (int i = 0; i < K; i++) e[i] = k[1][i] - k[0][i];
  double d2 = scaled_norm(e, y, y, p) / h0;
  h = fmin(100 * h0, pow(0.01 / fmax(d1, d2), 1.0 / 9));
  for (;;) {
    int last = p->end - t <= h * (1 + 1e-12);
    if (last) h = p->end - t;
    for (int s = 1; s < STAGES; s++) {
      combine(stage, y, h, A[s], s, k);
      field(stage, k[s]);
    }
    memcpy(y1, stage, sizeof y1);
    combine(e, 0, h, B_ERROR, STAGES, k);
    double error = scaled_norm(e, y, y1, p);
    if (error > 0) {
      combine(e, 0, h, B_ERROR_LOW, STAGES, k);
      double low = scaled_norm(e, y, y1, p);
      error = error * error / sqrt(error * error + 0.01 * low * low);
    }
    if (!(error <= 1)) {
      h *= fmax(0.2, 0.9 * pow(error, -1.0 / 8));
      continue;
    }
    double t2 = last ? p->end : t + h;
    if (t < p->at[m] && p->at[m] <= t2) dense(p->found[m], (p->at[m] - t) / h, h, y, y1, k);
    memcpy(y, y1, sizeof y);
    memcpy(k[0], k[STAGES - 1], sizeof k[0]);
    t = t2;
    if (last) return;
    double factor = 0.9 * pow(fmax(error, 1e-10), -0.7 / 8) * pow(previous, 0.4 / 8);
    h *= fmin(8, fmax(0.2, factor));
    previous = fmax(error, 1e-4);
  }
}

int main(void) { return problem_run(solve); }
