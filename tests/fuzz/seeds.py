#!/usr/bin/env python3
"""Writes the seeds of one fuzzer into a folder: small valid inputs, from which it finds the others.

usage: seeds.py FUZZER OUTPUT_DIR        FUZZER: image, exif, query, tags, library, safetensors,
                                         architecture, taxonomy, model, layers_model
"""
import json
import os
import pathlib
import shutil
import struct
import sys
import zlib

TESTS = pathlib.Path(__file__).resolve().parent.parent
FIXTURES = TESTS / "fixtures" / "layers"
DECODER_FILES = pathlib.Path(os.environ.get("LOUPE_DATA", TESTS.parent.parent / "shared/data")) / "decoder"
MAX_SEED_BYTES = 16_384  # larger ones teach a fuzzer nothing more, and slow it down


def read_safetensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    return json.loads(data[8 : 8 + length])


def safetensors(metadata, tensors):
    header, data = {"__metadata__": metadata}, b""
    for name, (dtype, shape, content) in tensors.items():
        header[name] = {"dtype": dtype, "shape": shape,
                        "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def png(color_type, depth, row_bytes, rows=4):
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 4, rows, depth, color_type, 0, 0, 0)
    palette = chunk(b"PLTE", bytes(range(12))) if color_type == 3 else b""
    pixels = zlib.compress((b"\1" + bytes(range(row_bytes))) * rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + palette + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def bmp(bits, compression, pixels, top_down=False):
    palette = bytes(64) if bits <= 8 else b""
    info = struct.pack("<IiiHHIIiiII", 40, 4, -4 if top_down else 4, 1, bits, compression, 0, 0, 0, 16, 0)
    return struct.pack("<2sIII", b"BM", 0, 0, 54 + len(palette)) + info + palette + pixels


def tga(image_type, bits, pixels):
    return struct.pack("<BBBHHBHHHHBB", 0, 0, image_type, 0, 0, 0, 0, 0, 4, 4, bits, 0) + pixels


def exif_jpeg(order):
    endian = "<" if order == b"II" else ">"
    tiff = order + struct.pack(endian + "HIHHHIHHI", 42, 8, 1, 0x0112, 3, 1, 6, 0, 0)
    app1 = b"Exif\0\0" + tiff
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", 2 + len(app1)) + app1 + b"\xff\xda"


def exif_texts_jpeg():
    main = struct.pack("<H", 3) + struct.pack("<HHII", 0x010E, 2, 6, 80) + struct.pack("<HHII", 0x9C9B, 1, 6, 86) + \
        struct.pack("<HHII", 0x8769, 4, 1, 50) + bytes(4)
    exif = struct.pack("<H", 1) + struct.pack("<HHII", 0x9003, 2, 20, 92) + bytes(4)
    tiff = (b"II" + struct.pack("<HI", 42, 8) + main + exif).ljust(80, b"\0") + b"beach\0M\0a\0x\0" + \
        b"2019:05:24 18:03:11\0"
    app1 = b"Exif\0\0" + tiff
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", 2 + len(app1)) + app1 + b"\xff\xda"


def decoder_files(*patterns):
    for pattern in patterns:
        for path in sorted(DECODER_FILES.glob(pattern)):
            if path.stat().st_size <= MAX_SEED_BYTES:
                yield path.read_bytes()


def image_seeds():
    yield from (png(0, 8, 4), png(2, 8, 12), png(3, 8, 4), png(6, 16, 32), png(0, 1, 1))
    yield from (bmp(24, 0, bytes(48)), bmp(24, 0, bytes(48), True), bmp(8, 0, bytes(16)))
    yield from (bmp(8, 1, b"\4\1\0\0\0\3\1\2\3\0\0\2\1\1\2\5\0\1"), bmp(4, 2, b"\4\x12\0\0\0\3\x12\x30\0\1"))
    yield from (tga(2, 24, bytes(48)), tga(10, 32, b"\x83\1\2\3\4" * 4), tga(3, 8, bytes(16)))
    yield b"P6\n4 4\n255\n" + bytes(48)
    yield b"P5\n# grey\n4 4\n65535\n" + bytes(32)
    yield b"8BPS" + struct.pack(">H6xHIIHH12xH", 1, 3, 4, 4, 8, 3, 0) + bytes(48)
    yield b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6) + \
        b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\2\2\x44\1\0\x3b"
    yield from (exif_jpeg(b"II"), exif_jpeg(b"MM"))
    yield from decoder_files("*/*")


def exif_seeds():
    yield from (exif_jpeg(b"II"), exif_jpeg(b"MM"), exif_texts_jpeg())
    yield from decoder_files("jpeg/*exif*", "png/*exif*", "png/*eXIf*")


def query_seeds():
    yield 'dog "big dog" -cat camera:canon -camera:"eos 5d" 2019..2021-05-24 2018 Café'.encode()
    yield b'..2019 2019-05.. -"a b'


def tags_seeds():
    photo = "0123456789abcdef" * 2
    yield json.dumps({
        "version": 1,
        "tags": [{"name": "Rex", "taught": True, "yes": [photo], "no": ["f" * 32]}],
        "removed": [{"concept": "n02084071", "photos": [photo]}],
    }).encode()


