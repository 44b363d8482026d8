"""What onnxruntime makes of photos by an ONNX model that Photoloupe wrote.

usage: onnx_answers.py MODEL.onnx FOLDER PHOTO...

Writes each photo into FOLDER as a PPM file of a size at which nothing is left to resize, so that every program sees
the same pixels, and prints a line of JSON: file, probabilities and, where the model has it, similarity.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image


def main(model, folder, photos):
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    image = session.get_inputs()[0]
    _, height, width, channels = image.shape
    metadata = session.get_modelmeta().custom_metadata_map
    crop = json.loads(metadata["preprocessing"]).get("crop_fraction", 1)
    classes = len(json.loads(metadata["class_names"]))
    top, left = (round(side / crop - side) // 2 for side in (height, width))
    for photo in photos:
        file = Path(folder) / (Path(photo).stem + ".ppm")
        whole = Image.open(photo).convert("RGB").resize((width + 2 * left, height + 2 * top))
        whole.save(file)
        if channels == 1:
            whole = whole.convert("L")
        pixels = np.asarray(whole, np.float32).reshape(*whole.size[::-1], channels)
        batch = pixels[None, top:top + height, left:left + width]
        names = [output.name for output in session.get_outputs()]
        answers = {name: values[0].tolist()
                   for name, values in zip(names, session.run(None, {image.name: batch}))}
        assert len(answers["probabilities"]) == classes
        print(json.dumps({"file": str(file), **answers}))


main(sys.argv[1], sys.argv[2], sys.argv[3:])
