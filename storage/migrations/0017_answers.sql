-- Which answers hold follows from the revision of their report. A database of before keeps the column `current`, in
-- which nobody looks any more; the index over it goes, for it was written with every answer.
DROP INDEX IF EXISTS answers_current;
