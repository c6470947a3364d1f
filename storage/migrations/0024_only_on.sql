-- The one messenger that a message may go over, '' for any: what the other refuses for good goes over the one that is left.

ALTER TABLE outbox ADD COLUMN only_on TEXT NOT NULL DEFAULT '';

UPDATE outbox SET only_on = (SELECT only_on FROM announcements WHERE announcements.id = announcement_id)
WHERE state IN ('pending', 'sending') AND announcement_id IS NOT NULL;
