"""Signs programs for Windows where there is a certificate, and else does nothing."""

from __future__ import annotations

import base64
import os
from pathlib import Path

from installers.project import BUILD, BuildError, call

_TIMESTAMPS = "http://timestamp.digicert.com"
_KITS = Path(r"C:\Program Files (x86)\Windows Kits\10\bin")


def sign(*programs: Path) -> None:
    """Sign with the certificate in KQUANT_WINDOWS_CERTIFICATE (PFX as base64), if it is set.

    Raises:
        BuildError: there is one, but signtool failed or is missing.
    """
    certificate = os.environ.get("KQUANT_WINDOWS_CERTIFICATE")
    if not certificate:
        return
    tools = sorted(_KITS.glob("10.*/x64/signtool.exe"))
    if not tools:
        raise BuildError("signtool is not installed")
    key = BUILD / "windows" / "certificate.pfx"
    key.write_bytes(base64.b64decode(certificate))
    try:
        secret = ("/f", key, "/p", os.environ.get("KQUANT_WINDOWS_PASSWORD", ""))
        call(tools[-1], "sign", *secret, "/fd", "sha256", "/tr", _TIMESTAMPS, "/td", "sha256", *programs)
    finally:
        key.unlink()
