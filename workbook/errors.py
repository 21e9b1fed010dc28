"""What the user or the environment must mend: one sentence each, with the next step.

A `WorkbookError` is raised where something outside the plan is wrong (no repository, no right to
write, a bad flag) and is printed as one sentence at the edge. Each cause is a subclass near the code
that raises it; the class builds its own sentence. A wrong plan is a finding instead, never raised.
"""


class WorkbookError(Exception):
    """A failure that the user can mend; its text is one sentence that says how."""
