-- Questions of tables that grow for years are answered by an index.
CREATE INDEX audit_by_action ON audit (action, id);
CREATE INDEX inbox_dead ON inbox (id) WHERE state = 'dead';
CREATE INDEX errands_dead ON errands (id) WHERE state = 'dead';
CREATE INDEX errands_done ON errands (created_at) WHERE state = 'done';
CREATE INDEX outbox_failed ON outbox (id) WHERE state = 'failed';
CREATE INDEX evidence_of_drafts ON evidence (person_id) WHERE report_id IS NULL;
