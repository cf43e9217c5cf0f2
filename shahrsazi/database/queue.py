"""The task queue: jobs added in the caller's transaction (no commit, no job), and the worker that does them."""

import asyncio
import contextlib
import logging
import signal
import time
from functools import wraps

import psycopg
from django.db import close_old_connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

logger = logging.getLogger(__name__)
LONGEST_WAIT = 15  # seconds

# Two workers side by side: making renditions takes minutes, and a password must not wait for it.
WORK_QUEUES = (["messages", "maintenance"], ["renditions"])


def enqueue(job, *, using: str, priority: int = 0, **arguments) -> None:
    """Have the task `job` done by the worker, once the transaction on that role's connection commits."""
    # A task is bound to the connection of its own app, but the job has to be added on the caller's.
    jobs = JobManager(DjangoConnector(alias=using))
    configure_task(name=job.name, job_manager=jobs, queue=job.queue, priority=priority).defer(**arguments)


def task(**options):
    """Register a task of the worker. Each run begins with a living connection: the database may have restarted."""

    def registered(function):
        return app.task(**options)(_with_living_connections(function))

    return registered


def _with_living_connections(function):
    @wraps(function)
    def run(*args, **kwargs):
        close_old_connections()
        try:
            return function(*args, **kwargs)
        finally:
            close_old_connections()

    return run


def work() -> None:
    """Do the jobs of the queue until SIGINT or SIGTERM; a job that was begun is finished first.

    While the database is away it waits and tries again, from a second up to LONGEST_WAIT.
    """
    asyncio.run(_work())


async def _work() -> None:
    stopping, wait = asyncio.Event(), 1
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stopping.set)
    while not stopping.is_set():
        began = time.monotonic()
        try:
            await _work_until(stopping)
        except (ConnectorException, psycopg.Error, OSError) as error:
            wait = 1 if time.monotonic() - began > LONGEST_WAIT else min(wait * 2, LONGEST_WAIT)
            logger.warning("the database is away (%s); trying again in %s s", type(error).__name__, wait)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), wait)


async def _work_until(stopping: asyncio.Event) -> None:
    """One life of the workers: until we are asked to stop, or one of them ends with an error, which is raised."""
    options = {"install_signal_handlers": False, "listen_notify": True, "delete_jobs": "successful"}
    living = app.with_connector(app.connector.get_worker_connector())
    async with living.open_async():
        workers = [asyncio.create_task(living.run_worker_async(queues=queues, **options)) for queues in WORK_QUEUES]
        stopped = asyncio.create_task(stopping.wait())
        done, _ = await asyncio.wait([*workers, stopped], return_when=asyncio.FIRST_COMPLETED)
        for unfinished in (*workers, stopped):
            unfinished.cancel()
        await asyncio.wait([*workers, stopped])
    for worker in done - {stopped}:
        worker.result()
