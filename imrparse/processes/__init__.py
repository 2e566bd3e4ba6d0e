"""Child processes that do a part of the work, and never outlive the process that started them."""
