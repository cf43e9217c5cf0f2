"""The queue: work put in from within the caller's transaction (no commit, no work), and the worker that does it."""

import asyncio
import signal

# Two lines of work beside one another: making pictures takes minutes, and a password must not wait for it.
WORK_QUEUES = (["messages", "maintenance"], ["renditions"])


def enqueue(task, *, using: str, priority: int = 0, **arguments) -> None:
    """Have `task` done by the worker with these arguments, once the transaction on that role's connection commits."""
    from procrastinate.contrib.django.django_connector import DjangoConnector
    from procrastinate.manager import JobManager
    from procrastinate.tasks import configure_task

    # A task is bound to the connection of the app that it was written for; this one has to be the caller's.
    jobs = JobManager(DjangoConnector(alias=using))
    configure_task(name=task.name, job_manager=jobs, queue=task.queue, priority=priority).defer(**arguments)


def work() -> None:
    """Do what is in the queue until SIGINT or SIGTERM; what was begun is finished first."""
    from procrastinate.contrib.django import app

    asyncio.run(_work(app.with_connector(app.connector.get_worker_connector())))


async def _work(app) -> None:
    options = {"install_signal_handlers": False, "listen_notify": True, "delete_jobs": "successful"}
    async with app.open_async():
        lines = [asyncio.create_task(app.run_worker_async(queues=queues, **options)) for queues in WORK_QUEUES]
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, _end, lines)
        done, _ = await asyncio.wait(lines, return_when=asyncio.FIRST_COMPLETED)
        _end(lines)  # one that ended by itself takes the other with it
        await asyncio.wait(lines)
    for line in done:
        if not line.cancelled():
            line.result()


def _end(lines: list) -> None:
    for line in lines:
        line.cancel()
