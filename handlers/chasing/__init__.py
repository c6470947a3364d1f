"""What people want of reminders: to be reminded later, or less."""
