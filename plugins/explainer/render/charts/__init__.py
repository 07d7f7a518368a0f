"""Charts of facts as SVG, drawn with Altair and vl-convert in a process of their own.

A caller needs `draw` and `draw_all`; neither imports Altair or vl-convert, which only the worker does.
"""

from .drawing import draw, draw_all
from .look import VARIABLES
from .picture import LAYOUTS, Picture
from .table import Annotation, ChartError, ChartTable, Row

__all__ = ["LAYOUTS", "VARIABLES", "Annotation", "ChartError", "ChartTable", "Picture", "Row", "draw", "draw_all"]
