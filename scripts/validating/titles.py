"""What each stage of the validation is called, in the order in which a reader of the summary wants them."""

from __future__ import annotations

TITLES = {
    "rebuilt": "Committed files are what the seeds give",
    "files": "Files are clean and have the promised bytes",
    "metadata": "Every column is described, and all files agree on version, licence and contributors",
    "portable": "Descriptor and cells keep to what every reader understands",
    "frictionless": "Frictionless: types, keys, links, enums",
    "printed": "Values are what the printed parts give",
    "topics": "Topic tables give back every observation",
    "relations": "Identities between figures hold",
    "findings": "Listed discrepancies explain all that fails, and nothing more",
    "joint": "All figures together: what cannot all be true is proven and listed",
    "certificates": "Every proof holds when it is added up again",
    "pandera": "Pandera: typed frames and verdicts",
    "great_expectations": "Great Expectations: one consistency suite per topic",
    "documents": "Rows and documents agree both ways",
}
