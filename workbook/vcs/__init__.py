"""Git as the workbook needs it: repositories, commits, and what lies in them."""
