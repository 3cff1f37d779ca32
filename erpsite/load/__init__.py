"""Load a plan from a data folder, and write it back."""

from erpsite.load.handbook import LoadResult, load_handbook
from erpsite.load.schema import json_schemas, schema_name
from erpsite.load.write import write_handbook

__all__ = ["LoadResult", "json_schemas", "load_handbook", "schema_name", "write_handbook"]
