"""Official holidays and days that are worked after all."""
