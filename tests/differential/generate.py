"""Random rulebooks and cases for the comparison with the oracle: typed trees, their FEEL text, and facts full of gaps."""

import datetime

COLOURS = ["red", "green", "blue"]

# entity -> attribute -> (kind, detail)
MODEL = {
    "case": {
        "ready": ("boolean", None),
        "open": ("boolean", None),
        "weight": ("number", None),
        "height": ("number", None),
        "colour": ("enumeration", COLOURS),
        "born": ("date", None),
        "raised_at": ("event", None),
        "closed_at": ("event", None),
        "referral": ("entity", "referral"),
        "things": ("list", "thing"),
    },
    "referral": {"seen": ("boolean", None), "received_at": ("event", None)},
    "thing": {
        "good": ("boolean", None),
        "size": ("number", None),
        "shade": ("enumeration", COLOURS),
        "made_at": ("event", None),
        "gone_at": ("event", None),
        "parts": ("list", "part"),
    },
    "part": {"sound": ("boolean", None), "count_of": ("number", None), "fitted_at": ("event", None)},
}


def vocabulary_yaml():
    lines = ["vocabulary: differential", "title: Generated", "impossible_dates: {before: 1900-01-02, after: 2199-12-31}", "subjects: [case]", "entities:"]
    for entity, attributes in MODEL.items():
        lines += [f"  {entity}:", f"    description: A {entity}.", "    attributes:"]
        for name, (kind, detail) in attributes.items():
            extra = {
                "event": "type: date, event: true",
                "date": "type: date, event: false",
                "entity": f"type: entity, of: {detail}",
                "list": f"type: list, of: {detail}",
                "enumeration": f"type: enumeration, values: [{', '.join(COLOURS)}]",
            }.get(kind, f"type: {kind}")
            lines.append(f"      {name}: {{{extra}, description: {name} of the {entity}.}}")
    return "\n".join(lines) + "\n"


