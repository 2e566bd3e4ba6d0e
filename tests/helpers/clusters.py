"""Clusters of two workers, on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest


@contextmanager
def spark_cluster(folder: Path) -> Iterator[Any]:
    """A session of Spark on a cluster of two workers. It runs slow tasks a second time, which it
    only does on another host; so each worker has an address of its own."""
    sql = pytest.importorskip("pyspark.sql")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"spark://127.0.0.1:{port}"
    with ExitStack() as stack:
        begin = partial(started, stack, folder)
        begin("master.Master", "--host", "127.0.0.1", "--port", port)
        for host in ("127.0.0.2", "127.0.0.3"):
            begin("worker.Worker", "--host", host, "--cores", "1", "--memory", "1g", address)
        os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
        builder = sql.SparkSession.builder.master(address)
        for name, value in SETTINGS.items():
            builder = builder.config(f"spark.{name}", value)
        session = stack.enter_context(builder.getOrCreate())
        yield session


SETTINGS = {
    "driver.host": "127.0.0.1",
    "driver.bindAddress": "127.0.0.1",
    "executor.memory": "700m",
    "log.level": "OFF",
    "ui.enabled": "false",
    "speculation": "true",
    "speculation.interval": "50ms",
    "speculation.multiplier": "3",
}


def started(stack: ExitStack, folder: Path, what: str, *arguments: str) -> None:
    """Start a part of Spark, which ends with the stack."""
    home = Path(import_module("pyspark").__file__ or "").parent
    command = [
        str(home / "bin/spark-class"),
        f"org.apache.spark.deploy.{what}",
        "--webui-port",
        "0",
    ]
    own = ("--work-dir", str(folder / arguments[1])) if "Worker" in what else ()
    log = stack.enter_context((folder / f"{what}-{arguments[1]}.log").open("wb"))
    run = subprocess.Popen([*map(str, command), *own, *arguments], stdout=log, stderr=log)
    stack.callback(run.wait)
    stack.callback(run.terminate)


@contextmanager
def ray_cluster() -> Iterator[Any]:
    """The module ray, connected to a cluster of two nodes with one processor each."""
    module = pytest.importorskip("ray")
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["RAY_ENABLE_UV_RUN_RUNTIME_ENV"] = "0"
    node = {"num_cpus": 1, "object_store_memory": 150_000_000, "include_dashboard": False}
    cluster = import_module("ray.cluster_utils").Cluster(initialize_head=True, head_node_args=node)
    try:
        cluster.add_node(**node)
        module.init(cluster.address, log_to_driver=False, logging_level="ERROR")
        import_module("ray.data").DataContext.get_current().enable_progress_bars = False
        yield module
    finally:
        module.shutdown()
        cluster.shutdown()
