"""«پیگیری‌های ستاد»: what headquarters promised, to whom, until when."""
