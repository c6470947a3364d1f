"""Opening, reminders and the ticker behind them."""
