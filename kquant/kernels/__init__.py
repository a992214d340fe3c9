"""The inner loops in C, and the module made of them if there was a compiler; see `kquant.core.kernels`.

Importing this is cheap: `kquant --version` says which kernels there are.
"""

from __future__ import annotations

import os
from functools import cache

TYPE_CHECKING = False  # as typing's, without the time that importing it takes
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Final

# `numpy` forces the twins, `portable` keeps the compiled ones from using AVX2.
VARIABLE: Final = "KQUANT_KERNELS"
_FOLDER: Final = os.path.dirname(__file__)  # noqa: PTH120 - importing pathlib takes longer than all the rest


@cache
def compiled() -> ModuleType | None:
    """The compiled module; None if there is none that works, it is stale, or the twins are asked for."""
    asked = os.environ.get(VARIABLE, "").strip().lower()
    if asked == "numpy":
        return None
    try:
        from kquant.kernels import _kernels  # type: ignore[attr-defined]

        module: ModuleType = _kernels
        if sources_hash() not in (None, module.SOURCES):
            return None
        module.allow_avx2(asked != "portable")
    except (
        Exception
    ):  # one that was broken or made by another build may fail in any way; the twins do as well
        return None
    return module


def sources_hash() -> str | None:
    """SHA-256 of the sources of the kernels; None where they did not come along."""
    names = sorted(entry.name for entry in os.scandir(_FOLDER) if entry.is_file())
    names = [name for name in names if name.endswith((".c", ".h", "CMakeLists.txt"))]
    if not names:
        return None
    from hashlib import sha256

    lines = []
    for name in names:
        with open(os.path.join(_FOLDER, name), "rb") as file:  # noqa: PTH118, PTH123 - as above
            lines.append(f"{name}:{sha256(file.read()).hexdigest()}\n")
    return sha256("".join(lines).encode()).hexdigest()


def description() -> str:
    """The kind of kernels that run: "compiled, AVX2", "compiled" or "numpy"."""
    module = compiled()
    return "numpy" if module is None else ", ".join(filter(None, ("compiled", module.processor())))
