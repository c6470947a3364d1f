"""Who takes part: roster, registration, invitations, admissions and rights."""
