"""Rich text is read as it is shown: each letter, however it is spelled, its lines, and no word taken for a mark."""

import time

import pytest

from shahrsazi.documents.sandbox.pdf_rich import MAX_LENGTH, bare

READ = {
    "<body><p>Area &gt; 120&#160;m&#178;</p></body>": "Area > 120\xa0m²",
    "<p>&#x645;&#x62A;&#x646; &laquo;الف&raquo;</p>": "متن «الف»",
    "<p><span style='font-size:10pt'>a < b 12 > 5</span></p><p>next</p>": "a < b 12 > 5\nnext",
    "<p>a<b 12>5 and 5<12</p>": "a<b 12>5 and 5<12",
    "<p>&lt;p&gt; &amp;lt; <x@y.ir></p>": "<p> &lt; <x@y.ir>",
    "one&#xD;two<br/>three<BR>four": "one\ntwo\nthree\nfour",
    "<p\n dir='rtl'>one\ntwo</p>": "one two",
    "<p>10<sup>2</sup> H<sub>2</sub>O x<sup>n</sup></p>": "10² H₂O xn",
    '<?xml version="1.0"?><!DOCTYPE html><!-- no --><xhtml:p xmlns:xhtml="a">yes</xhtml:p>': "yes",
    "<head><title>no</title></head><style>p {}</style><p>yes</p>": "yes",
    "<p><![CDATA[a<b]]></p>": "a<b",
    "broken off <p": "broken off <p",
    "": "",
}


@pytest.mark.parametrize("rich", READ)
def test_what_is_written_in_it_is_read(rich):
    assert bare(rich) == READ[rich]


def test_a_cut_is_seen():
    assert bare("<p>" + "a" * MAX_LENGTH) == "a" * (MAX_LENGTH - 3) + "…"


@pytest.mark.parametrize("piece", ["<", "<!--", "<a ", "</", "&#", "<![CDATA[", "<?", '<a b="', '<a b="" ', "<sup>"])
def test_what_is_made_to_take_long_does_not(piece):
    begun = time.process_time()
    bare(piece * MAX_LENGTH)
    assert time.process_time() - begun < 10
