"""Golden values of the statistics over runs, with 40 digits, from mpmath alone:

    python3 golden.py > golden.json

Shares: Wilson's interval as the roots of (k/n - p)^2 = z^2 p (1 - p) / n.
Power laws: the likelihood of ln T = a + b ln x + s e in (a, b, ln s), its maximum as the root of
its numerical gradient, the covariance as the inverse of minus its numerical second derivatives, and
the interval of b from three equations: both other derivatives are zero, and twice the fall of the
log-likelihood is n ln(1 + t^2 / (n - 2)), where n counts what is not censored.
Critical values: the same for a logistic curve in (value, steepness), with the fall of the chi^2
distribution. No formula of the Java code (Olsen's form, Newton's steps, hazards) is used.

Written by mpmath 1.3.0.
"""

import json
import random

from mpmath import mp, mpf

mp.dps = 40

Z = mp.findroot(lambda v: mp.ncdf(v) - mpf("0.975"), 2)


def share(k, n):
    if n == 0:
        return [0, 1]
    s = mpf(k) / n
    a, b, c = 1 + Z**2 / n, -2 * s - Z**2 / n, s**2
    root = mp.sqrt(b**2 - 4 * a * c)
    return [(-b - root) / (2 * a), (-b + root) / (2 * a)]


def student(df):
    def upper(t):
        return mp.betainc(mpf(df) / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2

    return mp.findroot(lambda t: upper(t) - mpf("0.025"), 2.5)


def gradient(f, at):
    return [mp.diff(f, tuple(at), tuple(int(i == j) for i in range(len(at)))) for j in range(len(at))]


def hessian(f, at):
    size = len(at)
    rows = mp.matrix(size, size)
    for j in range(size):
        for k in range(size):
            order = [0] * size
            order[j] += 1
            order[k] += 1
            rows[j, k] = mp.diff(f, tuple(at), tuple(order))
    return rows


def climbed(f, at):
    """Close to the maximum by trying both ways along each coordinate, then half as far."""
    at, reach = list(at), mpf(1)
    while reach > mpf("1e-3"):
        tried = [at[:j] + [at[j] + way * reach] + at[j + 1:] for j in range(len(at)) for way in (-1, 1)]
        better = max(tried, key=lambda p: f(*p))
        if f(*better) > f(*at):
            at = better
        else:
            reach /= 2
    return at


def power_law(times):
    rows = [(mp.log(mpf(x)), mp.log(mpf(t)), censored) for x, t, censored in times]
    n = sum(not c for _, _, c in rows)

    def likelihood(a, b, log_s):
        s = mp.exp(log_s)
        total = mpf(0)
        for z, y, censored in rows:
            u = (y - a - b * z) / s
            total += mp.log(mp.erfc(u / mp.sqrt(2)) / 2) if censored else (
                -log_s - u * u / 2 - mp.log(2 * mp.pi) / 2)
        return total

    seen = [(z, y) for z, y, c in rows if not c]
    mz = sum(z for z, _ in seen) / n
    my = sum(y for _, y in seen) / n
    b0 = sum((z - mz) * (y - my) for z, y in seen) / sum((z - mz) ** 2 for z, _ in seen)
    start = (my - b0 * mz, b0, mp.log(mpf("0.5")))
    start = climbed(likelihood, start)
    best = mp.findroot(lambda *p: gradient(likelihood, p), start, tol=1e-25, maxsteps=60)
    a, b, log_s = best
    top = likelihood(a, b, log_s)
    covariance = (-hessian(likelihood, (a, b, log_s))) ** -1
    t = student(n - 2)
    cut = n * mp.log(1 + t * t / (n - 2))
    ends = []
    for side in (-1, 1):
        def equations(p, q, r):
            d = gradient(likelihood, (p, q, r))
            return [d[0], d[2], 2 * (top - likelihood(p, q, r)) - cut]

        reach = side * t * mp.sqrt(covariance[1, 1])
        guess = (a + covariance[0, 1] / covariance[1, 1] * reach, b + reach, log_s)
        ends.append(mp.findroot(equations, guess, tol=1e-25, maxsteps=60)[1])
    return {
        "times": times,
        "intercept": a, "exponent": b, "scatter": mp.exp(log_s), "interval": ends,
        "variances": [covariance[0, 0], covariance[1, 1], covariance[0, 1]],
    }


def critical_value(trials):
    def likelihood(c, w):
        total = mpf(0)
        for x, k, n in trials:
            logit = w * (mpf(x) - c)
            total -= k * mp.log(1 + mp.exp(-logit)) + (n - k) * mp.log(1 + mp.exp(logit))
        return total

    n = sum(n for _, _, n in trials)
    mean = sum(mpf(x) * m for x, _, m in trials) / n
    spread = mp.sqrt(sum((mpf(x) - mean) ** 2 * m for x, _, m in trials) / n)
    covar = sum((mpf(x) - mean) * k for x, k, _ in trials)
    w0 = (1 if covar > 0 else -1) * 2 / spread
    c, w = mp.findroot(lambda *p: gradient(likelihood, p), (mean, w0), tol=1e-25, maxsteps=80)
    top = likelihood(c, w)
    error = mp.sqrt(((-hessian(likelihood, (c, w))) ** -1)[0, 0])
    cut = Z**2
    ends = []
    for side in (-1, 1):
        def equations(p, q):
            return [mp.diff(likelihood, (p, q), (0, 1)), 2 * (top - likelihood(p, q)) - cut]

        ends.append(mp.findroot(equations, (c + side * Z * error, w), tol=1e-25, maxsteps=80)[0])
    return {"trials": trials, "value": c, "steepness": w, "interval": ends}


def sample(seed, places, each, limit, exponent, scatter):
    numbers = random.Random(seed)
    out = []
    for x in places:
        for _ in range(each):
            t = round(2000 * x**exponent * 2.718281828 ** (scatter * numbers.gauss(0, 1)))
            out.append([x, min(t, limit), t > limit])
    return out


def plain(value):
    if isinstance(value, mp.mpf):
        return float(mp.nstr(value, 17))
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list) else value


print(json.dumps(plain({
    "shares": [[k, n, share(k, n)] for k, n in
               [(0, 0), (0, 3), (1, 3), (2, 3), (3, 3), (0, 1), (7, 10), (50, 100), (999, 1000)]],
    "laws": [
        power_law(sample(1, [0.1, 0.3, 1.0, 3.0], 3, 10**9, -1.0, 0.3)),
        power_law(sample(2, [0.03, 0.1, 0.3, 1.0, 3.0], 4, 20000, -0.8, 0.4)),
        power_law(sample(3, [0.01, 0.1, 0.3, 1.0], 5, 40000, -1.2, 0.6)),
        power_law(sample(4, [1.0, 2.0, 4.0], 3, 5000, 0.5, 0.8)),
    ],
    "critical": [
        critical_value([[0.2, 0, 3], [0.3, 1, 3], [0.4, 1, 3], [0.5, 3, 3], [0.6, 2, 3], [0.7, 3, 3]]),
        critical_value([[1.0, 9, 10], [2.0, 7, 10], [3.0, 4, 10], [4.0, 1, 10], [5.0, 0, 7]]),
        critical_value([[-3.0, 2, 40], [-1.0, 11, 40], [0.0, 25, 50], [2.5, 38, 40]]),
    ],
}), indent=1))
