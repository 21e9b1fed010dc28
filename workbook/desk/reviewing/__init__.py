"""Review between delegations: proposals, verdicts, adoption, and keeping up with the others."""
