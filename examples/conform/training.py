"""One neuron in PyTorch or JAX (or numpy) held against the theory: what to add to training code.

    lemmata conform two-directions.yaml --step 0.01 --batch 1000 -- python3 training.py torch

The functions `start`, `main` and what they print are the protocol; `loss` and the gradients are what
a program of your own already has. Nothing here knows the flow that is derived.
"""
import json
import sys

import numpy as np


def hermite(coefficients, z):
    """A link from its orthonormal Hermite coefficients; z is an array of numpy, torch or jax."""
    value, before, now = 0 * z, 0 * z, 0 * z + 1
    for p, c in enumerate(coefficients):
        value = value + c * now
        # sqrt(p + 1) h_{p+1} = z h_p - sqrt(p) h_{p-1}
        before, now = now, (z * now - p**0.5 * before) / (p + 1) ** 0.5
    return value


def loss(w, x, frame, link):
    """The correlation loss of a batch, one input a row."""
    target = sum(hermite(link, x @ v) for v in frame)
    return -(target * hermite(link, x @ w)).mean()


def torch_gradient(w, x, frame, link):
    import torch

    # float64: the rows of a run in float32 are off by 1e-7, which --error 1e-6 would have to say.
    w = torch.tensor(w, dtype=torch.float64, requires_grad=True)
    loss(w, torch.from_numpy(x), torch.from_numpy(frame), link).backward()
    return w.grad.numpy()


def jax_gradient(w, x, frame, link):
    import jax

    jax.config.update("jax_enable_x64", True)
    return np.asarray(jax.grad(loss)(jax.numpy.asarray(w), x, frame, link))


def numpy_gradient(w, x, frame, link):
    """By hand: h_p' = sqrt(p) h_{p-1}."""
    slope = hermite([c * (p + 1) ** 0.5 for p, c in enumerate(link[1:])], x @ w)
    target = sum(hermite(link, x @ v) for v in frame)
    return -(target * slope) @ x / len(x)


gradients = {"torch": torch_gradient, "jax": jax_gradient, "numpy": numpy_gradient}


def start(instance, rng):
    """Index vectors with the Gram matrix of the instance, and a unit vector with its overlaps."""
    d, gram = instance["dimension"], np.array(instance["teacher"]["gram"])
    k = len(gram)
    frame = np.zeros((k, d))
    frame[:, :k] = np.linalg.cholesky(gram)
    overlaps = np.array([instance["start"][f"u[{j + 1}]"] for j in range(k)])
    inside = np.linalg.solve(gram, overlaps) @ frame
    outside = rng.standard_normal(d)
    outside[:k] = 0
    outside *= np.sqrt(max(0, 1 - inside @ inside)) / np.linalg.norm(outside)
    return frame, inside + outside


def main():
    gradient = gradients[sys.argv[1] if len(sys.argv) > 1 else "torch"]
    instance = json.load(sys.stdin)
    rng = np.random.default_rng(instance["seed"])
    step, batch = instance["dynamics"]["step"], instance["dynamics"]["batch"]
    link = instance["teacher"]["hermite"]
    frame, w = start(instance, rng)

    # A first line says what holds for the run as a whole, then there is a line for each time.
    print(json.dumps({"step": step, "batch": batch}))
    steps = 0
    for time in instance["times"]:
        while (steps + 0.5) * step <= time:
            g = gradient(w, rng.standard_normal((batch, len(w))), frame, link)
            w = w - step * (g - (g @ w) * w)
            w /= np.linalg.norm(w)
            steps += 1
        print(json.dumps({"t": steps * step, "u": list(frame @ w)}), flush=True)


if __name__ == "__main__":
    main()
