"""The practicum's convnet for cats and dogs, in Keras on TensorFlow, on the processor alone."""

import keras
import tensorflow as tf

IMAGE_SIZE = (150, 150)
BATCH_SIZE = 20
PARAMETERS = 9_494_561


def set_threads(count):
    """Before TensorFlow's first operation."""
    tf.config.set_visible_devices([], "GPU")
    tf.config.threading.set_intra_op_parallelism_threads(count)
    tf.config.threading.set_inter_op_parallelism_threads(count)


def convnet(dropout=0.0):
    layers = [keras.Input((*IMAGE_SIZE, 3))]
    for filters in (16, 32, 64):
        layers += [keras.layers.Conv2D(filters, 3, activation="relu"), keras.layers.MaxPooling2D(2)]
    layers += [keras.layers.Flatten(), keras.layers.Dense(512, activation="relu")]
    if dropout:
        layers.append(keras.layers.Dropout(dropout))
    network = keras.Sequential([*layers, keras.layers.Dense(1, activation="sigmoid")])
    assert network.count_params() == PARAMETERS
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.RMSprop(0.001),
                    metrics=["accuracy"])
    return network
