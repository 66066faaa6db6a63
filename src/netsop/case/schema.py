"""The JSON Schema of case files, for editors: docs/schemas/case.schema.json is this, kept equal by a test."""

from __future__ import annotations

import json

from netsop.model.case import Case


def case_schema() -> str:
    """The schema as the text of its file."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Case.model_json_schema()}
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