def library_seeds():
    photo = [b"Rome/a.jpg", b"0123456789abcdef", b"Canon", b"text", b"[[2111889,970],[1,20]]", b"\x01\x7f\xff"]
    yield b"\0".join([b"/photos", b"Family|Anna", *(3 * photo)]).replace(b"a.jpg", b"b.jpg", 1)
    yield b"\0".join([b"", b"Rex", *photo, b"b", b"f" * 16, b"", b"", b"[]", b"\x01\x7f\xff", b"c", b"", b"", b"", b"", b""])


def safetensors_seeds():
    yield safetensors({}, {})
    for path in FIXTURES.glob("*.safetensors"):
        if path.stat().st_size <= MAX_SEED_BYTES:
            yield path.read_bytes()


def architecture_seeds():
    for path in sorted(FIXTURES.glob("*.safetensors")):
        header = read_safetensors(path)
        layer = json.loads(header["__metadata__"]["layer"])
        entry = {"name": "input", "type": "InputLayer"}
        if "input2" in header:
            layer["inputs"] = ["input", "input"]
        if "input_quantization" in header["__metadata__"]:
            entry["quantization"] = json.loads(header["__metadata__"]["input_quantization"])[0]
        network = {"name": "n", "input_shape": header["input"]["shape"][1:], "embedding": layer["name"],
                   "layers": [entry, layer]}
        yield json.dumps(network).encode()


TAXONOMY = {"threshold": 0.5, "class_wnids": ["a", "b", "c"], "concepts": [
    {"wnid": "a", "name": "A", "parents": ["ab"]}, {"wnid": "b", "name": "B", "parents": ["ab", "all"]},
    {"wnid": "c", "name": "C", "parents": ["all"]}, {"wnid": "ab", "name": "AB", "parents": ["all"]},
    {"wnid": "all", "name": "everything", "parents": []}]}


def taxonomy_seeds():
    yield json.dumps(TAXONOMY).encode()
    circle = json.loads(json.dumps(TAXONOMY))
    circle["concepts"][4]["parents"] = ["ab"]
    yield json.dumps(circle).encode()


def model(layers, tensors, input_quantization=None, metadata=None):
    entry = {"name": "input", "type": "InputLayer"}
    if input_quantization:
        entry["quantization"] = input_quantization
    network = {"name": "n", "input_shape": [4, 4, 3], "embedding": "pool", "layers": [entry, *layers]}
    preprocessing = {"crop_fraction": 1, "interpolation": "bicubic", "mean": [0, 0, 0], "std": [255, 255, 255]}
    return safetensors({"format": "photoloupe", "version": "1", "architecture": json.dumps(network),
                        "class_names": '["a","b","c"]', "preprocessing": json.dumps(preprocessing),
                        "taxonomy": json.dumps(TAXONOMY), **(metadata or {})}, tensors)


def model_seeds():
    conv = {"name": "conv", "type": "Conv2D", "filters": 3, "kernel_size": [1, 1], "activation": "relu6"}
    depthwise = {"name": "dw", "type": "DepthwiseConv2D", "kernel_size": [3, 3], "padding": "same"}
    total = {"name": "sum", "type": "Add", "inputs": ["input", "dw"]}
    pool = {"name": "pool", "type": "GlobalAveragePooling2D"}
    dense = {"name": "dense", "type": "Dense", "units": 3, "activation": "softmax"}
    zeros = {name: ("F32", shape, bytes(4 * count)) for name, shape, count in (
        ("conv.kernel", [3, 1, 1, 3], 9), ("conv.bias", [3], 3), ("dw.kernel", [3, 3, 3], 27),
        ("dw.bias", [3], 3), ("dense.kernel", [3, 3], 9), ("dense.bias", [3], 3))}
    yield model([conv, depthwise, total, pool, dense], zeros)
    yield model([conv, depthwise, total, pool, dense], zeros,
                metadata={"base": '{"model": "n", "checksum": 0}'})  # nothing is left out
    yield model([{"name": "max", "type": "MaxPooling2D"}, {"name": "mean", "type": "AveragePooling2D"}, pool,
                 {"name": "drop", "type": "Dropout", "rate": 0.5}, {"name": "flat", "type": "Flatten"},
                 {"name": "scale", "type": "Rescaling", "scale": 2}, dense],
                {name: zeros[name] for name in ("dense.kernel", "dense.bias")})

    scale = {"quantization": {"scale": 0.01, "zero_point": -128}}
    tensors = {}
    for name, shape, count in (("conv", [3, 1, 1, 3], 9), ("dw", [3, 3, 3], 27), ("dense", [3, 3], 9)):
        tensors[name + ".kernel_scale"] = ("F32", [3], struct.pack("<3f", 0.1, 0.1, 0.1))
        tensors[name + ".bias"] = ("I32", [3], bytes(12))
        tensors[name + ".kernel"] = ("I8", shape, bytes(count))
    dense = {"name": "dense", "type": "Dense", "units": 3}
    softmax = {"name": "softmax", "type": "Activation", "activation": "softmax"}
    yield model([{**layer, **scale} for layer in (conv, depthwise, total, pool, dense)] + [softmax], tensors,
                scale["quantization"])


def layers_model_seeds():
    folder = TESTS / "fixtures" / "layers_model"
    yield (folder / "model.json").read_bytes() + b"\0" + (folder / "weights.bin").read_bytes()


def main():
    fuzzer, output = sys.argv[1], pathlib.Path(sys.argv[2])
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    for i, seed in enumerate(globals()[fuzzer + "_seeds"]()):
        (output / f"{i:04}").write_bytes(seed)


if __name__ == "__main__":
    main()
