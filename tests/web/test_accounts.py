"""Signing in and out, one-time links, one's account."""

from __future__ import annotations

import re

import pytest

from openlab.actions import accounts
from openlab.db.engine import Database
from tests.build import PASSWORD, an_account, sign_ins
from tests.web.conftest import NewVisitor, Staff

EMAIL = "camille@example.org"


def test_signing_in_leads_where_one_was_going_and_out_again(database: Database, visitor: NewVisitor) -> None:
    with database.writing() as session:
        an_account(session, EMAIL)
    camille = visitor()
    assert camille.get("/labs").headers["location"] == "/sign-in?next=/labs"
    answer = camille.submit("/sign-in", email=" Camille@example.org ", password=PASSWORD, next="/account")
    assert answer.headers["location"] == "/account"
    assert camille.get("/account").status_code == 200
    secret = camille.cookies["openlab-staff"]
    assert camille.submit("/sign-out").headers["location"] == "/"
    camille.sign_in_with(secret)
    assert camille.get("/account").headers["location"] == "/sign-in?next=/account", "the server has forgotten it"


@pytest.mark.parametrize(
    "goal", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nX: y"]
)
def test_signing_in_never_leads_to_another_site(database: Database, visitor: NewVisitor, goal: str) -> None:
    with database.writing() as session:
        an_account(session, EMAIL)
    answer = visitor().submit("/sign-in", email=EMAIL, password=PASSWORD, next=goal)
    assert answer.headers["location"] == "/labs"


@pytest.mark.parametrize(("email", "password"), [(EMAIL, "wrong password"), ("nobody@example.org", PASSWORD), ("", "")])
def test_a_wrong_email_and_a_wrong_password_are_told_alike(
    database: Database, visitor: NewVisitor, email: str, password: str
) -> None:
    with database.writing() as session:
        an_account(session, EMAIL)
    answer = visitor().submit("/sign-in", email=email, password=password)
    assert answer.status_code == 422
    assert "This e-mail and password do not go together." in answer.text
    assert f'value="{email}"' in answer.text
    assert not password or password not in answer.text
    assert sign_ins(database) == 0


def test_an_account_without_a_password_cannot_be_signed_in_to(database: Database, visitor: NewVisitor) -> None:
    with database.writing() as session:
        accounts.add_account(session, EMAIL)
    assert visitor().submit("/sign-in", email=EMAIL, password="").status_code == 422


@pytest.mark.usefixtures("no_attempt_comes_back")
def test_guessing_passwords_is_slowed_down(database: Database, visitor: NewVisitor) -> None:
    with database.writing() as session:
        an_account(session, EMAIL)
    guesser = visitor()
    token = guesser.token()
    statuses = [
        guesser.post("/sign-in", data={"form_token": token, "email": EMAIL, "password": f"guess {n}"}).status_code
        for n in range(9)
    ]
    assert statuses == [422] * 8 + [429]
    right = guesser.submit("/sign-in", email=EMAIL, password=PASSWORD)
    assert right.status_code == 429
    assert "Please wait" in right.text


def test_a_one_time_link_lets_its_owner_choose_a_password_once(database: Database, visitor: NewVisitor) -> None:
    with database.writing() as session:
        link = f"/welcome/{accounts.new_link(session, accounts.add_account(session, EMAIL, 'Camille'))}"
    camille = visitor()
    for _ in range(2):
        assert "Welcome, Camille" in camille.get(link).text, "looking does not use it up"
    short = camille.submit(link, password="court", again="court")
    assert (short.status_code, "at least 12 characters" in short.text) == (422, True)
    differ = camille.submit(link, password=PASSWORD, again=PASSWORD + "x")
    assert (differ.status_code, "The two passwords are not the same." in differ.text) == (422, True)
    assert camille.submit(link, password=PASSWORD, again=PASSWORD).headers["location"] == "/labs"
    assert camille.get("/labs").status_code == 200
    assert visitor().get(link).status_code == 404
    assert visitor().submit(link, password=PASSWORD, again=PASSWORD).status_code == 404
    assert visitor().submit("/sign-in", email=EMAIL, password=PASSWORD).status_code == 303


def test_changing_the_password_asks_for_the_current_one_and_signs_the_others_out(
    database: Database, staff: Staff
) -> None:
    with database.writing() as session:
        account = an_account(session, EMAIL)
    here, elsewhere = staff(account), staff(account)
    wrong = here.submit("/account/password", current="wrong", password="a new password", again="a new password")
    assert wrong.status_code == 422
    new = "a new long password"
    assert here.submit("/account/password", current=PASSWORD, password=new, again=new).status_code == 303
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303


def test_other_browsers_are_listed_and_can_be_signed_out(database: Database, staff: Staff) -> None:
    with database.writing() as session:
        account, other = an_account(session, EMAIL), an_account(session, "other@example.org")
    here, elsewhere = staff(account), staff(account)
    page = here.get("/account").text
    assert page.count("this browser") == 1
    end = re.search(r"/account/sign-ins/\w+/end", page)
    assert end
    assert staff(other).submit(end[0]).status_code == 303
    assert elsewhere.get("/account").status_code == 200, "only its owner signs a browser out"
    assert here.submit(end[0]).status_code == 303
    assert elsewhere.get("/account").status_code == 303
