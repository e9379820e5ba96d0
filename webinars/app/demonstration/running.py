"""How the demonstration's webinars run: agenda, rehearsal, materials, invitations, topics.

All of it is visibly fictitious: names, offices and files say so.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO

from webinars.database import Db
from webinars.kernel.languages import Language
from webinars.kernel.zones import wall_of
from webinars.people.models import Person
from webinars.people.operations import find_or_make_person
from webinars.programme.imports import take_material
from webinars.programme.models import (
    AgendaItem,
    AgendaText,
    Appearance,
    AppearanceText,
    Audience,
    Part,
    Rehearsal,
    Webinar,
)
from webinars.programme.operations.materials import SheetFacts, add_material
from webinars.programme.operations.topics import (
    TopicWords,
    Voice,
    judge_topic,
    meet_topic,
    merge_topic,
    propose_topic,
    support_topic,
    write_topic,
)
from webinars.registrations.models import Registration
from webinars.storage.store import Store

BY = "demonstration"

AGENDA: Sequence[tuple[int, str, dict[Language, str]]] = (
    (5, "Li Shili", {Language.ENGLISH: "Welcome", Language.FRENCH: "Accueil"}),
    (
        45,
        "Amina Mfano, Ana Ejemplo, Jean Exemple",
        {Language.ENGLISH: "Three offices tell", Language.FRENCH: "Trois offices racontent"},
    ),
    (35, "", {Language.ENGLISH: "Questions and answers", Language.FRENCH: "Questions et réponses"}),
    (5, "Li Shili", {Language.ENGLISH: "What to take home", Language.FRENCH: "À retenir"}),
)

ABOUT: dict[str, dict[Language, tuple[str, str]]] = {
    "Amina Mfano": {
        Language.FRENCH: (
            "Responsable du registre, Office de l’Île Exemple",
            "Tient avec onze collègues fictifs un registre qui n’existe pas.",
        ),
        Language.ARABIC: ("أمينة السجل، مكتب الجزيرة النموذجية", "شخصية خيالية."),
    },
    "Ana Ejemplo": {
        Language.SPANISH: (
            "Jefa de cooperación, Oficina Ejemplo",
            "Persona ficticia; coopera con oficinas que no existen.",
        ),
    },
}

NOTES = {
    Audience.PUBLIC: (
        "questions.txt",
        {Language.ENGLISH: "Questions to think about beforehand (fictitious)"},
        "Fictitious. 1. Which list would you miss first?\n2. Who can read it in ten years?\n",
    ),
    Audience.REGISTRANTS: (
        "reading.txt",
        {Language.ENGLISH: "Reading for those who register (fictitious)"},
        "Fictitious. Two pages about an office that does not exist.\n",
    ),
}

TOPICS: Sequence[tuple[Language, str, str]] = (
    (Language.ENGLISH, "Keeping a register when the vendor leaves", "For offices under twenty."),
    (Language.FRENCH, "Former des examinateurs à distance", ""),
    (Language.SPANISH, "Medir el efecto de una capacitación dos años después", ""),
    (Language.ENGLISH, "What to do when the vendor of the register leaves", ""),
    (Language.ARABIC, "بيانات عربية في سجلات لاتينية", ""),
)


def prepare(db: Db, store: Store, *, webinars: Sequence[Webinar], now: datetime) -> None:
    """Give every webinar with speakers an agenda, and the next one all that it needs."""
    for webinar in webinars:
        if webinar.appearances:
            webinar.agenda = [_item(place) for place in range(len(AGENDA))]
            for row in webinar.appearances:
                _describe(row, now)
    coming = webinars[2]
    coming.rehearsals = [_rehearsal(coming)]
    _invite_interpreter(db, coming, now)
    for audience, (name, titles, text) in NOTES.items():
        sent = take_material(store, BytesIO(text.encode()), name=name)
        facts = SheetFacts(titles, "en", audience)
        add_material(db, webinar=coming, sent=sent, facts=facts, by=BY, now=now)


def wish(registrations: Sequence[Registration]) -> None:
    """Let some ask for an interpretation, and two for help."""
    for place, one in enumerate(registrations):
        if place % 5 == 0:
            one.listens_in = "ar" if place % 2 else "es"
    registrations[3].needs = "Captions in large letters (fictitious)"
    registrations[8].needs = "The slides two days before, for a screen reader (fictitious)"


def ask_for_topics(
    db: Db, *, webinars: Sequence[Webinar], registrations: Sequence[Registration], now: datetime
) -> None:
    """Let some of those who registered ask for topics: one met, two merged, one waiting."""
    voices = [
        Voice(db.get_one(Person, one.person_id).public_id, one.state_code)
        for one in registrations[:60]
    ]
    topics = [
        propose_topic(db, voice=voices[place], words=TopicWords(*words), now=now)
        for place, words in enumerate(TOPICS)
    ]
    for topic in topics[:4]:
        judge_topic(db, topic=topic, public=True, by=BY, now=now)
    for place, supporters in ((0, 34), (1, 21), (2, 12), (3, 9)):
        for voice in voices[5 : 5 + supporters]:
            support_topic(db, topic=topics[place], voice=voice, now=now)
    merge_topic(db, topic=topics[3], into=topics[0], by=BY, now=now)
    meet_topic(db, topic=topics[0], webinar=webinars[1], by=BY, now=now)
    answer = TopicWords(*TOPICS[1], answer="Nous y pensons pour la suite (fictif).")
    write_topic(db, topic=topics[1], words=answer, by=BY, now=now)


def _item(place: int) -> AgendaItem:
    minutes, who, titles = AGENDA[place]
    texts = [AgendaText(language=code, title=title) for code, title in titles.items()]
    return AgendaItem(position=place, minutes=minutes, who=who, texts=texts)


def _describe(row: Appearance, now: datetime) -> None:
    for code, (function, biography) in ABOUT.get(row.name, {}).items():
        row.texts.append(
            AppearanceText(language=code, function=function, biography=biography, revised_at=now)
        )


def _rehearsal(webinar: Webinar) -> Rehearsal:
    first = min(sitting.starts_at for sitting in webinar.sittings)
    starts_at, zone = first - timedelta(days=1), webinar.series.zone
    return Rehearsal(
        announced_start=wall_of(starts_at, zone),
        zone=zone,
        minutes=30,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=30),
        note="Sound, slides, hand-over between interpreters (fictitious).",
    )


def _invite_interpreter(db: Db, webinar: Webinar, now: datetime) -> None:
    """Add somebody who was asked three days ago and is silent, so that the desk has a gap."""
    name, address, asked = "Nadia Nemuna", "interpreter@example.org", now - timedelta(days=3)
    language = Language.FRENCH
    person = find_or_make_person(
        db, name=name, address=address, language=language, zone="Africa/Tunis", now=asked
    )
    db.flush()
    webinar.appearances.append(
        Appearance(
            part=Part.INTERPRETER,
            name=name,
            address=address,
            language=language,
            zone="Africa/Tunis",
            person_id=person.id,
            position=9,
            invited_at=asked,
        )
    )
