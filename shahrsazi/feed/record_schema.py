"""The contract of records as JSON Schema: one shape for each kind, and the words of all codes in both languages."""

from typing import Any

import msgspec

from shahrsazi.feed import contract, records
from shahrsazi.feed.unknown_codes import structs_of_records

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def record_schema() -> dict[str, Any]:
    """Of every record: what it is called, its envelope, and its values where it is present."""
    shapes = structs_of_records()
    _schemas, definitions = msgspec.json.schema_components(shapes.values(), ref_template="#/$defs/{name}")
    for name, kind in shapes.items():
        _without_key(definitions[kind.__name__], envelope=name != records.FILE)
    return {
        "$schema": DIALECT,
        "title": "A record",
        "oneOf": [_shape(name, kind.__name__) for name, kind in shapes.items()],
        "$defs": contract.with_words(definitions),
    }


def _without_key(definition: dict[str, Any], *, envelope: bool) -> None:
    """The key of a row stands in the envelope; so does that it was withdrawn."""
    for field in ("source_key", "withdrawn") if envelope else ():
        definition["properties"].pop(field, None)
        if field in definition.get("required", []):
            definition["required"].remove(field)


def _shape(record: str, values: str) -> dict[str, Any]:
    of_a_file = record in records.LISTS
    properties = {
        "record": {"const": record},
        "source_key": {"type": "string", "minLength": 1, "maxLength": 60},
        "version": {"type": "integer", "minimum": 0, "description": "grows with every change of this record"},
        "state": {"enum": ["present", *(["ended"] if record in records.ENDS else []), *_withdrawn(record)]},
        "values": {"$ref": f"#/$defs/{values}"},
    }
    if of_a_file:
        properties["file"] = {"type": "string", "minLength": 1, "maxLength": 60}
    if record in records.ENDS:
        properties["ended_on"] = {"type": "string", "format": "date"}
    return {
        "title": record,
        "type": "object",
        "properties": properties,
        "required": ["record", "source_key", "version", *(["file"] if of_a_file else [])],
        "additionalProperties": False,
        "if": {"properties": {"state": {"const": "present"}}},
        "then": {"required": ["values"]},
        "else": {"if": {"properties": {"state": {"const": "withdrawn"}}}, "then": {"properties": {"values": False}}},
    } | _end(record)


def _end(record: str) -> dict[str, Any]:
    """What has ended says on which day, and nothing else does."""
    if record not in records.ENDS:
        return {}
    no_end = {"properties": {"ended_on": False}}
    is_ended = {"properties": {"state": {"const": "ended"}}, "required": ["state"]}
    return {"allOf": [{"if": is_ended, "then": {"required": ["ended_on"]}, "else": no_end}]}


def _withdrawn(record: str) -> list[str]:
    return [] if record == records.PERSON else ["withdrawn"]
