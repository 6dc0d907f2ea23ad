"""A random graph of models, and its C++."""

from dataclasses import dataclass, field

NAMES = ["Author", "Book", "Shop", "Town", "Course", "Tutor", "Ticket", "Garden"]
ROLES = ["editor", "owner", "sponsor"]


@dataclass(eq=False)
class Relation:
    owner: "Model"
    name: str
    kind: str  # ForeignKey, OneToOne, ManyToMany, ReverseForeignKey, ReverseOneToOne, ReverseManyToMany
    target: "Model"
    nullable: bool = False
    inverse: "Relation" = None

    @property
    def to_many(self):
        return self.kind in ("ManyToMany", "ReverseForeignKey", "ReverseManyToMany")

    @property
    def forward_key(self):
        return self.kind in ("ForeignKey", "OneToOne")

    @property
    def type(self):
        if self.kind.startswith("Reverse"):
            return f'orm::{self.kind}<{self.target.name}, "{self.inverse.name}">'
        return f"orm::{self.kind}<{self.target.name}{', orm::set_null' if self.nullable else ''}>"


@dataclass(eq=False)
class Model:
    name: str
    rows: int
    relations: list = field(default_factory=list)

    @property
    def lower(self):
        return self.name.lower()

    def pick(self, *kinds):
        return [r for r in self.relations if r.kind in kinds]

    @property
    def to_one(self):
        return [r for r in self.relations if not r.to_many]

    @property
    def to_many(self):
        return [r for r in self.relations if r.to_many]

    def named(self, name):
        return next(r for r in self.relations if r.name == name)


def relate(owner, name, kind, target, back, nullable=False):
    forward = Relation(owner, name, kind, target, nullable)
    backward = Relation(target, back, "Reverse" + kind, owner, inverse=forward)
    forward.inverse = backward
    owner.relations.append(forward)
    target.relations.append(backward)


def generate(random):
    """2 to 8 models. Keys lead to models that come before, or to the model itself: rows can be made in order."""
    models = [Model(name, random.between(16, 20)) for name in NAMES[: random.between(2, 8)]]
    for at, model in enumerate(models):
        if at == 0 or random.chance(35):
            relate(model, "parent", "ForeignKey", model, "children", nullable=True)
        if at == 0:
            continue
        targets = models[:at]
        first = random.choice(targets)
        relate(model, first.lower, "ForeignKey", first, f"{model.lower}s", nullable=False)
        if random.chance(60):  # another relation to the same model
            role = random.choice(ROLES)
            relate(model, role, "ForeignKey", first, f"{role}_{model.lower}s", nullable=random.chance(60))
        if random.chance(60) or at == 1:
            other = random.choice(targets)
            relate(model, f"{other.lower}_list", "ManyToMany", other, f"{model.lower}_set")
        if random.chance(60) or at == 1:
            other = random.choice(targets)
            relate(model, f"{other.lower}_card", "OneToOne", other, f"{model.lower}_card")
    return models


def declarations(models):
    """The structs, then what their methods and operators do: every model has the same ones."""
    yield from (f"struct {model.name};" for model in models)
    for model in models:
        yield f"struct {model.name} : orm::Model<{model.name}> {{"
        yield "  std::string name;"
        yield "  int rank = 0;"
        yield "  orm::Deferred<std::string> note;"
        for relation in model.relations:
            yield f"  {relation.type} {relation.name};"
        for relation in model.relations:
            yield f"  std::string {relation.name}_label() const;"
        for relation in model.to_many:
            yield f"  orm::Prefetched<{relation.target.name}> some_{relation.name};"
        fields = ["name", "rank", "note"] + [r.name for r in model.relations] + [f"some_{r.name}" for r in model.to_many]
        yield f"  static constexpr auto fields = orm::fields<{', '.join(f'&{model.name}::{f}' for f in fields)}>;"
        yield "};"
    for model in models:
        for relation in model.relations:
            yield f"inline std::string {model.name}::{relation.name}_label() const {{"
            if relation.to_many:
                yield "  std::string all;"
                yield f"  for (const {relation.target.name} &each : {relation.name}.all())"
                yield "    all += each.name;"
                yield "  return all;"
            else:
                yield f'  return {relation.name} ? {relation.name}->name : "-";'
            yield "}"
        if model.to_one:
            yield f"inline std::ostream &operator<<(std::ostream &out, const {model.name} &row) {{"
            yield f"  return out << row.name << '/' << row.{model.to_one[0].name}_label();"
            yield "}"


def seed(models):
    """`seed(db)`. What functions take a single row of, or leave a loop after, are the first two rows, by id and by
    name backwards: these have a parent, children, and many of everything, and meet all conditions. Of the other rows neighbours differ.
    """
    yield "static void seed(orm::Database &db) {"
    yield f"  db.create_tables<Mark, {', '.join(model.name for model in models)}>();"
    for model in models:
        rows = f"{model.lower}_rows"
        yield f"  std::vector<{model.name}> {rows};"
        yield f"  for (int i = 0; i < {model.rows}; ++i) {{"
        yield f"    {model.name} row;"
        yield f'    row.name = "{model.name}" + std::to_string(99 - i);'
        yield "    row.rank = i * 4 % 5;"
        yield '    row.note = "note " + std::to_string(i);'
        for relation in model.relations:
            target = f"{relation.target.lower}_rows"
            if relation.kind == "ForeignKey" and relation.target is not model:
                at = f"static_cast<std::size_t>(i % 3 ? i % 2 : i / 3) % {target}.size()"
                test = "if (i % 5 != 3) " if relation.nullable else ""
                yield f"    {test}row.{relation.name} = {target}[{at}];"
            elif relation.kind == "OneToOne":
                yield f"    if (static_cast<std::size_t>(i) >= {target}.size()) break;"
                yield f"    row.{relation.name} = {target}[static_cast<std::size_t>(i)];"
        yield f"    {rows}.push_back({model.name}::objects(db).create(row));"
        yield "  }"
        for relation in model.pick("ForeignKey"):
            if relation.target is model:  # a tree whose root is the last row
                yield f"  for (std::size_t i = 0; i + 1 < {rows}.size(); ++i) {{"
                yield f"    {rows}[i].{relation.name} = i < 3 ? {rows}.back() : {rows}[i < 13 ? i % 2 : i - 10];"
                yield f"    {rows}[i].save();"
                yield "  }"
        for relation in model.pick("ManyToMany"):
            target = f"{relation.target.lower}_rows"
            yield f"  for (std::size_t i = 0; i < {rows}.size(); ++i) {{"
            yield f"    {rows}[i].{relation.name}.add({target}[i % 2]);"
            yield "    for (std::size_t j = 0; j < (i < 2 ? 7 : 3); ++j)"
            yield f"      {rows}[i].{relation.name}.add({target}[(i + 2 * j) % {target}.size()]);"
            yield "  }"
    yield "}"
