-- What headquarters counts. A revision of a report counts from the instant that it was accepted: handed in by who may,
-- or signed. The triggers hold this whoever writes a report.
CREATE TABLE acceptances (
    report_id   INTEGER NOT NULL REFERENCES reports,
    revision    INTEGER NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (report_id, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX acceptances_by_time ON acceptances (at);
CREATE TRIGGER reports_accept_new AFTER INSERT ON reports WHEN NEW.state <> 'ready' BEGIN
    INSERT OR IGNORE INTO acceptances VALUES (NEW.id, NEW.revision, NEW.submitted_at);
END;
CREATE TRIGGER reports_accept_changed AFTER UPDATE OF state, revision ON reports WHEN NEW.state <> 'ready' BEGIN
    INSERT OR IGNORE INTO acceptances VALUES (NEW.id, NEW.revision, NEW.submitted_at);
END;
CREATE TRIGGER reports_take_back AFTER UPDATE OF state ON reports WHEN NEW.state = 'ready' BEGIN
    DELETE FROM acceptances WHERE report_id = NEW.id AND revision = NEW.revision;
END;
INSERT OR IGNORE INTO acceptances SELECT id, revision, submitted_at FROM reports WHERE state <> 'ready';
INSERT OR IGNORE INTO acceptances
    SELECT report_id, answers.revision, min(at) FROM answers JOIN reports ON reports.id = report_id
    WHERE answers.revision < reports.revision GROUP BY report_id, answers.revision;

-- One field of a report that headquarters handed back; until it is answered, its previous accepted value counts.
CREATE TABLE returns (
    id          INTEGER PRIMARY KEY,
    report_id   INTEGER NOT NULL REFERENCES reports,
    indicator   TEXT NOT NULL,
    revision    INTEGER NOT NULL,             -- that was handed back
    reason      TEXT NOT NULL,
    returned_by INTEGER NOT NULL REFERENCES people,
    returned_at TEXT NOT NULL,
    outcome     TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'corrected', 'explained')),
    explanation TEXT NOT NULL DEFAULT '',
    answered_by INTEGER REFERENCES people,
    answered_at TEXT,
    CHECK ((outcome = '') = (answered_at IS NULL))
) STRICT;
CREATE INDEX returns_by_field ON returns (report_id, indicator);
-- A later revision that says something else answers it once it counts: as it is written, or as it is signed.
CREATE TRIGGER returns_answered_by_writing AFTER INSERT ON answers WHEN NEW.revision > 1 BEGIN
    UPDATE returns SET outcome = 'corrected', answered_at = NEW.at,
           answered_by = (SELECT written_by FROM reports WHERE id = NEW.report_id)
    WHERE report_id = NEW.report_id AND indicator = NEW.indicator AND outcome = '' AND revision < NEW.revision
      AND EXISTS (SELECT 1 FROM acceptances WHERE report_id = NEW.report_id AND revision = NEW.revision)
      AND NOT EXISTS (
          SELECT 1 FROM answers AS old
          WHERE old.report_id = NEW.report_id AND old.indicator = NEW.indicator AND old.revision = returns.revision
            AND old.value IS NEW.value AND old.words = NEW.words AND old.unchanged = NEW.unchanged
            AND old.reason = NEW.reason);
END;
CREATE TRIGGER returns_answered_by_signing AFTER INSERT ON acceptances WHEN NEW.revision > 1 BEGIN
    UPDATE returns SET outcome = 'corrected', answered_at = NEW.at,
           answered_by = (SELECT written_by FROM reports WHERE id = NEW.report_id)
    WHERE report_id = NEW.report_id AND outcome = '' AND revision < NEW.revision
      AND EXISTS (
          SELECT 1 FROM answers AS later JOIN answers AS old USING (report_id, indicator)
          WHERE later.report_id = NEW.report_id AND later.indicator = returns.indicator
            AND later.revision = NEW.revision AND old.revision = returns.revision
            AND NOT (old.value IS later.value AND old.words = later.words AND old.unchanged = later.unchanged
                     AND old.reason = later.reason));
END;

-- The latest value of a field is found without a walk over the weeks in which it did not change.
DROP INDEX answers_by_indicator;
CREATE INDEX answers_by_field ON answers (programme_id, province, indicator, unchanged, week, revision);
CREATE INDEX drafts_by_week ON drafts (week);

-- What a reader of the daily digest has chosen: when, and which parts; without a row: at eight, everything.
CREATE TABLE digest_choices (
    person_id   INTEGER PRIMARY KEY REFERENCES people ON DELETE CASCADE,
    hour        INTEGER NOT NULL,             -- in Tehran
    parts       TEXT NOT NULL                 -- list with «;»
) STRICT;
