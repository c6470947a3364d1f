-- What the other side of a return or of a comment is still to be told, in its hour; once told, it is forgotten.
CREATE TABLE review_notices (
    id          INTEGER PRIMARY KEY,
    what        TEXT NOT NULL CHECK (what IN ('returned', 'answered', 'comment')),
    number      INTEGER NOT NULL,             -- of the return, or of the comment
    UNIQUE (what, number)
) STRICT;
CREATE TRIGGER comments_told AFTER INSERT ON comments BEGIN
    INSERT INTO review_notices (what, number) VALUES ('comment', NEW.id);
END;

-- Whoever hands back and whatever answers it (words, a correction, a signature): both sides hear of it, and the
-- report's state says whether a field of it is handed back.
CREATE TRIGGER returns_made AFTER INSERT ON returns WHEN NEW.answered_at IS NULL BEGIN
    INSERT INTO review_notices (what, number) VALUES ('returned', NEW.id);
    UPDATE reports SET state = 'returned' WHERE id = NEW.report_id AND state IN ('submitted', 'approved');
END;
CREATE TRIGGER returns_answered AFTER UPDATE OF answered_at ON returns
WHEN OLD.answered_at IS NULL AND NEW.answered_at IS NOT NULL BEGIN
    DELETE FROM review_notices WHERE what = 'returned' AND number = NEW.id;
    INSERT INTO review_notices (what, number) VALUES ('answered', NEW.id);
    UPDATE reports SET state = iif(EXISTS (SELECT 1 FROM approvals WHERE report_id = reports.id
                                           AND approvals.revision = reports.revision), 'approved', 'submitted')
    WHERE id = NEW.report_id AND state = 'returned'
      AND NOT EXISTS (SELECT 1 FROM returns WHERE report_id = reports.id AND answered_at IS NULL);
END;
CREATE TRIGGER reports_stay_returned AFTER UPDATE OF state ON reports
WHEN NEW.state = 'submitted'
  AND EXISTS (SELECT 1 FROM returns WHERE report_id = NEW.id AND answered_at IS NULL) BEGIN
    UPDATE reports SET state = 'returned' WHERE id = NEW.id;
END;
-- A state that is set while another one is may be accepted already; OR IGNORE does not hold within an upsert.
DROP TRIGGER reports_accept_changed;
CREATE TRIGGER reports_accept_changed AFTER UPDATE OF state, revision ON reports WHEN NEW.state <> 'ready' BEGIN
    INSERT INTO acceptances SELECT NEW.id, NEW.revision, NEW.submitted_at
    WHERE NOT EXISTS (SELECT 1 FROM acceptances WHERE report_id = NEW.id AND revision = NEW.revision);
END;

-- Until now notices were errands.
INSERT OR IGNORE INTO review_notices (what, number)
    SELECT json_extract(payload, '$.what'), json_extract(payload, '$.number') FROM errands
    WHERE kind = 'review_notice' AND state = 'waiting';
DELETE FROM errands WHERE kind = 'review_notice';
