"""The metadata without which MediaPipe refuses a classifier: how pixels become the input tensor.
https://github.com/google-ai-edge/mediapipe/blob/master/mediapipe/tasks/metadata/metadata_schema.fbs
"""

import flatbuffers

METADATA_NAME = "TFLITE_METADATA"
IDENTIFIER = b"M001"
MEAN, DEVIATION = 127.0, 128.0
# Positions of the schema's fields in their tables, and of the types in its unions.
MODEL_SUBGRAPHS, MODEL_MINIMUM_VERSION = 3, 7
SUBGRAPH_INPUTS, SUBGRAPH_OUTPUTS = 2, 3
TENSOR_NAME, TENSOR_CONTENT, TENSOR_PROCESS_UNITS = 0, 3, 4
CONTENT_TYPE, CONTENT_VALUE, IMAGE_PROPERTIES = 0, 1, 2
UNIT_TYPE, UNIT_VALUE, NORMALIZATION = 0, 1, 1
NORMALIZATION_MEAN, NORMALIZATION_DEVIATION = 0, 1
IMAGE_COLOR_SPACE, RGB = 0, 1


def mediapipe_metadata():
    builder = flatbuffers.Builder(1024)

    def table(offsets=(), bytes_=()):
        builder.StartObject(8)
        for field, value in offsets:
            builder.PrependUOffsetTRelativeSlot(field, value, 0)
        for field, value in bytes_:
            builder.PrependUint8Slot(field, value, 0)
        return builder.EndObject()

    def tables(*values):
        builder.StartVector(4, len(values), 4)
        for value in reversed(values):
            builder.PrependUOffsetTRelative(value)
        return builder.EndVector()

    def one_float(value):
        builder.StartVector(4, 1, 4)
        builder.PrependFloat32(value)
        return builder.EndVector()

    mean, deviation = one_float(MEAN), one_float(DEVIATION)
    options = table([(NORMALIZATION_MEAN, mean), (NORMALIZATION_DEVIATION, deviation)])
    unit = table([(UNIT_VALUE, options)], [(UNIT_TYPE, NORMALIZATION)])
    image = table(bytes_=[(IMAGE_COLOR_SPACE, RGB)])
    content = table([(CONTENT_VALUE, image)], [(CONTENT_TYPE, IMAGE_PROPERTIES)])
    photo = table([(TENSOR_CONTENT, content), (TENSOR_PROCESS_UNITS, tables(unit))])
    # It aborts on an output without a name.
    probabilities = table([(TENSOR_NAME, builder.CreateString("probabilities"))])
    subgraph = table([(SUBGRAPH_INPUTS, tables(photo)), (SUBGRAPH_OUTPUTS, tables(probabilities))])
    version = builder.CreateString("1.0.0")
    model = table([(MODEL_SUBGRAPHS, tables(subgraph)), (MODEL_MINIMUM_VERSION, version)])
    builder.Finish(model, IDENTIFIER)
    return bytes(builder.Output())
