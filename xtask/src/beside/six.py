"""The model of six inputs in NumPy, on one core: draws, times."""
import sys
import time

import numpy as np

draws, times = int(sys.argv[1]), int(sys.argv[2])
Z = 1.6448536269514722


def lognormal(rng, low, high):
    low, high = np.log(low), np.log(high)
    return rng.lognormal((low + high) / 2, (high - low) / (2 * Z), draws)


def logitnormal(rng, low, high):
    low, high = np.log(low / (1 - low)), np.log(high / (1 - high))
    return 1 / (1 + np.exp(-rng.normal((low + high) / 2, (high - low) / (2 * Z), draws)))


best = (float("inf"), float("inf"))
for seed in range(times):
    start = time.perf_counter()
    rng = np.random.default_rng(seed)
    traffic = lognormal(rng, 500, 2000)
    wrong = logitnormal(rng, 0.00001, 0.001)
    first = lognormal(rng, 20, 80)
    share = logitnormal(rng, 0.05, 0.2)
    second = lognormal(rng, 200, 800)
    price = lognormal(rng, 1000, 9000)
    strong = price * 8760
    weak = traffic * 31536000 * wrong * (first + share * second)
    means = strong.mean(), weak.mean()
    drawn = time.perf_counter() - start
    found = (strong < weak).mean(), np.quantile(strong, [0.05, 0.95]), np.quantile(weak, [0.05, 0.95])
    best = min(best[0], drawn), min(best[1], time.perf_counter() - start)
print(f"{best[0] * 1e3:.1f} {best[1] * 1e3:.1f}")
