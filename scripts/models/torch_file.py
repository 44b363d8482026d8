"""Reads the tensors of a PyTorch state dict saved in the format before 1.6, without PyTorch.

The file is four pickles (magic number, protocol, machine, the dict), a pickled list of storage keys, then
each storage as an int64 count and its values. Only the few names that a state dict needs can be unpickled.
https://github.com/pytorch/pytorch/blob/main/torch/serialization.py, _legacy_save
"""

import array
import collections
import pickle
import struct

MAGIC = 0x1950A86A20F9469CFC6C
TYPE_CODES = {"FloatStorage": "f", "LongStorage": "q"}


class Tensor:
    """A dense tensor: its shape and an array.array of its values in row-major order."""

    def __init__(self, shape, values):
        self.shape, self.values = shape, values


class _Storage:
    def __init__(self, code):
        self.code, self.values = code, None


class _StateDictUnpickler(pickle.Unpickler):
    def __init__(self, file):
        super().__init__(file)
        self.storages = {}
        self.tensors = []

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return self._rebuild
        if module == "torch" and name in TYPE_CODES:
            return TYPE_CODES[name]
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a state dict")

    def persistent_load(self, saved_id):
        kind, code, key, _location, _count, _view = saved_id
        if kind != "storage":
            raise pickle.UnpicklingError(f"'{kind}' has no place in a state dict")
        return self.storages.setdefault(key, _Storage(code))

    def _rebuild(self, storage, offset, shape, stride, _requires_grad, _hooks):
        tensor = Tensor(tuple(shape), None)
        self.tensors.append((tensor, storage, offset, tuple(stride)))
        return tensor


def _positions(shape, stride, offset):
    """Where the elements lie in their storage, in row-major order."""
    positions = [offset]
    for extent, step in zip(shape, stride):
        positions = [at + i * step for at in positions for i in range(extent)]
    return positions


def read_state_dict(file):
    """name -> Tensor."""
    if pickle.load(file) != MAGIC:
        raise ValueError("this is not a PyTorch file of the format before 1.6")
    pickle.load(file), pickle.load(file)  # protocol and machine
    unpickler = _StateDictUnpickler(file)
    state = unpickler.load()
    for key in pickle.load(file):
        storage = unpickler.storages[key]
        (count,) = struct.unpack("<q", file.read(8))
        storage.values = array.array(storage.code)
        storage.values.frombytes(file.read(count * storage.values.itemsize))
    for tensor, storage, offset, stride in unpickler.tensors:
        values = [storage.values[at] for at in _positions(tensor.shape, stride, offset)]
        tensor.values = array.array(storage.code, values)
    return state
