"""Float32 layers to int8: kernels symmetric with a scale for each output channel, activations asymmetric
with one for each tensor, biases in 32 bits. Jacob et al., 2018 (https://arxiv.org/abs/1712.05877).
"""

import array

KERNEL_MAX = 127
# The input's integers are the pixels themselves, less 128: (rgb - 127) / 128 = (q + 1) / 128.
INPUT = {"scale": 1 / 128, "zero_point": -1}


def activation_quantization(low, high):
    """The integers -128 to 127 spread over a range that includes zero."""
    low, high = min(low, 0.0), max(high, 0.0)
    scale = (high - low) / 255 or 1.0
    zero_point = max(-128, min(127, round(-128 - low / scale)))
    return {"scale": scale, "zero_point": zero_point}


def _channel_values(layer, kernel):
    """The kernel's values, a list for each output channel."""
    shape, values = kernel
    if layer["type"] == "DepthwiseConv2D":
        channels = shape[-1]
        return [values[c::channels] for c in range(channels)]
    size = len(values) // shape[0]
    return [values[o * size:(o + 1) * size] for o in range(shape[0])]


def _quantize_kernel(layer, kernel, bias, input_scale):
    channels = _channel_values(layer, kernel)
    scales = array.array("f")
    for values, b in zip(channels, bias):
        # No finer than keeps the bias within 31 bits: channels that batch norm turned off have tiny ones.
        finest = abs(b) / (input_scale * 2**30)
        scales.append(max(max(map(abs, values)) / KERNEL_MAX, finest, 1e-12))
    quantized = [[round(w / s) for w in values] for values, s in zip(channels, scales)]
    if layer["type"] == "DepthwiseConv2D":
        flat = array.array("b", (q for position in zip(*quantized) for q in position))
    else:
        flat = array.array("b", (q for values in quantized for q in values))
    biases = array.array("i", (round(b / (input_scale * s)) for b, s in zip(bias, scales)))
    return flat, scales, biases


def quantize(layers, tensors, ranges):
    """layers and tensors of the int8 network; `ranges` is layer -> [low, high] of its outputs."""
    quantized_layers, quantized_tensors, scale_of = [], {}, {}
    for layer in layers:
        layer = dict(layer)
        name = layer["name"]
        if layer["type"] == "InputLayer":
            layer["quantization"] = INPUT
        elif layer["type"] != "Activation":
            layer["quantization"] = activation_quantization(*ranges[name])
        if f"{name}.kernel" in tensors:
            kernel, bias = tensors[f"{name}.kernel"], tensors[f"{name}.bias"]
            flat, scales, biases = _quantize_kernel(layer, kernel, bias[1],
                                                    scale_of[layer["inputs"][0]])
            quantized_tensors[f"{name}.kernel"] = (kernel[0], flat)
            quantized_tensors[f"{name}.kernel_scale"] = ((len(scales),), scales)
            quantized_tensors[f"{name}.bias"] = ((len(biases),), biases)
        if "quantization" in layer:
            scale_of[name] = layer["quantization"]["scale"]
        quantized_layers.append(layer)
    return quantized_layers, quantized_tensors
