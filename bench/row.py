"""A line of the table that `make bench` prints: a figure, what stands beside it, their ratio and the goal for that."""


def row(name: str, figure: float, beside: float, ratio: float, goal: str, more: str = "") -> None:
    print(f"{name:38} {figure:8.2f} {beside:8.2f} {ratio:6.2f} {goal:>7} {more}".rstrip(), flush=True)


def heading() -> None:
    head = f"{'what':38} {'figure':>8} {'beside':>8} {'ratio':>6} {'goal':>7}"
    print(f"{head} {'trips':>6} {'queries':>8} {'bytes':>7} {'br':>6}", flush=True)
