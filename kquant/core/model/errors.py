"""The failures a caller is expected to handle."""


class KQuantError(Exception):
    """An expected failure; its text is one plain sentence fit to be shown to a person."""


class Cancelled(KQuantError):  # noqa: N818 - a request that was met, not an error
    """The caller asked to stop; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("cancelled")
