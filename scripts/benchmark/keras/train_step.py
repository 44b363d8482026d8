"""Times one training step of the practicum's convnet and prints one JSON line. `processor_ms` adds up the
threads' times: on a busy machine it says more than the clock. (XLA takes twice as long on a processor.)
"""

import argparse
import json
import statistics
import time

import keras
import numpy as np
import tensorflow as tf

import practicum

WARM_UP_STEPS = 5


def measure(network, steps):
    """(wall, processor) milliseconds of every step on one batch that is already a tensor."""
    random = np.random.default_rng(1)
    pixels = random.random((practicum.BATCH_SIZE, *practicum.IMAGE_SIZE, 3), dtype=np.float32)
    labels = np.arange(practicum.BATCH_SIZE, dtype=np.float32)[:, None] % 2
    batch = tf.constant(pixels), tf.constant(labels)
    for _ in range(WARM_UP_STEPS):
        network.train_on_batch(*batch)
    times = []
    for _ in range(steps):
        start = time.perf_counter(), time.process_time()
        network.train_on_batch(*batch)
        times.append([(end - begin) * 1e3 for begin, end in
                      zip(start, (time.perf_counter(), time.process_time()))])
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int, default=20)
    options = parser.parse_args()
    practicum.set_threads(options.threads)
    keras.utils.set_random_seed(1)
    wall, processor = zip(*measure(practicum.convnet(), options.steps))
    print(json.dumps({"peer": f"Keras {keras.__version__}, TensorFlow {tf.__version__}",
                      "threads": options.threads, "batch_size": practicum.BATCH_SIZE,
                      "median_ms": round(statistics.median(wall), 1), "min_ms": round(min(wall), 1),
                      "max_ms": round(max(wall), 1), "processor_ms": round(min(processor), 1)}))


if __name__ == "__main__":
    main()
