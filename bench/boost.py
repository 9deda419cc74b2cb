"""Boosted trees over features that are there or not: what a sum of weights cannot tell, how features go together.

Gradient boosting of the logistic loss (Friedman 2001), trees grown best leaf first with second-order gains, as LightGBM and
XGBoost do (Chen & Guestrin 2016, eq. 7); no chance in it, so the same input gives the same trees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, Any]
Tree = float | list[Any]
"""A value, or [feature, tree where it is missing, tree where it is there]."""
TREES, RATE, LEAVES, LEAST, L2 = 40, 0.2, 8, 10, 2.0


@dataclass(eq=False)
class Leaf:
    """The rows of a leaf, the sums of gradients and curvatures over them, and those by feature."""

    rows: Numbers
    sums: Numbers  # gradient, curvature, number: one each
    by_feature: Numbers  # the same three by feature
    split: tuple[float, int] = (0.0, 0)  # gain and feature of the best one
    node: list[Any] | None = None

    def value(self) -> float:
        """Return what the leaf adds to a margin."""
        return round(float(-RATE * self.sums[0] / (self.sums[1] + L2)), 3)


class Booster:
    """Rows of features with their labels; ``trees`` are fitted to them."""

    def __init__(self, rows: Sequence[Sequence[str]], right: Sequence[bool]) -> None:
        """Lay out the features seen often enough to split by."""
        seen = Counter(key for row in rows for key in set(row))
        self.names = sorted(key for key, number in seen.items() if number >= LEAST)
        place = {name: n for n, name in enumerate(self.names)}
        cells = [(n, place[key]) for n, row in enumerate(rows) for key in sorted(set(row)) if key in place]
        self.row, self.column = np.array(cells, dtype=np.int64).reshape(-1, 2).T
        self.right = np.array(right, dtype=float)
        share = float(np.clip(self.right.mean(), 1e-3, 1 - 1e-3))
        self.bias = round(float(np.log(share / (1 - share))), 3)
        self.trees: list[Tree] = []
        margin = np.full(len(rows), self.bias)
        for _ in range(TREES):
            chance = 1 / (1 + np.exp(-margin))
            tree, leaves = self._grown(np.stack([chance - self.right, chance * (1 - chance), np.ones(len(rows))]))
            for leaf in leaves:
                margin[leaf.rows] += leaf.value()
            self.trees.append(tree)

    def _grown(self, sums: Numbers) -> tuple[Tree, list[Leaf]]:
        """Return a tree and its leaves."""
        rows = np.arange(sums.shape[1])
        leaves = [self._leaf(rows, sums, self._by_feature(rows, sums))]
        root = leaves[0]
        while len(leaves) < LEAVES and (best := max(leaves, key=lambda leaf: leaf.split[0])).split[0] > 0:
            leaves.remove(best)
            feature = best.split[1]
            has = np.zeros(sums.shape[1], dtype=bool)
            has[self.row[self.column == feature]] = True
            inside = best.rows[has[best.rows]]
            outside = best.rows[~has[best.rows]]
            small = self._by_feature(min(inside, outside, key=len), sums)
            large = best.by_feature - small
            there, missing = (small, large) if len(inside) <= len(outside) else (large, small)
            children = [self._leaf(outside, sums, missing), self._leaf(inside, sums, there)]
            best.node = [self.names[feature], *children]
            leaves += children
        return _told(root), leaves

    def _by_feature(self, rows: Numbers, sums: Numbers) -> Numbers:
        inside = np.zeros(sums.shape[1], dtype=bool)
        inside[rows] = True
        cells = inside[self.row]
        row, column = self.row[cells], self.column[cells]
        return np.stack([np.bincount(column, weights=each[row], minlength=len(self.names)) for each in sums])

    def _leaf(self, rows: Numbers, sums: Numbers, by_feature: Numbers) -> Leaf:
        total = sums[:, rows].sum(axis=1)
        others = total[:, None] - by_feature
        gains = _worth(by_feature) + _worth(others) - _worth(total)
        gains[(by_feature[2] < LEAST) | (others[2] < LEAST)] = 0
        feature = int(np.argmax(gains)) if len(gains) else 0
        return Leaf(rows, total, by_feature, (round(float(gains[feature]), 9) if len(gains) else 0.0, feature))


def _worth(sums: Numbers) -> Numbers:
    return sums[0] ** 2 / (sums[1] + L2)


def _told(leaf: Leaf) -> Tree:
    if leaf.node is None:
        return leaf.value()
    feature, missing, there = leaf.node
    return [feature, _told(missing), _told(there)]


def scaled(tree: Tree, by: float) -> Tree:
    """Return a tree with all its values multiplied."""
    return [tree[0], scaled(tree[1], by), scaled(tree[2], by)] if isinstance(tree, list) else round(tree * by, 3)
