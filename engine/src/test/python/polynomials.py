"""Makes the polynomial coefficients of FloatMath and DoubleMath: weighted least-squares fits on Chebyshev nodes.

Usage: python3 polynomials.py (needs mpmath). Prints, for each polynomial, the largest weighted error of the exact fit and
the coefficients from degree 0 up, rounded to single or double precision.
"""

from mpmath import binomial, cos, erf, erfc, expm1, ln, log, matrix, mp, mpf, nstr, pi, qr_solve, sqrt
import numpy as np

mp.dps = 40


def fit(f, weight, low, high, degree):
    """Coefficients of the polynomial p that makes weight * (p - f) small on [low, high], and its largest error."""
    low, high = mpf(low), mpf(high)
    center, half = (low + high) / 2, (high - low) / 2
    count = 4 * (degree + 1)
    nodes = [center + half * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    system, values = matrix(count, degree + 1), matrix(count, 1)
    for i, t in enumerate(nodes):
        for j in range(degree + 1):
            system[i, j] = weight(t) * ((t - center) / half) ** j
        values[i] = weight(t) * f(t)
    scaled, _ = qr_solve(system, values)
    coefficients = [mpf(0)] * (degree + 1)
    for j in range(degree + 1):
        for k in range(j + 1):
            coefficients[k] += scaled[j] * binomial(j, k) * (1 / half) ** k * (-center / half) ** (j - k)
    grid = [low + (high - low) * mpf(i) / 400 for i in range(401)]
    worst = max(abs(weight(t) * (evaluate(coefficients, t) - f(t))) for t in grid)
    return coefficients, worst


def evaluate(coefficients, t):
    value = mpf(0)
    for c in reversed(coefficients):
        value = value * t + c
    return value


def exp_rest(r):
    """(e^r - 1 - r) / r^2"""
    return (expm1(r) - r) / r**2 if abs(r) > mpf(10) ** -15 else mpf("0.5")


def erf_rest(z):
    """erf(x) / x - 1 with z = x^2"""
    return erf(sqrt(z)) / sqrt(z) - 1 if z > 0 else 2 / sqrt(pi) - 1


def minus_log_erfc(u):
    """-log(1 - erf(u + 2))"""
    return -log(erfc(u + 2))


def main():
    half_ln2 = ln(2) / 2 * mpf("1.0001")
    fits = {
        "EXP float": (exp_rest, abs, -half_ln2, half_ln2, 5),
        "EXP double": (exp_rest, abs, -half_ln2, half_ln2, 9),
        "ERF float": (erf_rest, lambda z: mpf(1), 0, 1, 6),
        "ERF double": (erf_rest, lambda z: mpf(1), 0, 1, 11),
        "ERFC float": (minus_log_erfc, lambda u: erfc(u + 2), -1, 2, 6),
        "ERFC double": (minus_log_erfc, lambda u: erfc(u + 2), -1, 4, 17),
    }
    for name, arguments in fits.items():
        coefficients, worst = fit(*arguments)
        kind = np.float32 if name.endswith("float") else np.float64
        print(name, "error", nstr(worst, 2))
        for c in coefficients:
            print("   ", kind(float(c)))


if __name__ == "__main__":
    main()
