/* GSL, Runge-Kutta Prince-Dormand 8(9) under its standard control. */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>
#include <string.h>
#include "problem.h"

static int rhs(double t, const double u[], double du[], void *none) {
  (void)t;
  (void)none;
  field(u, du);
  return GSL_SUCCESS;
}

static void solve(problem *p, int m) {
  gsl_odeiv2_system system = {rhs, NULL, K, NULL};
  gsl_odeiv2_driver *driver =
      gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, 1e-3, p->atol, p->rtol);
  double t = 0, y[K];
  memcpy(y, p->start[m], sizeof y);
  gsl_odeiv2_driver_apply(driver, &t, p->at[m], y);
  memcpy(p->found[m], y, sizeof y);
  gsl_odeiv2_driver_apply(driver, &t, p->end, y);
  gsl_odeiv2_driver_free(driver);
}

int main(void) { return problem_run(solve); }
