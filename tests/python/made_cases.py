"""Invented cases over the whole vocabulary, and cases laid out as related tables.

The same seed makes the same cases. A source is what one case system holds: of each entity some attributes and no others. Within a source every record has
every attribute that the source has, so that its cases can be written as tables without a change of meaning: there a column says of all
records that it is recorded, and a null in it that nothing is.
"""

import collections
import copy
import datetime
import random

ONE_OF = ("record of ", "list of ")
ALWAYS = ("child", "referral")  # every record above has one: a table without a row for it does not say that there is none


class Vocabulary:
    """What `Rulebook.facts()` says, by entity and attribute."""

    def __init__(self, facts):
        self.entities, self.names, self.parents = {}, {}, {}
        for fact in facts:
            self.entities.setdefault(fact.entity, {})[fact.attribute] = fact
        for entity, attributes in self.entities.items():
            for name, fact in attributes.items():
                if self.child(fact):
                    self.parents[self.child(fact)] = entity
                    self.names[self.child(fact)] = name
        called = collections.Counter([*self.names.values(), *self.entities, *(f"{entity}s" for entity in self.entities)])
        # `reviews` could be of two kinds of plan; an entity's own name is always its own.
        self.names = {entity: name if called[name] == 1 else entity for entity, name in self.names.items()}

    def child(self, fact):
        """The entity of whose records the attribute is one or a list, if it is."""
        for start in ONE_OF:
            if fact.type.startswith(start) and fact.type[len(start) :] in self.entities:
                return fact.type[len(start) :]
        return None

    def child_of(self, entity, name):
        """The entity of an attribute's records, by name; None where the attribute has none or is none."""
        fact = self.attributes(entity).get(name)
        return self.child(fact) if fact else None

    def attributes(self, entity):
        return self.entities.get(entity, {})

    def arrow_type(self, fact):
        """The Arrow type that a source would have for the attribute."""
        import pyarrow as pa

        plain_types = {"boolean": pa.bool_(), "number": pa.float64(), "date": pa.date32()}
        return plain_types.get(fact.type) or (pa.list_(pa.string()) if fact.type.startswith("list of ") else pa.string())

    def arrow_fields(self, entity, records):
        """Fields for these records as one nested table, with the attributes that they have."""
        import pyarrow as pa

        fields = [("id", pa.string())]
        for name, fact in self.attributes(entity).items():
            values = [record[name] for record in records if name in record]
            child = self.child(fact)
            if not values:
                continue
            if child is None:
                fields.append((name, self.arrow_type(fact)))
                continue
            below = [item for value in values if value is not None for item in (value if isinstance(value, list) else [value])]
            struct = pa.struct(self.arrow_fields(child, below))
            fields.append((name, pa.list_(struct) if fact.type.startswith("list of ") else struct))
        return fields


class Maker:
    """Cases of one source."""

    def __init__(self, vocabulary, seed, subject="case"):
        self.vocabulary, self.subject = vocabulary, subject
        self.random = random.Random(seed)
        self.has = {}
        self._choose(subject, self.random.uniform(0.4, 1.0))

    def _choose(self, entity, share):
        """Which attributes this source has: records less often than values, so that not every case has hundreds of them."""
        self.has[entity] = []
        for name, fact in self.vocabulary.attributes(entity).items():
            child = self.vocabulary.child(fact)
            backbone = name in ("child", "episodes", "section_47_enquiries", "cp_plans", "assessments", "referral", "icpc")
            if self.random.random() >= (max(share, 0.8) if backbone else share * (0.25 if child else 1.0)):
                continue
            self.has[entity].append(name)
            if child:
                self._choose(child, share)

    def case(self, number):
        self.number, self.count = number, 0
        self.near = datetime.date(2022, 12, 1) + datetime.timedelta(days=self.random.randrange(1220))
        record = self._record(self.subject, 0)
        record["id"] = f"case-{number:05d}"
        return record

    def _record(self, entity, depth):
        self.count += 1
        record = {"id": f"{entity}-{self.number}-{self.count}"}
        for name in self.has[entity]:
            value = self._value(self.vocabulary.attributes(entity)[name], depth)
            if value is not None or not begins(self.vocabulary, entity, name):
                record[name] = value
        return record

    def _value(self, fact, depth):
        child = self.vocabulary.child(fact)
        if child and fact.type.startswith("list of "):
            return [self._record(child, depth + 1) for _ in range(self.random.choice((0, 1, 1, 2) if depth < 2 else (0, 0, 1, 2)))]
        if self.random.random() < 0.25 and fact.attribute not in ALWAYS:
            return None
        if child:
            return self._record(child, depth + 1)
        if fact.type == "boolean":
            return self.random.random() < 0.6
        if fact.type == "number":
            return self.random.choice((0, 1, 2, 3, 10, 15, 16, 18, 0.5, 45))
        if fact.type == "date":
            return self._day().isoformat()
        if fact.type == "date and time":
            return f"{self._day().isoformat()}T{self.random.randrange(24):02d}:{self.random.choice((0, 30, 59)):02d}"
        if fact.type == "enumeration":
            return self.random.choice(fact.values) if self.random.random() < 0.98 else "no_such_word"
        if fact.type == "list of enumeration":
            return self.random.sample(list(fact.values), self.random.randrange(len(fact.values) + 1))
        if fact.type.startswith("list of "):
            return ["one", "another"][: self.random.randrange(3)]
        return self.random.choice(("Team A", "Team B", "ünïcode 名", "with \"quotes\", commas"))

    def _day(self):
        """Near the case's own day by the lengths that deadlines have, at ends of months, around Easter, across editions."""
        far = self.random.choice((0, 0, 1, 2, 3, 5, 7, 10, 14, 15, 20, 21, 22, 28, 42, 45, 63, 65, 90, 91, 92, 182, 183, 365))
        day = self.near + datetime.timedelta(days=far + self.random.choice((-1, 0, 0, 1)))
        where = self.random.random()
        if where < 0.08:
            day = day.replace(day=1) - datetime.timedelta(days=1)
        elif where < 0.10:
            day = self.random.choice((datetime.date(2024, 2, 29), datetime.date(2024, 3, 28), datetime.date(2026, 3, 17), datetime.date(2026, 3, 18)))
        return day


