"""The task queue: jobs added in the caller's transaction (no commit, no job), and the worker that does them."""

import asyncio
import signal

# Two workers side by side: making renditions takes minutes, and a password must not wait for it.
WORK_QUEUES = (["messages", "maintenance"], ["renditions"])


def enqueue(task, *, using: str, priority: int = 0, **arguments) -> None:
    """Have `task` done by the worker with these arguments, once the transaction on that role's connection commits."""
    from procrastinate.contrib.django.django_connector import DjangoConnector
    from procrastinate.manager import JobManager
    from procrastinate.tasks import configure_task

    # A task is bound to the connection of its own app, but the job has to be added on the caller's.
    jobs = JobManager(DjangoConnector(alias=using))
    configure_task(name=task.name, job_manager=jobs, queue=task.queue, priority=priority).defer(**arguments)


def work() -> None:
    """Do the jobs of the queue until SIGINT or SIGTERM; a job that was begun is finished first."""
    from procrastinate.contrib.django import app

    asyncio.run(_work(app.with_connector(app.connector.get_worker_connector())))


async def _work(app) -> None:
    options = {"install_signal_handlers": False, "listen_notify": True, "delete_jobs": "successful"}
    async with app.open_async():
        workers = [asyncio.create_task(app.run_worker_async(queues=queues, **options)) for queues in WORK_QUEUES]
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, _end, workers)
        done, _ = await asyncio.wait(workers, return_when=asyncio.FIRST_COMPLETED)
        _end(workers)  # when one ended by itself, the other ends too
        await asyncio.wait(workers)
    for worker in done:
        if not worker.cancelled():
            worker.result()


def _end(workers: list) -> None:
    for worker in workers:
        worker.cancel()
