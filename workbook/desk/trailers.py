"""The trailers by which commits tell what they are about: written by one command, and read by others."""

ON_BEHALF, RECORD, MOVED = "On-behalf-of", "Record", "Moved-to"
UNDOES, REDOES = "Undoes", "Redoes"
HELD = "Held-before"
PROPOSAL_ID, APPROVED_BY, DECISION = "Proposal-Id", "Approved-by", "Decision"
