"""The task queue: jobs added in the caller's transaction (no commit, no job), and the worker that does them."""

import asyncio
import contextlib
import logging
import signal
import time
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeAlias, TypedDict

import psycopg
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError
from procrastinate import PsycopgConnector
from procrastinate.app import WorkerOptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager
from procrastinate.tasks import Task, configure_task
from procrastinate.types import JSONValue
from psycopg_pool import AsyncConnectionPool

from shahrsazi.database import lost

logger = logging.getLogger(__name__)
Job: TypeAlias = Task[..., Any, Any]


class PoolOptions(TypedDict):
    """Of psycopg's pool; times in seconds."""

    min_size: int
    max_size: int
    timeout: float
    reconnect_timeout: float


LONGEST_WAIT = 10  # seconds
# Of each worker: one connection listens, one takes jobs. It gives up soon, so that the next attempt is a new one.
POOL: PoolOptions = {"min_size": 1, "max_size": 4, "timeout": 5, "reconnect_timeout": 5}

# Workers side by side: renditions take minutes, and neither a password nor a clerk with a scan must wait for them.
WORK_QUEUES = (["messages", "maintenance"], ["scans"], ["renditions"])


def enqueue(job: Job, *, using: str, priority: int = 0, **arguments: JSONValue) -> None:
    """Have the task `job` done by the worker, once the transaction on that role's connection commits."""
    # A task is bound to the connection of its own app, but the job has to be added on the caller's.
    jobs = JobManager(DjangoConnector(alias=using))
    configure_task(name=job.name, job_manager=jobs, queue=job.queue, priority=priority).defer(**arguments)


def work(foreign: Callable[[], str]) -> str:
    """Do the jobs of the queue until SIGINT or SIGTERM; a job that was begun is finished first.

    While the database is away it waits and tries again, from a second up to LONGEST_WAIT. `foreign` says why the one
    that is there is not ours ("" if it is): then nothing is done, and the reason is returned.
    """
    return asyncio.run(_work(foreign))


async def _work(foreign: Callable[[], str]) -> str:
    stopping = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stopping.set)
    reasons = await asyncio.gather(*(_keep_working(queues, stopping, foreign) for queues in WORK_QUEUES))
    return max(reasons)


async def _keep_working(queues: list[str], stopping: asyncio.Event, foreign: Callable[[], str]) -> str:
    """One worker after the other: each ends when its connections do, those of a restarted database for example."""
    wait = 1
    while not stopping.is_set():
        began, reason = time.monotonic(), "its connection ended"
        await sync_to_async(lost.forget)()  # what is due by the clock is queued through Django's own connection
        try:
            if not_ours := await sync_to_async(foreign)():
                stopping.set()
                return not_ours
            await _work_once(queues, stopping)
        except (ConnectorException, DatabaseError, psycopg.Error, OSError) as error:
            reason = type(error.__cause__ or error).__name__
        if not stopping.is_set():
            wait = 1 if time.monotonic() - began > LONGEST_WAIT else min(wait * 2, LONGEST_WAIT)
            logger.warning("the work on %s stopped (%s); beginning again in %s s", queues, reason, wait)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), wait)
    return ""


@contextlib.asynccontextmanager
async def _pool() -> AsyncIterator[AsyncConnectionPool]:
    """Open, or an error after seconds."""
    kwargs = connector_params(settings.PROCRASTINATE_DATABASE_ALIAS)
    pool = AsyncConnectionPool(kwargs=kwargs, open=False, check=AsyncConnectionPool.check_connection, **POOL)
    try:
        await pool.open(wait=True, timeout=POOL["timeout"])
        yield pool
    finally:
        await pool.close()


async def _work_once(queues: list[str], stopping: asyncio.Event) -> None:
    options = WorkerOptions(queues=queues, install_signal_handlers=False, listen_notify=True, delete_jobs="successful")
    living = app.with_connector(PsycopgConnector())
    async with _pool() as pool, living.open_async(pool):
        logger.info("working on %s", queues)
        worker = asyncio.create_task(living.run_worker_async(**options))
        stopped = asyncio.create_task(stopping.wait())
        await asyncio.wait([worker, stopped], return_when=asyncio.FIRST_COMPLETED)
        for unfinished in (worker, stopped):
            unfinished.cancel()
        await asyncio.wait([worker, stopped])
    if not worker.cancelled():
        worker.result()
