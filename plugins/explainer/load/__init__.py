"""Files -> nodes that know file, line and column."""

from explainer.load.folder import LoadedFile, load_folder
from explainer.load.nodes import Mapping, Node, Scalar, Sequence

__all__ = ["LoadedFile", "Mapping", "Node", "Scalar", "Sequence", "load_folder"]
