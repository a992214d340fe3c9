"""The table of all actions."""

from __future__ import annotations

from kquant.ui.kit.actions.file_actions import FILE_ACTIONS
from kquant.ui.kit.actions.more_actions import MORE_ACTIONS
from kquant.ui.kit.actions.palette_actions import PALETTE_ACTIONS
from kquant.ui.kit.actions.selection_actions import SELECTION_ACTIONS
from kquant.ui.kit.actions.view_actions import VIEW_ACTIONS

TABLE = (*FILE_ACTIONS, *VIEW_ACTIONS, *PALETTE_ACTIONS, *SELECTION_ACTIONS, *MORE_ACTIONS)
