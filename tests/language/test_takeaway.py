"""BibTeX and RIS read back by the libraries that other programs use: nothing of a reference is lost on the way."""

from __future__ import annotations

import bibtexparser
import rispy

from scripts.flow import Read
from scripts.language import takeaway
from scripts.language.csl import OTHERS, author, csl, url
from scripts.schema import Reference

EXAMPLE = Reference.model_validate({
    "id": "example-2020-one", "type": "article-journal", "title": "PD-L1 & 50% of A_B: γ, 肺癌",
    "author": ["Lo Russo G", "Flickinger JC Jr", "Park J-R", "周彩存", "EXAMPLE & Co Investigators", "et al."],
    "container": "J Exam & Test", "issued": "2020-04-09", "volume": "12", "issue": "4", "page": "1675-1684", "doi": "10.1000/a_b(1)",
    "pmid": "12", "pmcid": "PMC3", "status": "journal article", "seen": "2026-11-22",
    "note": {"zh": "《示例》报道", "en": "account of the report in Example"},
})

BIBTEX = r"""@article{example-2020-one,
  author = {Lo Russo, G. and Flickinger, Jr, J. C. and Park, J.-R. and {周彩存} and {EXAMPLE \& Co Investigators} and others},
  title = {{PD-L1 \& 50\% of A\_B: γ, 肺癌}},
  journal = {J Exam \& Test},
  year = {2020},
  month = {4},
  volume = {12},
  number = {4},
  pages = {1675--1684},
  doi = {10.1000/a_b(1)},
  url = {https://doi.org/10.1000/a_b(1)},
  urldate = {2026-11-22},
  pmid = {12},
  pmcid = {PMC3},
  note = {account of the report in Example}
}
"""

RIS = """TY  - JOUR
ID  - example-2020-one
AU  - Lo Russo, G.
AU  - Flickinger, J. C., Jr
AU  - Park, J.-R.
AU  - 周彩存
AU  - EXAMPLE & Co Investigators
TI  - PD-L1 & 50% of A_B: γ, 肺癌
T2  - J Exam & Test
PY  - 2020
DA  - 2020/04/09/
VL  - 12
IS  - 4
SP  - 1675
EP  - 1684
DO  - 10.1000/a_b(1)
AN  - 12
C2  - PMC3
LA  - en
UR  - https://doi.org/10.1000/a_b(1)
Y2  - 2026-11-22
N1  - The list of authors is not complete.
N1  - account of the report in Example
""" + "ER  - \n"


def test_bibtex() -> None:
    assert takeaway.bibtex(EXAMPLE) == BIBTEX


def test_ris() -> None:
    assert takeaway.ris(EXAMPLE) == RIS


def test_csl() -> None:
    item = csl(EXAMPLE)
    assert item["author"][:3] == [
        {"family": "Lo Russo", "given": "G."}, {"family": "Flickinger", "given": "J. C.", "suffix": "Jr"},
        {"family": "Park", "given": "J.-R."},
    ]
    assert item["issued"] == {"date-parts": [[2020, 4, 9]]}
    assert (item["DOI"], item["page"], item["note"]) == ("10.1000/a_b(1)", "1675-1684", "account of the report in Example")


def test_every_record_comes_back_from_ris(real_read: Read) -> None:
    for one in real_read.atlas.references.values():
        (entry,) = rispy.loads(takeaway.ris(one))
        first, last = [*takeaway.ends(one.page), None, None][:2]
        assert (entry["id"], entry["title"], entry.get("secondary_title")) == (one.id, one.title, one.container)
        assert (entry.get("doi"), entry.get("accession_number"), entry.get("custom2")) == (one.doi, one.pmid, one.pmcid)
        assert (entry.get("volume"), entry.get("number")) == (one.volume, one.issue)
        assert (entry.get("start_page"), entry.get("end_page")) == (first, last)
        assert entry["date"].strip("/") == one.issued.replace("-", "/")
        assert entry.get("urls", [None]) == [url(one)]
        assert len(entry.get("authors", [])) == sum(name != OTHERS for name in one.author)


def test_every_record_comes_back_from_bibtex(real_read: Read) -> None:
    back = {out: sign for sign, out in {chr(code): text for code, text in takeaway.ESCAPED.items()}.items()}
    for one in real_read.atlas.references.values():
        library = bibtexparser.parse_string(takeaway.bibtex(one))
        assert not library.failed_blocks, one.id
        (entry,) = library.entries
        fields = {key: field.value for key, field in entry.fields_dict.items()}
        title = fields["title"].removeprefix("{").removesuffix("}")
        for out, sign in back.items():
            title = title.replace(out, sign)
        assert (entry.key, title, fields["year"], fields.get("doi")) == (one.id, one.title, one.issued[:4], one.doi)
        names = fields["author"].split(" and ") if "author" in fields else []
        families = [("literal" in found and found["literal"]) or found["family"] for found in map(author, one.author)]
        assert len(names) == len(families)
