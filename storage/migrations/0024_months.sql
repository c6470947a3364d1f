-- What each month is to bring of an indicator's yearly target: a JSON list of twelve whole numbers, [] where it grows evenly.
ALTER TABLE indicators ADD COLUMN months TEXT NOT NULL DEFAULT '[]';
