-- When an account was used last on a day before that of `used_at`: what is new is told since then.
ALTER TABLE accounts ADD COLUMN before_at TEXT;
