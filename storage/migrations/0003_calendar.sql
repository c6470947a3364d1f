-- What an admin changes in the working calendar: days off beside those that come with the program, and sudden closures.
CREATE TABLE calendar_days (
    day         TEXT PRIMARY KEY,
    reason      TEXT NOT NULL,
    worked      INTEGER NOT NULL              -- 0: a holiday; 1: a holiday of the program that is worked after all
) STRICT, WITHOUT ROWID;

CREATE TABLE closures (
    id          INTEGER PRIMARY KEY,
    day         TEXT NOT NULL,
    provinces   TEXT NOT NULL,                -- ISO codes with «;», '' = the whole country
    reason      TEXT NOT NULL,
    declared_at TEXT NOT NULL,
    UNIQUE (day, provinces)
) STRICT;
