"""Fields say what they want and what is wrong, to eyes and to screen readers."""

import re

import pytest
from flask import render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    FieldList,
    FileField,
    FormField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
    validators,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice

from portal.core.forms import SearchForm

PAGE = '{% from "ui/forms.html" import form_page, form_sections, field_row %}'


class Partner(PlainForm):
    """A part of a form."""

    name = StringField("Partner", [validators.InputRequired("Who is it?")])


class Story(SearchForm):
    """One field of every kind."""

    version = HiddenField()
    title = StringField(
        "Title",
        [validators.InputRequired("Say it."), validators.Length(max=120)],
        description="In plain words.",
    )
    text = TextAreaField("Text", [validators.Length(max=3000)])
    contact = EmailField("Contact")
    password = PasswordField("Password")
    language = SelectField(
        "Written in", choices=[SelectChoice("en", "English"), SelectChoice("ar", "العربية")]
    )
    pathways = SelectMultipleField(
        "Pathways", choices=[SelectChoice("a", "Zero emission"), SelectChoice("b", "Circular")]
    )
    stage = RadioField(
        "Stage", choices=[SelectChoice("idea", "Idea"), SelectChoice("pilot", "Pilot")]
    )
    agreed = BooleanField("Agreed")
    photo = FileField("Photo")
    partners = FieldList(FormField(Partner, label="Who"), label="Partners", min_entries=1)
    send = SubmitField("Never shown")


SENT = {"title": "", "pathways": ["a"], "stage": "pilot", "language": "ar", "partners-0-name": ""}


@pytest.fixture(autouse=True)
def context(portal):
    with portal.test_request_context("/en/"):
        yield


@pytest.fixture
def form() -> Story:
    return Story(MultiDict(SENT))


@pytest.fixture
def wrong(form) -> Story:
    """The form after its check."""
    form.validate()
    return form


def page(source: str, **given: object) -> str:
    return render_template_string(PAGE + source, **given)


def tag(html: str, name: str) -> str:
    """The opening tag of the control with this name."""
    found = re.search(rf'<(?:input|textarea|select)[^>]*\bname="{name}"[^>]*>', html)
    assert found
    return found[0]


def test_a_hint_a_count_and_an_error_describe_their_control(wrong):
    html = page("{{ field_row(form.title) }}", form=wrong)

    control = tag(html, "title")
    assert 'aria-describedby="title-hint title-count title-errors"' in control
    assert 'aria-invalid="true"' in control
    assert all(f'id="title-{part}"' in html for part in ("hint", "count", "errors"))


def test_text_has_its_own_direction_and_is_never_cut(form):
    html = page("{{ form_page(form, 'Save') }}", form=form)

    assert 'dir="auto"' in tag(html, "title")
    assert 'dir="auto"' in tag(html, "text")
    assert 'dir="ltr"' in tag(html, "contact")
    assert "maxlength" not in tag(html, "title") + tag(html, "text")
    assert 'data-limit="3000"' in html


def test_several_and_one_of_a_few_are_chips(form):
    html = page("{{ form_page(form, 'Save') }}", form=form)

    assert html.count('type="checkbox" name="pathways"') == 2
    assert re.search(r'type="checkbox" name="pathways" value="a"\s+id="pathways" checked', html)
    assert re.search(r'type="radio" name="stage" value="pilot"\s+id="stage-0-1" checked', html)
    assert '<option selected value="ar">' in html


def test_the_summary_leads_to_each_wrong_field(wrong):
    html = page("{{ form_page(form, 'Save') }}", form=wrong)

    assert '<a href="#title">Title: Say it.</a>' in html
    assert '<a href="#partners-0-name">Partner: Who is it?</a>' in html
    assert 'id="partners-0-name"' in html


def test_a_right_form_has_no_summary():
    assert "error-summary" not in page("{{ form_page(form, 'Save') }}", form=Story())


def test_hidden_fields_and_submit_fields_have_no_row(form):
    html = page("{{ form_page(form, 'Save') }}", form=form)

    assert "Never shown" not in html
    assert html.count('name="version"') == 1


def test_a_form_with_files_is_sent_in_parts(form):
    assert 'enctype="multipart/form-data"' in page("{{ form_page(form, 'Save') }}", form=form)


def test_a_list_can_grow_and_shrink_without_a_script(form):
    html = page("{{ form_page(form, 'Save') }}", form=form)

    assert re.search(r'name="add" value="partners"', html)
    assert re.search(r'name="remove" value="partners-0"', html)


@pytest.mark.parametrize("value", [0, "1", ""])
def test_a_button_sends_its_value(value):
    html = page(
        '{% from "ui/buttons.html" import button %}{{ button("Keep", name="keep", value=value) }}',
        value=value,
    )

    assert f'name="keep" value="{value}"' in html


def test_a_long_form_names_the_parts_that_need_attention(wrong):
    sections = [
        {"key": "first", "title": "First part", "hint": None, "fields": ["title"]},
        {"key": "second", "title": "Second part", "hint": None, "fields": ["text"]},
    ]
    html = page(
        "{{ form_sections(form, sections, 'Save', autosave_url='/save') }}",
        form=wrong,
        sections=sections,
    )

    assert re.search(r'section-list__link--wrong" href="#first"', html)
    assert not re.search(r'section-list__link--wrong" href="#second"', html)
    assert 'data-autosave="/save"' in html
    assert "data-restore" in html