def made_cases(vocabulary, count, sources=40, seed=1):
    """(source's number, its cases), all cases together `count`."""
    for source in range(sources):
        maker = Maker(vocabulary, f"{seed}/{source}")
        first, last = source * count // sources, (source + 1) * count // sources
        yield source, [maker.case(number) for number in range(first, last)]


def with_ids(case, vocabulary, name, subject="case"):
    """A copy whose records all have an id that no other case's have, because rows of tables find their parents by it."""
    count = 0

    def visit(record, entity, first=False):
        nonlocal count
        count += 1
        named = dict(record)
        own = named.get("id")
        if first:
            named["id"] = name
        elif own is None or isinstance(own, (str, int)):
            named["id"] = f"{name}/{count if own is None else own}"
        for key, value in record.items():
            child = vocabulary.child_of(entity, key)
            if child and isinstance(value, dict):
                named[key] = visit(value, child)
            elif child and isinstance(value, list):
                named[key] = [visit(item, child) if isinstance(item, dict) else item for item in value]
        return named

    return visit(copy.deepcopy(case), subject, first=True)


class Tables:
    """Cases as related tables, a table for each entity.

    `cases` are the cases as the tables tell of them: a column tells of all records, so what some records say and others leave out is null in those.
    `exact` is the number of cases that had no such differences.
    """

    def __init__(self, vocabulary, subject="case"):
        self.vocabulary, self.subject = vocabulary, subject
        self.has, self.cases, self.exact = {}, [], 0

    @staticmethod
    def of(cases, vocabulary, subject="case"):
        """Cases in groups whose records have the same attributes."""
        groups = []
        for case in cases:
            has, alike = {}, True
            for entity, record in records(case, vocabulary, subject):
                present = {name for name, value in record.items() if tells(vocabulary, entity, name, value)}
                alike = has.setdefault(entity, present) == present and alike
                has[entity] = has[entity] | present
            for group in groups:
                if all(group.has.get(entity, present) == present for entity, present in has.items()):
                    break
            else:
                group = Tables(vocabulary, subject)
                groups.append(group)
            group.has.update(has)
            group.cases.append(case)
            group.exact += alike
        for group in groups:
            group.cases = [group._as_told(case, subject) for case in group.cases]
        return groups

    def _as_told(self, record, entity):
        told = {name: value for name, value in record.items() if tells(self.vocabulary, entity, name, value) or not self._matters(entity, name)}
        for name in self.has[entity]:
            child = self.vocabulary.child_of(entity, name)
            many = self.vocabulary.attributes(entity)[name].type.startswith("list of ") if name != "id" else False
            value = record.get(name)
            if child and many:
                told[name] = [self._as_told(item, child) for item in value or []]
            elif child and value is not None:
                told[name] = self._as_told(value, child)
            elif name not in ALWAYS:
                told[name] = value
        return {name: value for name, value in told.items() if value is not None or not begins(self.vocabulary, entity, name)}

    def _matters(self, entity, name):
        fact = self.vocabulary.attributes(entity).get(name)
        return fact is not None and not fact.begins and (fact.event or self.vocabulary.child(fact) is not None)

    def rows(self):
        """Table -> its rows: own values, and the id of the record above."""
        tables = {self.subject_table(): []}

        def visit(record, entity, above):
            table = tables.setdefault(self.table(entity), [])
            row = {"id": record["id"], **above}
            table.append(row)
            for name in sorted(self.has[entity] | record.keys()):
                child = self.vocabulary.child_of(entity, name)
                if child is None:
                    row[name] = record.get(name)
                    continue
                tables.setdefault(self.table(child), [])
                value = record.get(name)
                for item in value if isinstance(value, list) else [] if value is None else [value]:
                    visit(item, child, {f"{entity}_id": record["id"]})

        for case in self.cases:
            visit(case, self.subject, {})
        return tables

    def subject_table(self):
        return self.table(self.subject)

    def table(self, entity):
        """The name of an entity's table: as the record above names its records."""
        return self.vocabulary.names.get(entity, entity + "s")

    def columns(self):
        """Table -> column -> values. A table without rows has its columns all the same."""
        tables = {}
        for table, rows in self.rows().items():
            names = list(dict.fromkeys(name for row in rows for name in row)) or ["id", self.parent_key(table)]
            tables[table] = {name: [row.get(name) for row in rows] for name in names}
        return tables

    def parent_key(self, table):
        entity = next(entity for entity in self.vocabulary.entities if self.table(entity) == table)
        return f"{self.vocabulary.parents[entity]}_id"

    def links(self):
        """Table -> how its rows find their case, as `dutybound.spark.assess` takes it."""
        links = {self.table(self.subject): "id"}
        for entity, parent in self.vocabulary.parents.items():
            key = f"{parent}_id"
            links[self.table(entity)] = key if parent == self.subject else (key, self.table(parent), "id")
        return {table: links[table] for table in self.rows()}

    def arrow(self):
        """The same as Arrow tables, with dates as dates."""
        import pyarrow as pa

        tables = {}
        for table, columns in self.columns().items():
            entity = next(entity for entity in self.vocabulary.entities if self.table(entity) == table)
            arrays = {}
            for name, values in columns.items():
                fact = self.vocabulary.attributes(entity).get(name)
                kind = self.vocabulary.arrow_type(fact) if fact else pa.string()
                if pa.types.is_date(kind):
                    values = [value and datetime.date.fromisoformat(value) for value in values]
                arrays[name] = pa.array(values, kind)
            tables[table] = pa.table(arrays)
        return tables


