-- The sweep. Whether an axis may stay as it was, and what stands behind each revision.
ALTER TABLE axes ADD COLUMN may_stay INTEGER NOT NULL DEFAULT 1;   -- 0: HQ wants a figure every time

ALTER TABLE reports ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;  -- every answer of it is «unchanged»
ALTER TABLE reports ADD COLUMN standstill TEXT NOT NULL DEFAULT '';   -- why it stays as it was for so long
ALTER TABLE reports ADD COLUMN look_again TEXT;                       -- the day on which that is looked at again
UPDATE reports SET unchanged = 1
WHERE EXISTS (SELECT * FROM answers WHERE report_id = reports.id AND answers.revision = reports.revision)
  AND NOT EXISTS (SELECT * FROM answers WHERE report_id = reports.id AND answers.revision = reports.revision
                  AND unchanged = 0);
CREATE INDEX reports_by_axis ON reports (province, axis, week);

CREATE TABLE revisions (
    report_id   INTEGER NOT NULL REFERENCES reports,
    revision    INTEGER NOT NULL,
    written_by  INTEGER NOT NULL REFERENCES people,
    signed_by   INTEGER REFERENCES people,    -- NULL: handed in without the signature of who answers for it
    reason      TEXT NOT NULL DEFAULT '',     -- why it corrects the one before
    status      TEXT NOT NULL,
    action      TEXT NOT NULL,
    late        INTEGER NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (report_id, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO revisions SELECT id, revision, written_by, written_by, '', status, action, late, submitted_at FROM reports;
