"""A Nornir runner of threads that the user can stop: it does not wait for devices that nobody waits for any more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from nornir.core.inventory import Host
from nornir.core.task import AggregatedResult, Task


class StoppableRunner:
    """Runs a task on hosts in threads. When the user interrupts, `stop` is set and what has not begun is dropped."""

    def __init__(self, num_workers: int, stop: Event) -> None:
        self.num_workers = num_workers
        self.stop = stop

    def run(self, task: Task, hosts: list[Host]) -> AggregatedResult:
        """Nornir's runner interface. Raises KeyboardInterrupt once the tasks that had begun have ended."""
        result = AggregatedResult(task.name)
        pool = ThreadPoolExecutor(self.num_workers)
        futures = [pool.submit(task.copy().start, host) for host in hosts]
        try:
            for future in futures:
                answer = future.result()
                result[answer.host.name] = answer
        except KeyboardInterrupt:
            self.stop.set()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        return result
