"""One neuron against a sum of ridge functions: gradient descent or SGD on the sphere, in numpy.

Reads an instance as JSON on standard input and writes a row for each time on standard output.
Set --fault to see a wrong simulator refuted.
"""
import json
import sys

import numpy as np


def hermite_he(coefficients, z):
    """The link and its derivative from orthonormal Hermite coefficients."""
    value, slope = np.zeros_like(z), np.zeros_like(z)
    before, now = np.zeros_like(z), np.ones_like(z)
    for p, c in enumerate(coefficients):
        value += c * now
        slope += c * np.sqrt(p) * before
        # sqrt(p + 1) h_{p+1} = z h_p - sqrt(p) h_{p-1}
        before, now = now, (z * now - np.sqrt(p) * before) / np.sqrt(p + 1)
    return value, slope


def main():
    arguments = sys.argv[1:]
    fault = arguments[arguments.index("--fault") + 1] if "--fault" in arguments else ""
    instance = json.load(sys.stdin)
    rng = np.random.default_rng(instance["seed"])
    d, k = instance["dimension"], instance["teacher"]["terms"]
    link = list(instance["teacher"]["hermite"])
    if fault == "link":
        link = link[1:]
    step = instance["dynamics"].get("step", 0.01)
    batch = instance["dynamics"].get("batch", 200)

    gram = np.array(instance["teacher"]["gram"])
    frame = np.zeros((k, d))
    frame[:, :k] = np.linalg.cholesky(gram)
    overlaps = np.array([instance["start"][f"u[{j + 1}]"] for j in range(k)])
    inside = np.linalg.solve(gram, overlaps) @ frame
    outside = rng.standard_normal(d)
    outside[:k] = 0
    w = inside + np.sqrt(max(0, 1 - inside @ inside)) * outside / np.linalg.norm(outside)

    print(json.dumps({"step": step, "batch": batch}))
    steps = 0
    for time in instance["times"]:
        while (steps + 0.5) * step <= time:
            x = rng.standard_normal((batch, d))
            target = sum(hermite_he(link, x @ v)[0] for v in frame)
            _, slope = hermite_he(link, x @ w)
            gradient = -(target * slope) @ x / batch
            if fault == "rate":
                gradient *= 2
            if fault != "projection":
                gradient -= (gradient @ w) * w
            w = w - step * gradient
            if fault != "projection":
                w /= np.linalg.norm(w)
            steps += 1
        print(json.dumps({"t": steps * step, "u": list(frame @ w)}), flush=True)


main()