class Trees:
    """Random typed trees over the names that are in scope: variable -> entity."""

    def __init__(self, random, as_at):
        self.random, self.as_at, self.fresh = random, as_at, 0

    def pick(self, *choices):
        return self.random.choice(choices)

    def records(self, scope):
        return [(("name", variable), entity) for variable, entity in scope.items()]

    def attribute(self, scope, kinds):
        options = []
        for tree, entity in self.records(scope):
            for name, (kind, detail) in MODEL[entity].items():
                if kind in kinds:
                    options.append(("path", tree, name))
                if kind == "entity":
                    options += [("path", ("path", tree, name), n) for n, (k, _) in MODEL[detail].items() if k in kinds]
        return self.random.choice(options) if options else None

    def a_list(self, scope, depth):
        """(tree, entity of its elements), or nothing where no record in scope has a list."""
        options = [
            (("path", tree, name), detail)
            for tree, entity in self.records(scope)
            for name, (kind, detail) in MODEL[entity].items()
            if kind == "list"
        ]
        if not options:
            return None
        tree, entity = self.random.choice(options)
        if depth > 0 and self.random.random() < 0.5:
            tree = ("filter", tree, self.boolean({**scope, "item": entity}, depth - 1))
        return tree, entity

    def some_date(self):
        return self.as_at + datetime.timedelta(days=self.random.randint(-420, 200))

    def boolean(self, scope, depth):
        simple = self.attribute(scope, ["boolean"])
        if depth <= 0:
            return simple or ("literal", True)
        shape = self.random.randrange(12)
        if shape <= 1:
            return ("and", *[self.boolean(scope, depth - 1) for _ in range(self.pick(2, 2, 3))])
        if shape <= 3:
            return ("or", *[self.boolean(scope, depth - 1) for _ in range(self.pick(2, 2, 3))])
        if shape == 4:
            return ("not", self.boolean(scope, depth - 1))
        if shape == 5:
            return ("compare", self.pick("<", "<=", ">", ">=", "=", "!="), self.date(scope, depth - 1), self.date(scope, depth - 1))
        if shape == 6:
            return ("compare", self.pick("<", "<=", ">", ">=", "=", "!="), self.number(scope, depth - 1), self.number(scope, depth - 1))
        if shape == 7:
            colour = self.attribute(scope, ["enumeration"])
            if colour is None:
                return simple or ("literal", False)
            if self.random.random() < 0.5:
                return ("compare", self.pick("=", "!="), colour, ("literal", self.pick(*COLOURS)))
            return ("one_of", colour, self.random.sample(COLOURS, 2))
        if shape == 8:
            event = self.attribute(scope, ["event"])
            if event and self.random.random() < 0.5:
                return ("happened", event)
            return ("known", getattr(self, self.pick("boolean", "number", "date"))(scope, depth - 1))
        if shape == 9:
            return ("if", self.boolean(scope, depth - 1), self.boolean(scope, depth - 1), self.boolean(scope, depth - 1))
        if shape == 10:
            low = self.some_date()
            return ("between", self.date(scope, depth - 1), ("literal", low), ("literal", low + datetime.timedelta(days=90)))
        listed = self.a_list(scope, depth - 1)
        if listed is None:
            return simple or ("literal", True)
        tree, entity = listed
        self.fresh += 1
        variable = f"x{self.fresh}"
        return (self.pick("some", "every"), variable, tree, self.boolean({**scope, variable: entity}, depth - 1))

    def number(self, scope, depth):
        if depth <= 0 or self.random.random() < 0.25:
            return self.attribute(scope, ["number"]) or ("literal", self.random.randint(-3, 40))
        shape = self.random.randrange(7)
        listed = self.a_list(scope, depth - 1) if shape in (1, 2) else None
        if shape == 0:
            return ("arithmetic", self.pick("+", "-", "*"), self.number(scope, depth - 1), self.number(scope, depth - 1))
        if listed and shape == 1:
            return ("count", listed[0])
        if listed and shape == 2:
            numbers = [n for n, (k, _) in MODEL[listed[1]].items() if k == "number"]
            return ("sum", ("path", listed[0], self.random.choice(numbers)))
        if shape == 3:
            return ("age", self.date(scope, 0), self.pick(("as_at",), self.date(scope, 0)))
        if shape == 4:
            return ("working_days_between", self.date(scope, 0), self.date(scope, depth - 1))
        if shape == 5:
            return ("days_between", self.date(scope, 0), self.date(scope, depth - 1))
        return ("literal", self.random.randint(-3, 40))

    def date(self, scope, depth):
        if depth <= 0 or self.random.random() < 0.3:
            plain = self.attribute(scope, ["event", "date"])
            return self.pick(plain, plain, ("as_at",), ("literal", self.some_date())) if plain else ("as_at",)
        shape = self.random.randrange(8)
        if shape >= 6:
            return ("first_recorded", *[self.date(scope, depth - 1) for _ in range(self.pick(2, 2, 3))])
        if shape == 0:
            return ("add_months", self.date(scope, depth - 1), self.random.randint(-7, 14))
        if shape == 1:
            return ("add_working_days", self.date(scope, depth - 1), self.random.randint(-20, 50))
        if shape == 2:
            return ("add_days", self.date(scope, depth - 1), self.random.randint(0, 60))
        if shape == 3:
            return ("birthday", self.date(scope, 0), self.random.randint(0, 20))
        listed = self.a_list(scope, depth - 1)
        if listed:
            dates = [n for n, (k, _) in MODEL[listed[1]].items() if k == "event"]
            name = self.random.choice(dates)
            if shape == 4:
                return ("extreme", self.pick("min", "max"), ("path", listed[0], name))
            return ("path", ("index", listed[0], self.pick(1, 2, -1)), name)
        return ("if", self.boolean(scope, depth - 1), self.date(scope, 0), self.date(scope, 0))


def feel(tree):
    """The tree as FEEL text, every composite in brackets."""
    kind, rest = tree[0], tree[1:]
    if kind == "literal":
        value = rest[0]
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, datetime.date):
            return f'@"{value.isoformat()}"'
        return f'"{value}"' if isinstance(value, str) else (f"({value})" if value < 0 else str(value))
    if kind == "as_at":
        return "as_at"
    if kind == "name":
        return rest[0]
    if kind == "path":
        return f"{feel(rest[0])}.{rest[1]}"
    if kind in ("and", "or"):
        return "(" + f" {kind} ".join(feel(t) for t in rest) + ")"
    if kind in ("compare", "arithmetic"):
        return f"({feel(rest[1])} {rest[0]} {feel(rest[2])})"
    if kind == "if":
        return f"(if {feel(rest[0])} then {feel(rest[1])} else {feel(rest[2])})"
    if kind == "between":
        return f"({feel(rest[0])} between {feel(rest[1])} and {feel(rest[2])})"
    if kind == "one_of":
        return f"({feel(rest[0])} in [" + ", ".join(f'"{v}"' for v in rest[1]) + "])"
    if kind in ("some", "every"):
        return f"({kind} {rest[0]} in {feel(rest[1])} satisfies {feel(rest[2])})"
    if kind in ("filter", "index"):
        return f"{feel(rest[0])}[{feel(rest[1]) if kind == 'filter' else rest[1]}]"
    if kind == "extreme":
        return f"{rest[0]}({feel(rest[1])})"
    if kind == "add_days":
        return f'({feel(rest[0])} + @"P{rest[1]}D")'
    arguments = ", ".join(feel(t) if isinstance(t, tuple) else str(t) for t in rest)
    return f"{kind.replace('_', ' ') if kind != 'add_days' else kind}({arguments})"


