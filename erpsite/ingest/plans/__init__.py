"""Bring the plans of other programs: MS Project, GanttProject and Primavera, each task accounted for."""
