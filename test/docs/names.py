#!/usr/bin/env python3
"""Every public name of the headers is in the reference.

    names.py INCLUDE_FOLDER PAGES_FOLDER [--list]

A name at namespace scope must stand in code on some page; a public member of a class on a page that
names the class, or one that leads to it. What users do not write is listed below, with the reason.
"""
import re
import sys
from pathlib import Path

# Classes whose members stand with another name that users know.
DOCUMENTED_AS = {
    "Column": "filter", "WritableRelatedSet": "RelatedSet", "ReverseForeignKey": "RelatedSet",
    "iterator": "RowRange",
}

# What users do not write: types of arguments and results, and how the library's parts reach each other.
INTERNAL = {
    "CheckedPath", "RelationPath", "ToOnePath", "OrderName", "PathTo", "PrefetchArgument",  # arguments
    "Column", "Expression", "FieldList", "FixedString", "RowIterator",  # results
    "const_iterator", "difference_type", "iterator_category", "iterator_concept", "value_type",
    "annotation_type", "deferred_type", "target_type", "relation_kind", "via", "describe",
    "load_column", "load_value", "is_loaded", "unload", "untyped",
    "Aggregate::term", "Arithmetic::term", "Database::connection", "Defaults::assignments",
    "ForeignKey::nullable", "ForeignKey::on_delete", "Prefetch::lookup", "Prefetched::iterator",
    "ValueSet::iterator",
}

WORD = r"[A-Za-z_]\w*"


def cleaned(text):
    """Without comments, literals and preprocessor lines."""
    text = re.sub(r"//.*|/\*.*?\*/", "", text)
    text = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)
    text = re.sub(r"'(?:\\.|[^'\\\n])'", "0", text)
    return re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)


def collapsed(declaration):
    """`template <class T> T get(int a = f()) const` as `template T get@ const`."""
    declaration = re.sub(r"\[\[.*?\]\]", "", declaration, flags=re.DOTALL)
    for brackets, mark in ((r"\([^()]*\)", "@"), (r"<[^<>]*>", " ")):
        previous = None
        while previous != declaration:
            previous, declaration = declaration, re.sub(brackets, mark, declaration)
    return declaration


def declared(text):
    """The name that a declaration introduces, if it is one to document."""
    text = re.sub(r"\b(?:public|private|protected)\s*:(?!:)", " ", collapsed(text)).strip()
    if re.search(r"\b(friend|operator)\b|= delete$|~", text):
        return None
    text = re.sub(r"\brequires\s*@|\brequires\s+[\w:]+(\s*&&\s*[\w:]+)*", " ", text)
    text = re.sub(r"^(template\s+)+", "", text)
    if text.startswith("using"):
        return found[1] if (found := re.match(rf"using\s+({WORD})\s*=", text)) else None
    found = (re.match(rf"(?:class|struct|enum class)\s+({WORD})", text) or
             re.search(rf"({WORD})\s*(?:@.*)?$", text.split("=")[0].strip(), re.DOTALL))
    return found[1] if found and found[1] not in ("template", "requires") else None


def names(text):
    """(class or "", name) of everything public outside of namespace detail."""
    found, scopes, start, at = [], [], 0, 0
    text = cleaned(text)

    def visible():
        return scopes and all(scope["kind"] == "open" and scope["public"] for scope in scopes)

    def note(piece):
        for change in re.findall(r"\b(public|private|protected)\s*:(?!:)", piece):
            if scopes:
                scopes[-1]["public"] = change == "public"
        if visible() and piece.strip():
            name = declared(piece)
            if name:
                found.append((scopes[-1]["name"], name))

    parens = 0
    while at < len(text):
        char = text[at]
        if char in "([":
            parens += 1
        elif char in ")]":
            parens -= 1
        elif parens == 0 and char == ";":
            note(text[start:at])
            start = at + 1
        elif parens == 0 and char == "{":
            piece = text[start:at]
            head = collapsed(piece)
            namespace = re.search(r"\bnamespace\s+([\w:]+)?\s*$", head)
            record = re.search(rf"\b(class|struct)\s+(?:\w+::)?({WORD})[^@=]*$", head)
            if namespace:
                shown = namespace[1] in ("orm", "literals")
                scopes.append({"kind": "open" if shown else "closed", "public": True, "name": ""})
            else:
                note(piece)
                special = record and re.search(rf"\b{record[2]}\s*<", piece)
                scopes.append({"kind": "open" if record and not special else "closed",
                               "public": not record or record[1] == "struct",
                               "name": record[2] if record else ""})
            start = at + 1
        elif parens == 0 and char == "}" and scopes:
            if scopes[-1]["kind"] == "open":
                note(text[start:at])
            scopes.pop()
            start = at + 1
        at += 1
    return found


def code(page):
    """What stands in code on a page."""
    blocks = re.findall(r"^ *```.*?^ *```|^ {4}.*?$|`[^`\n]+`", page, re.MULTILINE | re.DOTALL)
    return set(re.findall(WORD, "\n".join(blocks)))


def main(headers, pages, show=False):
    public = sorted({pair for header in sorted(Path(headers).glob("*.hpp"))
                     for pair in names(header.read_text())})
    if show:
        print("\n".join("::".join(filter(None, pair)) for pair in public))
        return 0
    if len(public) < 200:
        sys.exit(f"only {len(public)} public names were found: is this the folder of the headers?")
    words = [code(page.read_text()) for page in Path(pages).glob("*.md")]
    missing = []
    for owner, name in public:
        if {name, f"{owner}::{name}"} & INTERNAL or owner in INTERNAL - DOCUMENTED_AS.keys():
            continue
        known = DOCUMENTED_AS.get(owner, owner)
        if not any(name in page and (not known or known in page) for page in words):
            missing.append(f"{owner}::{name}" if owner else name)
    if missing:
        print("not in the reference:", *missing, sep="\n  ")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3], show="--list" in sys.argv))
