"""What people see of records, the log, differences and conflicts."""
