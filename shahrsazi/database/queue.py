"""Puts work into the queue from within the caller's transaction: no commit, no work."""


def enqueue(task, *, using: str, **arguments) -> None:
    """Have `task` done by the worker with these arguments, once the transaction on that role's connection commits."""
    from procrastinate.contrib.django.django_connector import DjangoConnector
    from procrastinate.manager import JobManager
    from procrastinate.tasks import configure_task

    # A task is bound to the connection of the app that it was written for; this one has to be the caller's.
    jobs = JobManager(DjangoConnector(alias=using))
    configure_task(name=task.name, job_manager=jobs, queue=task.queue, lock=task.lock).defer(**arguments)
