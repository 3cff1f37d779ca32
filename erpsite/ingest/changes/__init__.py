"""Take change files: what people edited or asked in a page, brought into the plan value by value."""
