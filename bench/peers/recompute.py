#!/usr/bin/env python3
"""Recomputes a study's scores, intervals and verdicts from its item records, with Python's standard library alone.

    python3 bench/peers/recompute.py RESULTS_FOLDER

RESULTS_FOLDER is what a study leaves: summary.json and items/. Everything here is written anew from the description in
docs/recipes.md, so that a fault in Firstlight's own statistics shows as a difference. Prints how many numbers were
compared and the greatest difference, and ends with 1 if one differs by more than a millionth.

Left alone, because no item records are kept of them: nearest-neighbour floors and the loss on held-out text.
"""
import json
import math
import os
import sys
from collections import defaultdict

TOLERANCE = 1e-6
LEVEL = 0.05


# --- distributions -------------------------------------------------------------------------------------------------

def incomplete_beta(a, b, x):
    """Regularised, by Lentz's continued fraction (Numerical Recipes, 6.4)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)) / a
    tiny = 1e-300
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    f = d
    for m in range(1, 10000):
        for top in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                    -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 + top * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + top / c
            c = c if abs(c) > tiny else tiny
            f *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * f


def t_two_sided(t, df):
    return 1.0 if t == 0 else incomplete_beta(df / 2, 0.5, df / (df + t * t))


def t_upper_quantile(probability, df):
    low, high = 0.0, 1.0
    while t_two_sided(high, df) / 2 > probability:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if t_two_sided(middle, df) / 2 > probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def chi_square_upper(x, df):
    """By the series of the lower incomplete gamma function."""
    a, x = df / 2, x / 2
    if x <= 0:
        return 1.0
    if x > 600:
        return 0.0
    term = total = 1 / a
    n = a
    while abs(term) > 1e-17 * abs(total):
        n += 1
        term *= x / n
        total += term
    return max(0.0, 1 - total * math.exp(-x + a * math.log(x) - math.lgamma(a)))


def normal_below(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))


def normal_density(z):
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


class StudentizedRange:
    STEP, WIDEST = 0.01, 20.0

    def __init__(self, count):
        steps, end = 340, 8.5
        step = 2 * end / steps
        points = [(-end + i * step) for i in range(steps + 1)]
        density = [normal_density(z) * step for z in points]
        below = [normal_below(z) for z in points]
        self.wider = []
        for w in range(int(round(self.WIDEST / self.STEP)) + 1):
            within = sum(d * (b - normal_below(z - w * self.STEP)) ** (count - 1)
                         for z, d, b in zip(points, density, below))
            self.wider.append(max(0.0, 1 - count * within))

    def wider_than(self, width):
        at = width / self.STEP
        i = int(at)
        return 0.0 if i + 1 >= len(self.wider) else \
            self.wider[i] + (at - i) * (self.wider[i + 1] - self.wider[i])

    @staticmethod
    def scales(df):
        if df > 1e6:
            return [(1.0, 1.0)]
        low, high = -20 / df - 6 / math.sqrt(df), min(2.5, 7 / math.sqrt(df))
        pairs = []
        for i in range(401):
            x = low + (high - low) * i / 400
            ratio = math.exp(x)
            pairs.append((ratio, math.exp(df * (x - (ratio * ratio - 1) / 2))))
        total = sum(weight for _, weight in pairs)
        return [(ratio, weight / total) for ratio, weight in pairs]

    def p_value(self, width, df, scales=None):
        return min(1.0, sum(p * self.wider_than(width * ratio) for ratio, p in (scales or self.scales(df))))

    def quantile(self, probability, df):
        scales = self.scales(df)
        low, high = 0.0, 1.0
        while self.p_value(high, df, scales) > probability and high < 1e6:
            high *= 2
        for _ in range(60):
            middle = (low + high) / 2
            if self.p_value(middle, df, scales) > probability:
                low = middle
            else:
                high = middle
        return (low + high) / 2


def digamma(x):
    below = 0.0
    while x < 10:
        below += 1 / x
        x += 1
    r = 1 / (x * x)
    return math.log(x) - 0.5 / x - r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r / 240))) - below


def trigamma(x):
    below = 0.0
    while x < 10:
        below += 1 / (x * x)
        x += 1
    r = 1 / (x * x)
    return (1 + 0.5 / x + r * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r / 30)))) / x + below


def inverse_trigamma(value):
    low, high = 1e-8, 1e8
    for _ in range(200):
        middle = math.sqrt(low * high)
        if trigamma(middle) > value:
            low = middle
        else:
            high = middle
    return math.sqrt(low * high)


# --- parts of variance: (value, value^2 / degrees of freedom) ---------------------------------------------------------

def part(value, df):
    return value, value * value / df


def times(one, factor):
    return factor * one[0], factor * factor * one[1]


def add(*parts):
    return sum(p[0] for p in parts), sum(p[1] for p in parts)


def mean(values):
    return sum(values) / len(values)


def variance(values):
    m = mean(values)
    return sum((v - m) ** 2 for v in values) / (len(values) - 1)


class MeanSquare:
    def __init__(self, of_mean, of_tasks, df):
        total = sum(of_tasks)
        squares = sum(v * v for v in of_tasks)
        tasks = 1.0 if squares == 0 else total * total * (1 + 2 / df) / squares
        tasks = max(1.0, min(tasks, sum(1 for v in of_tasks if v > 0)))
        self.inflation = 1.0 if total == 0 else max(1.0, of_mean / total)
        self.independent = max(1.0, tasks / self.inflation)
        if of_mean >= total:
            self.value, self.df = of_mean, df
        else:
            self.value, self.df, self.inflation = total, df * tasks, 1.0


def moderated(variances, df, prior_at_most=2.0):
    common = mean(variances)
    if len(variances) < 3 or common == 0:
        return [common] * len(variances), math.inf
    half = df / 2
    logs = [math.log(max(v, 1e-6 * common)) - digamma(half) + math.log(half) for v in variances]
    beyond = variance(logs) - trigamma(half)
    prior = prior_at_most if beyond <= 0 else min(prior_at_most, 2 * inverse_trigamma(beyond))
    return [(prior * common + df * v) / (prior + df) for v in variances], prior + df


class Table:
    """Scores of every model on every item of one split."""

    def __init__(self, tasks):
        # name -> (visual, chances [N], clusters [N], scores [R][S][N])
        self.names = [t[0] for t in tasks]
        self.visual = [t[1] for t in tasks]
        self.items = [len(t[2]) for t in tasks]
        self.clusters = [len(set(t[3])) for t in tasks]
        self.chance = [mean(t[2]) for t in tasks]
        self.recipes, self.seeds = len(tasks[0][4]), len(tasks[0][4][0])
        self.centred = []
        self.deviations = []  # [T] cluster -> [R][S]
        for t, (_, _, chances, clusters, scores) in enumerate(tasks):
            scale = 1 - self.chance[t]
            means = [[(mean(s) - self.chance[t]) / scale for s in r] for r in scores]
            self.centred.append(means)
            moved = defaultdict(lambda: [[0.0] * self.seeds for _ in range(self.recipes)])
            for i, cluster in enumerate(clusters):
                of = moved[cluster]
                for r in range(self.recipes):
                    for s in range(self.seeds):
                        of[r][s] += ((scores[r][s][i] - chances[i]) / scale - means[r][s]) / len(clusters)
            self.deviations.append(dict(moved))
        self.strata = self.connect()

    def connect(self):
        strata, placed = [], set()
        for t in range(len(self.names)):
            if t in placed:
                continue
            found, clusters, grown = {t}, set(self.deviations[t]), True
            while grown:
                grown = False
                for u in range(len(self.names)):
                    if u not in found and clusters & set(self.deviations[u]):
                        found.add(u)
                        clusters |= set(self.deviations[u])
                        grown = True
            placed |= found
            strata.append((sorted(found), sorted(clusters)))
        return strata

    def weights(self, which):
        chosen = [t for t in range(len(self.names)) if which(t)]
        return [1 / len(chosen) if t in chosen else 0.0 for t in range(len(self.names))]

    def value(self, recipe_weights, task_weights):
        return sum(tw * rw * mean(self.centred[t][r])
                   for t, tw in enumerate(task_weights) if tw
                   for r, rw in enumerate(recipe_weights) if rw)

    def item_part(self, recipe_weights, task_weights):
        value = error = 0.0
        used = [(r, w) for r, w in enumerate(recipe_weights) if w]
        for tasks, clusters in self.strata:
            live = [t for t in tasks if task_weights[t]]
            count = max((self.clusters[t] for t in live), default=0)
            if count < 2:
                continue
            of_means = within = 0.0
            for cluster in clusters:
                moved = [0.0] * self.seeds
                for t in live:
                    of = self.deviations[t].get(cluster)
                    if of:
                        for r, w in used:
                            for s in range(self.seeds):
                                moved[s] += task_weights[t] * w * of[r][s]
                m = mean(moved)
                of_means += m * m
                if self.seeds > 1:
                    within += sum((v - m) ** 2 for v in moved) / (self.seeds - 1) / self.seeds
            factor = count / (count - 1)
            value += factor * (of_means - within)
            error += (factor * of_means) ** 2 / (count - 1)
        return max(0.0, value), error

    def items_between_recipes(self, task_weights):
        of_tasks, of_mean = [0.0] * len(self.names), 0.0
        for tasks, clusters in self.strata:
            factor = 1.0 if len(clusters) < 2 else len(clusters) / (len(clusters) - 1)
            for cluster in clusters:
                together = [0.0] * self.recipes
                for t in tasks:
                    of = self.deviations[t].get(cluster)
                    if task_weights[t] and of:
                        means = [task_weights[t] * mean(of[r]) for r in range(self.recipes)]
                        of_tasks[t] += factor * variance(means)
                        together = [a + b for a, b in zip(together, means)]
                of_mean += factor * variance(together)
        return of_tasks, of_mean


class SeedParts:
    def __init__(self, table, branches, task_weights):
        self.seeds, self.branches = table.seeds, branches
        self.count = max(branches) + 1
        sizes = [branches.count(b) for b in range(self.count)]
        self.share = mean([1 / n for n in sizes])
        df = self.seeds - 1
        live = [t for t, w in enumerate(task_weights) if w]
        models = []
        for t in live:
            models.append([[task_weights[t] * (v - mean(row)) for v in row] for row in table.centred[t]])
        models.append([[sum(m[r][s] for m in models) for s in range(self.seeds)] for r in range(table.recipes)])
        of_branch = [[[sum(m[r][s] for r in range(table.recipes) if branches[r] == b) / sizes[b]
                       for s in range(self.seeds)] for b in range(self.count)] for m in models]
        of_seed = [[mean([row[s] for row in rows]) for s in range(self.seeds)] for rows in of_branch]
        self.shared = self.square(of_seed, df, df)
        self.of_branches = self.each = None
        if self.count > 1:
            scale = self.count / (self.count - 1) / df
            around = [[sum((v - a) ** 2 for v, a in zip(row, seeds)) * scale for row in rows]
                      for rows, seeds in zip(of_branch, of_seed)]
            pooled = [mean(a) for a in around]
            self.of_branches = MeanSquare(pooled[-1], pooled[:-1], (self.count - 1) * df)
            each = [sum(a[b] for a in around[:-1]) * self.of_branches.inflation for b in range(self.count)]
            self.each, self.each_df = moderated(
                each, df * (self.count - 1) / self.count * self.of_branches.independent)
        own_df = (table.recipes - self.count) * df
        self.own = (0.0, 0.0)
        if own_df > 0:
            rows = [[m[r][s] - of[branches[r]][s] for r in range(table.recipes) for s in range(self.seeds)]
                    for m, of in zip(models, of_branch)]
            square = self.square(rows, own_df, own_df)
            self.own = part(square.value, square.df)

    @staticmethod
    def square(rows, divisor, df):
        squares = [sum(v * v for v in row) / divisor for row in rows]
        return MeanSquare(squares[-1], squares[:-1], df)

    def of(self, recipe_weights):
        sums = [0.0] * self.count
        for r, w in enumerate(recipe_weights):
            sums[self.branches[r]] += w
        total = sum(recipe_weights)
        parts = [times(part(self.shared.value, self.shared.df), total * total)]
        if self.of_branches:
            value = -total * total / self.count * self.of_branches.value
            unequal = 0.0
            for w, v in zip(sums, self.each):
                value += w * w * v
                unequal += (w * w * v) ** 2 / self.each_df
            value = max(0.0, value)
            parts.append((value, value * value / self.of_branches.df + unequal))
        squares = sum(w * w for w in recipe_weights) - self.share * sum(w * w for w in sums)
        parts.append(times(self.own, max(0.0, squares)))
        return times(add(*parts), 1 / self.seeds)


def split_part(table, other, task_weights):
    if other is None or table.recipes < 2:
        return 0.0, 0.0
    places = [other.names.index(n) if n in other.names else -1 for n in table.names]
    weights = [w if p >= 0 else 0.0 for w, p in zip(task_weights, places)]
    other_weights = [0.0] * len(other.names)
    for w, p in zip(weights, places):
        if p >= 0:
            other_weights[p] = w
    items, items_mean = table.items_between_recipes(weights)
    others, others_mean = other.items_between_recipes(other_weights)
    df = table.recipes - 1
    of_tasks, together, of_items = [0.0] * len(weights), [0.0] * table.recipes, 0.0
    for t, w in enumerate(weights):
        if w:
            moved = [w * (mean(table.centred[t][r]) - mean(other.centred[places[t]][r]))
                     for r in range(table.recipes)]
            of_tasks[t] = variance(moved) / 2
            of_items += (items[t] + others[places[t]]) / 2
            together = [a + b for a, b in zip(together, moved)]
    of_mean, total = variance(together) / 2, sum(of_tasks)
    tasks = MeanSquare(0, of_tasks, df).df / df
    if total > 0 and chi_square_upper(df * of_mean / total, df) < 0.01:
        beyond, known = of_mean - (items_mean + others_mean) / 2, of_mean ** 2 / df
    else:
        beyond, known = total - of_items, total ** 2 / (df * tasks)
    return (beyond, known) if beyond > 0 else (0.0, 0.0)


class Inference:
    def __init__(self, table, branches, other):
        self.table, self.branches, self.other = table, branches, other
        self.cache = {}

    def estimate(self, recipe_weights, task_weights):
        """(value, standard error, degrees of freedom, least, greatest)"""
        key = tuple(task_weights)
        if key not in self.cache:
            self.cache[key] = (
                SeedParts(self.table, self.branches, task_weights) if self.table.seeds > 1 else None,
                split_part(self.table, self.other, task_weights) if self.table.seeds > 1 else (0.0, 0.0))
        seeds, split = self.cache[key]
        v, e = add(seeds.of(recipe_weights) if seeds else (0.0, 0.0),
                   self.table.item_part(recipe_weights, task_weights),
                   times(split, sum(w * w for w in recipe_weights)))
        least = greatest = floor = 0.0
        known = True
        for t, tw in enumerate(task_weights):
            chance = self.table.chance[t]
            most = max(abs(tw * rw) for rw in recipe_weights)
            for rw in recipe_weights:
                one, wrong = tw * rw, -tw * rw * chance / (1 - chance)
                least += min(one, wrong)
                greatest += max(one, wrong)
            floor += (most / math.sqrt(self.table.items[t] * self.table.clusters[t]) / (1 - chance)) ** 2
            known &= most == 0 or self.table.clusters[t] > 1
        df = max(1.0, min(1e6, math.inf if e == 0 else max(1.0, v * v / e)))
        error = math.sqrt(max(v, floor)) if known else math.inf
        return self.table.value(recipe_weights, task_weights), error, df, least, greatest

    def score(self, recipe, task_weights):
        return self.estimate([1.0 if r == recipe else 0.0 for r in range(self.table.recipes)], task_weights)

    def difference(self, one, other, task_weights):
        weights = [0.0] * self.table.recipes
        weights[one] += 1
        weights[other] -= 1
        return self.estimate(weights, task_weights)


def within(estimate, half):
    value, _, _, least, greatest = estimate
    if half < greatest - least:
        return value, max(least, value - half), min(greatest, value + half)
    return value, least, greatest


def interval(estimate, level=LEVEL):
    return within(estimate, t_upper_quantile(level / 2, estimate[2]) * estimate[1])


def greatest_of(count):
    steps, end = 3400, 8.5
    step = 2 * end / steps
    m = square = 0.0
    for i in range(steps + 1):
        z = -end + i * step
        weight = step * count * normal_density(z) * normal_below(z) ** (count - 1)
        m += weight * z
        square += weight * z * z
    return m, square - m * m


def chosen_interval(inference, recipe, task_weights):
    score, count = inference.score(recipe, task_weights), inference.table.recipes
    if count < 2:
        return interval(score)
    above = [-1 / count + (1 if r == recipe else 0) for r in range(count)]
    own = inference.estimate(above, task_weights)[1] ** 2 * count / (count - 1)
    own = min(own, score[1] ** 2)
    m, v = greatest_of(count)
    chosen = m * math.sqrt(own) + t_upper_quantile(0.05, score[2]) * math.sqrt(score[1] ** 2 - own + v * own)
    return within(score, max(chosen, t_upper_quantile(0.025, score[2]) * score[1]))


# --- the study -----------------------------------------------------------------------------------------------------

class Comparison:
    def __init__(self):
        self.count, self.worst, self.where = 0, 0.0, ""

    def number(self, where, theirs, ours):
        theirs, ours = float(theirs), float(ours)
        if math.isnan(theirs) and math.isnan(ours):
            return
        self.count += 1
        difference = abs(theirs - ours) if not math.isnan(theirs - ours) else math.inf
        if difference > self.worst:
            self.worst, self.where = difference, "%s: %r in summary.json, %r recomputed" % (where, theirs, ours)

    def interval(self, where, theirs, ours):
        for name, value in zip(("estimate", "low", "high"), ours):
            self.number(where + " " + name, theirs[name], value)


def read_items(folder, recipe, seed):
    records = defaultdict(dict)
    with open(os.path.join(folder, "items", "%s-seed%d.jsonl" % (recipe, seed)), encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                record = json.loads(line)
                group = record["item"]["task"], record["item"]["split"], record["input"]["condition"]
                records[group][record["item"]["id"]] = record
    return records


def table(summary, models, split, score):
    tasks = []
    for task in summary["tasks"]:
        group = task["name"], split, "image" if task["modality"] == "visual" else "text"
        first = models[0][0].get(group, {})
        if first:
            scores = [[[score(model[group][item]) for item in first] for model in seeds] for seeds in models]
            tasks.append((task["name"], task["modality"] == "visual",
                          [r["scores"]["chance"] for r in first.values()],
                          [r["item"]["cluster"] for r in first.values()], scores))
    return Table(tasks) if tasks else None


def objective(found, method, stable):
    vision, text = float(method["vision weight"]), float(method["text weight"])

    def weights(visual):
        listed = [t for t, n in enumerate(found.names) if found.visual[t] == visual and n in stable]
        only = method["objective's tasks"] == "stable" and listed
        return found.weights(lambda t: found.visual[t] == visual and (not only or t in listed))
    has_vision, has_text = any(found.visual), not all(found.visual)
    wv, wt = vision if has_vision else 0, text if has_text else 0
    total = wv + wt
    v, t = weights(True), weights(False)
    return [(wv * a + wt * b) / total if total else a + b for a, b in zip(v, t)]


def compare(folder):
    with open(os.path.join(folder, "summary.json"), encoding="utf-8") as file:
        summary = json.load(file)
    compared = summary["completeness"]["compared"]
    ids, seeds = compared["recipes"], compared["seeds"]
    result = Comparison()
    if not ids:
        return result
    method = summary["findings"]["method"]
    branches = [int(b) for b in method["branches"].split()]
    models = [[read_items(folder, recipe, seed) for seed in seeds] for recipe in ids]
    results = {r["id"]: r for r in summary["recipes"]}
    stable = {t["name"] for t in summary["tasks"] if t["stability"]["stable"]}

    def inference(split, score):
        other = "selection" if split == "reported" else "reported"
        return Inference(table(summary, models, split, score), branches, table(summary, models, other, score))

    def raw(record):
        return record["scores"]["goldProbability"]["raw"]

    reported = inference("reported", lambda record: record["scores"]["score"])
    probability = inference("reported", raw)
    tab = reported.table
    for index, recipe in enumerate(ids):
        theirs = results[recipe]["aggregates"]
        for name, infer, which in (("all", reported, lambda t: True),
                                   ("stable", reported, lambda t: tab.names[t] in stable),
                                   ("probability", probability, lambda t: True)):
            for key, visual in (("vision", True), ("text", False)):
                if any(tab.visual[t] == visual and which(t) for t in range(len(tab.names))):
                    weights = tab.weights(lambda t: tab.visual[t] == visual and which(t))
                    result.interval("%s %s %s" % (recipe, name, key), theirs[name][key],
                                    interval(infer.score(index, weights)))
        for t, task in enumerate(tab.names):
            chance = tab.chance[t]
            one = tab.weights(lambda u: u == t)
            for name, infer in (("score", reported), ("goldProbability", probability)):
                ours = [min(1.0, max(0.0, chance + (1 - chance) * v)) for v in interval(infer.score(index, one))]
                result.interval("%s %s %s" % (recipe, task, name), results[recipe]["tasks"][task][name], ours)
            floors = results[recipe]["tasks"][task]["floors"]
            for condition in ("withheld", "shuffled"):
                if condition in floors:
                    asked = [mean([r["scores"]["score"] for r in m[task, "reported", condition].values()])
                             for m in models[index]]
                    result.number("%s %s %s" % (recipe, task, condition), floors[condition], mean(asked))
    recommendation = summary["findings"]["recommendation"]
    if recommendation["leading"]:
        selection = table(summary, models, "selection", lambda record: record["scores"]["score"]) or tab
        of_selection = objective(selection, method, stable)
        values = [selection.value([1.0 if r == i else 0.0 for r in range(len(ids))], of_selection)
                  for i in range(len(ids))]
        best = values.index(max(values))
        if ids[best] != recommendation["leading"]:
            raise SystemExit("summary.json says that %s did best; recomputed: %s" % (recommendation["leading"], ids[best]))
        weights = objective(tab, method, stable)
        result.interval("objective of the best", recommendation["score"], chosen_interval(reported, best, weights))
        if len(ids) > 1:
            spread = StudentizedRange(len(ids))
            for lead in recommendation["leads"]:
                estimate = reported.difference(best, ids.index(lead["over"]), weights)
                if len(seeds) < 2:
                    result.interval("lead over " + lead["over"], lead["difference"], interval(estimate))
                    continue
                half = spread.quantile(LEVEL, estimate[2]) / math.sqrt(2) * estimate[1]
                result.interval("lead over " + lead["over"], lead["difference"], within(estimate, half))
                result.number("p of lead over " + lead["over"], lead["pValue"],
                              spread.p_value(math.sqrt(2) * abs(estimate[0]) / estimate[1], estimate[2]))
    effects = summary["findings"]["effects"]
    for effect in effects:
        visual = effect["aggregate"] == "visionAll"
        weights = tab.weights(lambda t: tab.visual[t] == visual)
        estimate = reported.difference(ids.index(effect["compared"]), ids.index(effect["baseline"]), weights)
        where = "effect %s of %s" % (effect["compared"], effect["aggregate"])
        level = LEVEL / len(effects) if len(seeds) > 1 else LEVEL
        result.interval(where, effect["difference"], interval(estimate, level))
        if len(seeds) > 1:
            p = t_two_sided(abs(estimate[0]) / estimate[1], estimate[2])
            result.number("p of " + where, effect["pValue"], min(1.0, len(effects) * p))
    return result


def main(arguments):
    if len(arguments) != 2:
        raise SystemExit(__doc__)
    result = compare(arguments[1])
    print("%d numbers recomputed; the greatest difference is %.1e" % (result.count, result.worst))
    if result.worst > TOLERANCE:
        raise SystemExit(result.where)


if __name__ == "__main__":
    main(sys.argv)
