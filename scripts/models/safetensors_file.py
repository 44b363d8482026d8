"""Writes safetensors: https://github.com/huggingface/safetensors#format"""

import json
import os
import struct

DTYPES = {"f": "F32", "i": "I32", "b": "I8", "B": "U8"}


def write(path, tensors, metadata):
    """tensors: name -> (shape, array.array). In one step: nobody ever sees half a file."""
    header, offset = {"__metadata__": metadata}, 0
    ordered = sorted(tensors.items(), key=lambda item: (-item[1][1].itemsize, item[0]))
    for name, (shape, values) in ordered:
        size = len(values) * values.itemsize
        header[name] = {"dtype": DTYPES[values.typecode], "shape": list(shape),
                        "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    unfinished = f"{path}.{os.getpid()}"
    with open(unfinished, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for _, (_, values) in ordered:
            values.tofile(file)
    os.replace(unfinished, path)