UNITS = [("working_days", 1, 46), ("days", 1, 90), ("weeks", 1, 12), ("months", 1, 7)]


def rules(random, as_at, count):
    """[(rule model for the oracle, YAML lines)]"""
    made = []
    scopes = {"case": {"case": "case"}, "thing": {"case": "case", "thing": "thing"}, "part": {"case": "case", "thing": "thing", "part": "part"}}
    for number in range(count):
        trees = Trees(random, as_at)
        entity = random.choice(["case", "thing", "thing", "part"])
        scope = scopes[entity]
        head = [f"  - id: r{number}", "    title: Generated", "    modality: should", "    actor: nobody", "    source: [{document: generated, status: general_knowledge}]", f"    for_each: {entity}"]
        if number % 2:
            kind = random.choice(["boolean", "number", "date"])
            tree = getattr(trees, kind)(scope, 3)
            made.append(({"id": f"r{number}", "kind": "definition", "entity": entity, "value": tree, "shared": True},
                         head + ["    kind: definition", f"    defines: d{number}", f"    value: '{feel(tree)}'"]))
            continue
        rule = {"id": f"r{number}", "kind": "duty", "entity": entity}
        unit, low, high = random.choice(UNITS)
        backwards = random.random() < 0.15
        inclusive = random.random() < 0.3
        rule["clock"] = {"unit": unit, "amount": random.randint(low, high), "inclusive": inclusive, "backwards": backwards}
        rule["anchor"] = trees.date(scope, random.choice([0, 0, 1]))
        rule["done_at"] = trees.attribute(scope, ["event"])
        lines = head + ["    kind: duty", "    requires: nothing"]
        for key, chance in (("applies_when", 0.7), ("exempt_when", 0.3), ("excused_when", 0.3)):
            if random.random() < chance:
                rule[key] = trees.boolean(scope, 2)
                lines.append(f"    {key}: '{feel(rule[key])}'")
        if random.random() < 0.25:
            rule["ends_at"] = trees.attribute(scope, ["event"])
            lines.append(f"    ends_at: '{feel(rule['ends_at'])}'")
        clock, anchor = ("before_target", "target") if backwards else ("within", "after")
        extra = ", counting: inclusive" if inclusive else ""
        lines.append(f"    {clock}: {{{unit}: {rule['clock']['amount']}, {anchor}: '{feel(rule['anchor'])}'{extra}}}")
        lines.append(f"    done_at: '{feel(rule['done_at'])}'")
        rule["shared"] = random.random() < 0.5
        rule["readings"] = {}
        if random.random() < 0.5:
            rule["readings"]["first-day"] = "own"
        if random.random() < 0.5:
            rule["readings"]["which"] = trees.date(scope, random.choice([0, 0, 1]))
        if rule["readings"]:
            lines.append("    readings:")
        if "first-day" in rule["readings"]:
            lines.append("      - {when: {first-day: own}, counting: inclusive}")
        if "which" in rule["readings"]:
            other = f"{{{unit}: {rule['clock']['amount']}, {anchor}: '{feel(rule['readings']['which'])}'}}"
            lines.append(f"      - {{when: {{which: other}}, {clock}: {other}}}")
        made.append((rule, lines))
    return made


def facts(random, entity, as_at, depth=0):
    """A record with gaps: missing keys, nulls, events in the future, now and then what cannot be so."""
    record = {}
    for name, (kind, detail) in MODEL[entity].items():
        if random.random() < 0.18:
            continue
        if kind not in ("event", "date") and random.random() < 0.04:
            record[name] = random.choice(["perhaps", ["perhaps"]])
            continue
        if kind == "boolean":
            record[name] = None if random.random() < 0.08 else random.random() < 0.5
        elif kind == "number":
            record[name] = random.choice([random.randint(-5, 40), round(random.uniform(-5, 40), 2)])
        elif kind == "enumeration":
            record[name] = random.choice(COLOURS)
        elif kind in ("event", "date"):
            chance = random.random()
            if chance < 0.15:
                record[name] = None
            elif chance < 0.19:
                record[name] = "1900-01-01"
            else:
                record[name] = (as_at + datetime.timedelta(days=random.randint(-400, 60))).isoformat()
        elif kind == "entity":
            record[name] = None if random.random() < 0.15 else facts(random, detail, as_at, depth + 1)
        else:
            record[name] = [facts(random, detail, as_at, depth + 1) for _ in range(random.choice([0, 1, 2, 3]))]
    return record


