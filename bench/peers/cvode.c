/* SUNDIALS CVODE, Adams' methods with fixed-point iteration. */
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <string.h>
#include <sunnonlinsol/sunnonlinsol_fixedpoint.h>
#include "problem.h"

static int rhs(realtype t, N_Vector u, N_Vector du, void *none) {
  (void)t;
  (void)none;
  field(N_VGetArrayPointer(u), N_VGetArrayPointer(du));
  return 0;
}

static SUNContext context;

static void solve(problem *p, int m) {
  N_Vector y = N_VNew_Serial(K, context);
  memcpy(N_VGetArrayPointer(y), p->start[m], K * sizeof(double));
  void *memory = CVodeCreate(CV_ADAMS, context);
  CVodeInit(memory, rhs, 0, y);
  CVodeSStolerances(memory, p->rtol, p->atol);
  CVodeSetMaxNumSteps(memory, 100000);
  SUNNonlinearSolver newton = SUNNonlinSol_FixedPoint(y, 0, context);
  CVodeSetNonlinearSolver(memory, newton);
  realtype t;
  CVode(memory, p->at[m], y, &t, CV_NORMAL);
  memcpy(p->found[m], N_VGetArrayPointer(y), K * sizeof(double));
  CVode(memory, p->end, y, &t, CV_NORMAL);
  CVodeFree(&memory);
  SUNNonlinSolFree(newton);
  N_VDestroy(y);
}

int main(void) {
  SUNContext_Create(NULL, &context);
  return problem_run(solve);
}
