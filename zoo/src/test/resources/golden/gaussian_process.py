"""A Gaussian process with given kernels by scikit-learn 1.9.1, in float64: posterior mean and variance at unseen points, logarithm
of the evidence with its gradient by ln s and ln length.
Needs numpy and scikit-learn.
"""

import json
import pathlib

import numpy as np
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel

K = np.arange(12)
X = (1.5 * np.sin(2.3 * K + 0.7))[:, None]
Y = np.sin(2 * X[:, 0]) + 0.1 * np.cos(5.1 * K)
UNSEEN = np.linspace(-1.4, 1.4, 5)[:, None]
NOISE = 0.01


def fitted(log_length, log_scale, n):
    kernel = ConstantKernel(np.exp(log_scale)) * RBF(np.exp(log_length))
    return GaussianProcessRegressor(kernel, alpha=NOISE, optimizer=None).fit(X[:n], Y[:n])


def case(log_length, log_scale):
    whole = fitted(log_length, log_scale, len(X))
    evidence, gradient = whole.log_marginal_likelihood([log_scale, log_length], eval_gradient=True)
    return {
        "logLength": log_length,
        "logScale": log_scale,
        "mean": whole.predict(UNSEEN).tolist(),
        "variance": (whole.predict(UNSEEN, return_std=True)[1] ** 2).tolist(),
        "evidence": float(evidence),
        "byScale": float(gradient[0]),
        "byLength": float(gradient[1]),
    }


def main():
    cases = [case(-0.7, 0.0), case(-3.0, 2.0), case(0.4, 1.0)]
    pathlib.Path(__file__).with_name("gaussian-process.json").write_text(json.dumps(cases, indent=1) + "\n")


if __name__ == "__main__":
    main()
