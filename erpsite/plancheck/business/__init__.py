"""Judge pitfall 1: technology without business."""
