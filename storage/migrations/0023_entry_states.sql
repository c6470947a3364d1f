-- How each entry of an estate stands, with the names of who sent it, has it now and saw to it; '' for nobody.
CREATE VIEW entry_states AS
SELECT entries.id, province, estate, person_id, people.full_name AS sender, at, kind, axis, words, evidence,
       entries.state, assigned, coalesce(colleagues.full_name, '') AS colleague, assigned_at, obstacle, answer,
       coalesce(enders.full_name, '') AS ender, ended_at
FROM estate_entries AS entries JOIN people ON people.id = person_id
  LEFT JOIN people AS colleagues ON colleagues.id = assigned
  LEFT JOIN people AS enders ON enders.id = ended_by;
