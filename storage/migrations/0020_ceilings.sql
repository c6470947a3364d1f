-- A report with a figure over its ceiling, which has a reason («over:…»): its axis' owner is still to be told of it, once
-- it is in. The same figure with the same reason in the next revision is no news.
CREATE TABLE ceiling_notices (
    report_id   INTEGER PRIMARY KEY REFERENCES reports (id)
) STRICT;
CREATE TRIGGER ceilings_exceeded AFTER INSERT ON answers
WHEN NEW.reason LIKE 'over:%'
  AND NOT EXISTS (SELECT 1 FROM answers WHERE report_id = NEW.report_id AND revision = NEW.revision - 1
                  AND indicator = NEW.indicator AND value = NEW.value AND reason = NEW.reason) BEGIN
    INSERT INTO ceiling_notices SELECT NEW.report_id
    WHERE NOT EXISTS (SELECT 1 FROM ceiling_notices WHERE report_id = NEW.report_id);
END;
