"""What is typed meets what was written: through the plan of a question, an index and the marks."""

import re

import pytest

from portal.search.highlight import marked
from portal.search.plan import plan
from portal.search.port import Reached
from portal.search.whoosh_backend import WhooshBackend
from tests.search.texts import ask, document, things

# The language of a text, the text; the language of a reader, her question.
FOUND = [
    ("en", "A plan for e-mobility", "en", "emobility"),
    ("en", "A plan for emobility", "en", "e-mobility"),
    ("en", "A plan for emobility", "en", "e mobility"),
    ("en", "A plan for e mobility", "en", "E-Mobility"),
    ("en", "A plan for e-mobility", "en", '"e-mobility"'),
    ("en", "A plan for e-mobility", "en", "mobility"),
    ("en", "Micro-mobility in the centre", "en", "micro mobility"),
    ("en", "Early-warning systems", "en", '"early warning system"'),
    ("en", "The mayor of Münster", "en", "Muenster"),
    ("en", "The mayor of Münster", "en", "munster"),
    ("en", "The mayor of Muenster", "en", "Münster"),
    ("de", "Der Rat von Münster", "en", "Muenster"),
    ("en", "The port of Aarhus", "en", "Århus"),
    ("en", "The port of Århus", "en", "Aarhus"),
    ("en", "Water in Łódź", "en", "lodz"),
    ("en", "Buses in São Paulo", "en", "sao paulo"),
    ("pt", "Ônibus em São Paulo", "pt", "sao paulo"),
    ("pt", "Inundações na cidade", "pt", "inundacao"),
    ("pt", "Inundacao na cidade", "pt", "inundações"),
    ("tr", "İzmir’de sürdürülebilir ulaşım", "tr", "izmir surdurulebilir ulasim"),
    ("tr", "İzmir’de ulaşım", "en", "Izmir"),
    ("ko", "세계 인권 선언", "ko", "세계인권선언"),
    ("ko", "세계인권선언문", "ko", "세계 인권 선언"),
    ("ko", "기후 변화를 막는다", "ko", "기후변화"),
    ("ko", "물은 깨끗하다", "ko", "물"),
    ("ja", "家庭のごみの分別", "ja", "ごみ"),
    ("ja", "コンピューターの利用", "ja", "ｺﾝﾋﾟｭｰﾀ"),
    ("zh", "水资源管理", "zh", "水"),
    ("zh", "水资源管理", "zh", "水資源"),
    ("zh-Hant", "應對氣候變化", "zh", "气候变化"),
    ("ja", "東京の水害", "en", "東京"),
    ("ar", "إدارة المدينة", "ar", "ادار*"),
    ("hi", "गाँव का जल", "hi", "गांव"),
    ("ru", "Зелёная крыша", "ru", "зеленая"),
]


@pytest.mark.parametrize(("written", "text", "read", "question"), FOUND)
def test_a_question_finds_a_text(tmp_path, written, text, read, question):
    engine = WhooshBackend(tmp_path / "index")
    engine.rebuild([document(1, text, written), document(2, "…", written)], Reached(0))

    assert things(engine.search(ask(question, locales=(read,)))) == ["entry:1"]


NOT_FOUND = [
    ("en", "The pot plants", "en", "poet"),
    ("en", "Water pipes", "en", "water -pipe"),
    ("zh", "水资源管理", "zh", "资源 -水"),
]


@pytest.mark.parametrize(("written", "text", "read", "question"), NOT_FOUND)
def test_a_question_does_not_find_a_text(tmp_path, written, text, read, question):
    engine = WhooshBackend(tmp_path / "index")
    engine.rebuild([document(1, text, written)], Reached(0))

    assert things(engine.search(ask(question, locales=(read,)))) == []


MARKED = [
    ("en", "e-mobility", "E-mobility, e mobility and emobility", 3),
    ("en", "Münster", "From Münster to Muenster", 2),
    ("ja", "エネルギー", "エネルギー政策", 1),
    ("zh", "气候变化", "應對氣候變化的城市", 1),
    ("zh", "水", "水 资源", 1),
    ("pt", "inundacao", "As inundações e a inundação", 2),
]


@pytest.mark.parametrize(("locale", "question", "text", "number"), MARKED)
def test_what_was_found_is_marked(locale, question, text, number):
    found = marked(text, plan(question, (locale,)).terms, locale)

    assert len(re.findall("<mark>", found)) == number
    assert re.sub("</?mark>", "", found) == text


def test_the_last_long_vowel_is_marked_with_its_word():
    assert "<mark>エネルギー</mark>" in marked(
        "エネルギー政策", plan("エネルギー", ("ja",)).terms, "ja"
    )
