"""What the docs let nginx do: believe no visitor's header, log no address, and send papers from where they lie."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from repository import ROOT, short, tracked

CONF = ROOT / "docs" / "operation" / "nginx.conf"


class Block(NamedTuple):
    """`location / { … }`: what it is, and its own directives without those of blocks in it."""

    head: str
    directives: list[str]


def blocks(text: str) -> Iterator[Block]:
    """Each after those within it."""
    open_blocks = [Block("", [])]
    for word in re.findall(r"[^{};]+[{;]|\}", re.sub(r"#[^\n]*", "", text)):
        if word.strip() == "}":
            yield open_blocks.pop()
        elif word.endswith("{"):
            open_blocks.append(Block(word.rstrip("{").strip(), []))
        else:
            open_blocks[-1].directives.append(" ".join(word.rstrip(";").split()))


def of_the_docs() -> dict[str, str]:
    documents = [path for path in tracked() if path.suffix == ".md" and "docs" in path.parts]
    shown = {
        f"{short(path)} {number}": block
        for path in documents
        for number, block in enumerate(re.findall(r"```nginx\n(.*?)```", path.read_text("utf8"), re.S))
    }
    return shown | {short(CONF): CONF.read_text("utf8")}


def names(directives: list[str], of: str) -> set[str]:
    return {line.split()[1] for line in directives if line.split()[0] == of}


SITE = [block for block in blocks(CONF.read_text("utf8")) if block.head == "server"]
LOCATIONS = [
    (where, block) for where, text in of_the_docs().items() for block in blocks(text) if "location" in block.head
]


def test_the_blocks_of_the_docs_are_read():
    assert len(SITE) == 2
    assert {"location /documents-inside/", "location = /ready"} <= {block.head for _, block in LOCATIONS}


@pytest.mark.parametrize(("where", "location"), LOCATIONS, ids=lambda value: str(getattr(value, "head", value)))
def test_a_location_keeps_the_headers_by_which_a_visitor_is_counted(where, location):
    """One `proxy_set_header` in a location ends all that it would have inherited of its server."""
    own = names(location.directives, "proxy_set_header")
    assert not own or own >= names(SITE[-1].directives, "proxy_set_header") > {"X-Forwarded-For"}, where


def test_papers_are_sent_from_the_state_that_the_installation_names():
    state = re.search(r"^SHAHRSAZI_STATE=(\S+)$", (ROOT / "docs/operation/install.md").read_text("utf8"), re.M)[1]
    aliases = [path for _, block in LOCATIONS for path in names(block.directives, "alias")]
    assert aliases == [f"{state}/documents/"]


def test_no_server_writes_addresses_into_a_log():
    assert [server.directives for server in SITE if "access_log off" not in server.directives] == []


def test_a_calendars_address_comes_into_no_log_of_errors_whichever_way_it_is_asked_for():
    calendars = [block for where, block in LOCATIONS if "calendar/" in block.head and where == short(CONF)]
    assert len(calendars) == len(SITE)
    assert all("error_log /dev/null emerg" in block.directives for block in calendars)
