"""How headquarters looks at reports: approves them, hands a field back, and talks with the province about an axis."""
