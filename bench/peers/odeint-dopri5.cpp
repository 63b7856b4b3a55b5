// boost odeint, controlled Dormand-Prince 5(4) with dense output.
#include <array>
#include <boost/numeric/odeint.hpp>
#include <boost/version.hpp>
#include "problem.h"

using state = std::array<double, K>;
using namespace boost::numeric::odeint;

static void solve(problem *p, int m) {
  auto stepper = make_dense_output(p->atol, p->rtol, runge_kutta_dopri5<state>());
  state y;
  std::copy(p->start[m], p->start[m] + K, y.begin());
  auto system = [](const state &u, state &du, double) { field(u.data(), du.data()); };
  stepper.initialize(y, 0.0, 1e-3);
  bool read = false;
  while (stepper.current_time() < p->end) {
    stepper.do_step(system);
    if (!read && stepper.current_time() >= p->at[m]) {
      state found;
      stepper.calc_state(p->at[m], found);
      std::copy(found.begin(), found.end(), p->found[m]);
      read = true;
    }
  }
}

int main(int argc, char **) {
  if (argc > 1) {
    std::printf("boost odeint %d\n", BOOST_VERSION);
    return 0;
  }
  return problem_run(solve);
}