def records(record, vocabulary, entity):
    """Every record of a case with its entity."""
    yield entity, record
    for name, value in record.items():
        child = vocabulary.child_of(entity, name)
        if child and value is not None:
            for item in value if isinstance(value, list) else [value]:
                yield from records(item, vocabulary, child)


def begins(vocabulary, entity, name):
    """Whether a blank cell says that the day is not recorded, as if nothing were said, not that it has not come."""
    fact = vocabulary.attributes(entity).get(name)
    return fact is not None and fact.begins


def tells(vocabulary, entity, name, value):
    """Whether a table needs this attribute's column (or table) to say the same. Null of anything but an event or a single record is unknown anyway."""
    fact = vocabulary.attributes(entity).get(name)
    if fact is None or fact.begins:
        return False
    if fact.event or fact.type.startswith("record of "):
        return True
    return vocabulary.child(fact) is not None and value is not None


def plain(case, vocabulary, entity="case"):
    """Whether the case has the shape that its vocabulary says, so that there are columns for all that it tells."""
    if not isinstance(case, dict) or isinstance(case.get("id"), (dict, list)):
        return False
    for name, value in case.items():
        fact = vocabulary.attributes(entity).get(name)
        if fact is None:
            if name not in ("id", "subject"):
                return False
        elif value is None:
            if name in ALWAYS:
                return False
        elif vocabulary.child(fact) is None:
            wanted = {"boolean": bool, "number": (int, float), "text": str, "enumeration": str}.get(fact.type, list if fact.type.startswith("list of ") else str)
            if not isinstance(value, wanted) or (fact.type == "number" and isinstance(value, bool)) or value in ("", "1900-01-01"):
                return False
            if fact.type == "date" and not is_day(value):
                return False
        elif isinstance(value, list) != fact.type.startswith("list of "):
            return False
        elif not all(plain(item, vocabulary, vocabulary.child(fact)) for item in (value if isinstance(value, list) else [value])):
            return False
    return True


def is_day(text):
    try:
        return 1900 < datetime.date.fromisoformat(text).year < 2200
    except ValueError:
        return False


def with_days(value):
    """Days as dates; all else as it is."""
    if isinstance(value, dict):
        return {key: with_days(item) for key, item in value.items()}
    if isinstance(value, list):
        return [with_days(item) for item in value]
    if isinstance(value, str) and len(value) == 10 and is_day(value):
        return datetime.date.fromisoformat(value)
    return value
