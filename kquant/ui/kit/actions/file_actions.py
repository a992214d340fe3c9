"""What is done with files, the clipboard and the steps taken."""

from __future__ import annotations

from kquant.translation import QT_TRANSLATE_NOOP
from kquant.ui.kit.actions.spec import ActionSpec, Group

FILE_ACTIONS = (
    ActionSpec(
        "open",
        QT_TRANSLATE_NOOP("Actions", "&Open…"),
        QT_TRANSLATE_NOOP("Actions", "Open a picture."),
        ("Ctrl+O",),
        "open",
    ),
    ActionSpec(
        "clear_recent",
        QT_TRANSLATE_NOOP("Actions", "&Clear List"),
        QT_TRANSLATE_NOOP("Actions", "Forget which pictures were opened."),
        group=Group.RECENT,
    ),
    ActionSpec(
        "reload",
        QT_TRANSLATE_NOOP("Actions", "Re&load"),
        QT_TRANSLATE_NOOP("Actions", "Read the file again."),
        ("Ctrl+R",),
        "reload",
        group=Group.FILE,
    ),
    ActionSpec(
        "export",
        QT_TRANSLATE_NOOP("Actions", "&Export…"),
        QT_TRANSLATE_NOOP("Actions", "Save the picture in its few colours, its palette or its labels."),
        ("Ctrl+E",),
        "export",
        group=Group.RESULT,
    ),
    ActionSpec(
        "export_again",
        QT_TRANSLATE_NOOP("Actions", "Export &Again"),
        QT_TRANSLATE_NOOP("Actions", "Save once more as the last time."),
        ("Ctrl+Shift+E",),
        "export-again",
        group=Group.EXPORTED,
    ),
    ActionSpec(
        "export_plot",
        QT_TRANSLATE_NOOP("Actions", "Export Plo&t…"),
        QT_TRANSLATE_NOOP("Actions", "Save the plot of the clusters as PNG or SVG."),
        ("Ctrl+Alt+L",),
        "scatter",
        group=Group.RESULT,
    ),
    ActionSpec(
        "close",
        QT_TRANSLATE_NOOP("Actions", "&Close"),
        QT_TRANSLATE_NOOP("Actions", "Close this window."),
        ("Ctrl+W",),
    ),
    ActionSpec(
        "quit",
        QT_TRANSLATE_NOOP("Actions", "&Quit"),
        QT_TRANSLATE_NOOP("Actions", "Close all windows."),
        ("Ctrl+Q",),
    ),
    ActionSpec(
        "undo",
        QT_TRANSLATE_NOOP("Actions", "&Undo"),
        QT_TRANSLATE_NOOP("Actions", "Take the last change back."),
        ("Ctrl+Z",),
        "undo",
        group=Group.UNDO,
    ),
    ActionSpec(
        "redo",
        QT_TRANSLATE_NOOP("Actions", "&Redo"),
        QT_TRANSLATE_NOOP("Actions", "Make the change again."),
        ("Ctrl+Y", "Ctrl+Shift+Z"),
        "redo",
        group=Group.REDO,
    ),
    ActionSpec(
        "copy",
        QT_TRANSLATE_NOOP("Actions", "&Copy Result"),
        QT_TRANSLATE_NOOP("Actions", "Copy the picture in its few colours."),
        ("Ctrl+C",),
        "copy",
        group=Group.RESULT,
    ),
    ActionSpec(
        "paste",
        QT_TRANSLATE_NOOP("Actions", "&Paste"),
        QT_TRANSLATE_NOOP("Actions", "Open the picture, or the file, that was copied."),
        ("Ctrl+V",),
        "paste",
    ),
    ActionSpec(
        "preferences",
        QT_TRANSLATE_NOOP("Actions", "Pre&ferences…"),
        QT_TRANSLATE_NOOP("Actions", "Theme, what new pictures start with, and what is asked."),
        ("Ctrl+,",),
        "preferences",
    ),
)
