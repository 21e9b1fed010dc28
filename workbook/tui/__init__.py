"""The screens: a session shown in the terminal, and nothing that decides about a plan."""
