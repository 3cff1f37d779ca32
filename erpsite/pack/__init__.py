"""Make what people take away: workbook, data, PDF, calendar, and the whole site in one archive."""
