"""Kernels with and without what not every processor has."""

from collections.abc import Iterator
from contextlib import contextmanager

from kquant.kernels import compiled


@contextmanager
def avx2(allowed: bool) -> Iterator[None]:
    """The compiled kernels use AVX2 meanwhile, if the processor has it, or do without."""
    module = compiled()
    assert module is not None
    had = bool(module.processor())
    module.allow_avx2(allowed)
    try:
        yield
    finally:
        module.allow_avx2(had)
