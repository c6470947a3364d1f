"""Excel workbooks: the week's workbook of a province, there and back, and that of headquarters."""
