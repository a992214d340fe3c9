"""Stand-ins for functions of Windows that the libraries of KQuant call and wine lacks.

They go into a wine prefix only. Those of the C run-time library (complex numbers) are MinGW's own and work;
the others say that they failed, which Qt copes with.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from installers.project import BuildError, call

_COMPLEX = "acos acosh asin asinh atan atanh cos cosh exp log pow sin sinh sqrt tan tanh real imag abs arg"
_ICU = """open close reset getMaxCharSize getName getToUCallBack getFromUCallBack setToUCallBack
    setFromUCallBack
    cbToUWriteUChars cbFromUWriteUChars toUnicode fromUnicode toUCountPending fromUCountPending
    getStandardName getAvailableName countAvailable"""
_GAPS = {
    "ucrtbase": [f"c{name}{kind}" for name in _COMPLEX.split() for kind in ("", "f", "l")],
    "mscms": ["WcsCreateIccProfile"],
    "icuuc": [f"ucnv_{name}" for name in _ICU.split()]
    + ["UCNV_FROM_U_CALLBACK_SUBSTITUTE", "UCNV_TO_U_CALLBACK_SUBSTITUTE"],
}
_COMPILER = ("x86_64-w64-mingw32-gcc", "-shared", "-O1", "-w", "-static")
_SPECIAL = {
    "ucnv_open": "void *ucnv_open(void *name, int *error) { *error = 16; return 0; }\n"
}  # unsupported


def fill_gaps(system: Path, work: Path) -> list[str]:
    """Put a library into `system`, which is system32, for each that lacks something.

    Returns:
        The names of wine's own libraries that were replaced; they are passed on to.
    """
    work.mkdir(parents=True, exist_ok=True)
    replaced = []
    for library, names in _GAPS.items():
        own, kept = system / f"{library}.dll", f"{library[:-1]}_"
        forwards: list[str] = []
        if own.exists():
            forwards = [f"{name}={kept}.{name}" for name in _exports(own) if name not in names]
            shutil.move(own, system / f"{kept}.dll")
            replaced.append(library)
        shutil.copy(_compile(library, names, forwards, work), own)
    return replaced


def _compile(library: str, names: list[str], forwards: list[str], work: Path) -> Path:
    source, exports, target = (work / f"{library}.{ending}" for ending in ("c", "def", "dll"))
    stubs = (
        [] if library == "ucrtbase" else [_SPECIAL.get(n, f"void *{n}() {{ return 0; }}\n") for n in names]
    )
    source.write_text("".join(stubs) or "int kquant_needs_no_code;\n")
    exports.write_text("\n  ".join([f"LIBRARY {library}.dll\nEXPORTS", *names, *forwards]) + "\n")
    call(*_COMPILER, "-o", target, source, exports)
    return target


def _exports(path: Path) -> list[str]:
    try:
        import pefile  # type: ignore[import-untyped]
    except ImportError as error:
        raise BuildError("pefile is not installed") from error
    program = pefile.PE(str(path), fast_load=True)
    program.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]])
    names = [symbol.name.decode() for symbol in program.DIRECTORY_ENTRY_EXPORT.symbols if symbol.name]
    return [name for name in names if name.isidentifier()]
