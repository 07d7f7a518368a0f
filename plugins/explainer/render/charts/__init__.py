"""Charts of facts as SVG, drawn with Altair and vl-convert in a process of their own.

A caller needs `draw` and `draw_all`; neither imports Altair or vl-convert, which only the worker does.
"""

from .drawing import WIDTH, draw, draw_all
from .look import VARIABLES
from .table import Annotation, ChartError, ChartTable, Row

__all__ = ["VARIABLES", "WIDTH", "Annotation", "ChartError", "ChartTable", "Row", "draw", "draw_all"]
