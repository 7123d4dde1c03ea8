"""Errors that are a message for the user, in Chinese: what happened, to what, what to do next."""


class PipelineError(Exception):
    """A condition the user can act on. Anything else that is raised is a defect of ours."""
