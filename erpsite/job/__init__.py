"""Say once what one build is asked for, hand it to the engine's process, and tell from a site what it is."""

from erpsite.job.configuration import Line, docs_folder, find_option, find_plugins, options_left_out
from erpsite.job.job import JOB_VARIABLE, BuildJob, JobFile, dump_job, parse_job
from erpsite.job.stamp import (
    STAMP,
    Receipt,
    Stamp,
    dump_receipt,
    dump_stamp,
    parse_stamp,
    read_receipt,
    read_stamp,
    tables_hash,
)

__all__ = [
    "JOB_VARIABLE",
    "STAMP",
    "BuildJob",
    "JobFile",
    "Line",
    "Receipt",
    "Stamp",
    "docs_folder",
    "dump_job",
    "dump_receipt",
    "dump_stamp",
    "find_option",
    "find_plugins",
    "options_left_out",
    "parse_job",
    "parse_stamp",
    "read_receipt",
    "read_stamp",
    "tables_hash",
]
