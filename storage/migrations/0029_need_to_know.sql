-- That a consultation is restricted is known of the message that brings it, and so of all that hangs on it.
ALTER TABLE announcements ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0;
UPDATE announcements SET restricted = 1 WHERE id IN (SELECT id FROM consultations WHERE restricted);
ALTER TABLE consultations DROP COLUMN restricted;

-- Whom a restricted topic's owner, or the head, has named for it.
CREATE TABLE topic_readers (
    topic       TEXT NOT NULL,                -- its code
    person_id   INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    PRIMARY KEY (topic, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_readers_by_person ON topic_readers (person_id);

-- What is restricted reaches nobody any more who has left the province for which they were asked.
DROP VIEW recipient_states;
CREATE VIEW recipient_states AS
SELECT recipients.announcement_id, recipients.person_id, full_name AS name, recipients.province,
       people.state = 'active' AND (NOT restricted OR EXISTS (
           SELECT 1 FROM held_duties
           WHERE held_duties.person_id = recipients.person_id AND held_duties.province = recipients.province)) AS active,
       row_id, coalesce(outbox.state, '') AS row_state, coalesce(problem, '') AS problem, seen_at, pledged_at,
       pledge_day, pledge_number, done_at
FROM recipients JOIN people ON people.id = recipients.person_id
  JOIN announcements ON announcements.id = recipients.announcement_id LEFT JOIN outbox ON outbox.id = row_id;
