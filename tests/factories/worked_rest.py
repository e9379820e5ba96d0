"""The figures of the worked example from the twelfth on: see `worked_table`."""

from collections.abc import Mapping
from math import sqrt

NOBODY = "webinar=licences"
"""Where nobody came, answered or looked: not applicable, and said so."""

Row = tuple[float | None, float | None, float | None]


def of(n: float, d: float) -> Row:
    """Return a share: not applicable where there is nobody."""
    return n, d, n / d if d else None


def mean(total: float, d: float) -> Row:
    """Return a mean, which has no numerator but its sum."""
    return None, d, total / d


NONE: Row = (None, 0, None)


def plain(value: float, d: float | None) -> Row:
    """Return a median, a sum or a deviation, and beside it over how many."""
    return None, d, value


REST: Mapping[tuple[int, str], Mapping[str, Row]] = {
    (12, "after"): {
        "": of(9, 16),
        "webinar=needs": of(5, 7),  # the telephone was not asked, one letter came back
        "webinar=brands": of(4, 9),  # Nadia was not asked
        "group=african-group": of(2, 3),
        "group=apg": of(2, 4),
        "group=cebs": of(0, 1),
        "group=caceec": of(1, 1),
        "language=en": of(4, 7),
        "language=fr": of(2, 3),
        NOBODY: NONE,
    },
    (12, "three-months"): {
        "": of(4, 7),
        "webinar=needs": of(3, 4),
        "webinar=brands": of(1, 3),
        "completed=yes": of(2, 4),  # Baraka, Émile twice, Deepa
        "completed=no": of(1, 2),  # Amina, Giorgi; Kiri is in neither
    },
    (12, "six-months"): {
        "": of(2, 4),
        "webinar=needs": of(2, 4),
        "completed=yes": of(1, 2),
        "completed=no": of(1, 2),
    },
    (12, "late"): {"": of(1, 17), "webinar=needs": of(1, 8), "webinar=brands": of(0, 9)},
    # after: 7 questions, comment aside; r4 after, r5 other, r8 relevance, r9 apply and recommend
    # later: one question; s2 left it open
    (13, "blank"): {
        "": of(5 + 1, 9 * 7 + 6),
        "webinar=needs": of(2 + 1, 5 * 7 + 5),
        "webinar=brands": of(3, 4 * 7 + 1),
        "item=after": of(1, 9),
        "item=before": of(0, 9),  # does not apply is an answer
        "item=recommend": of(1, 9),
        "item=applied": of(1, 6),
        NOBODY: NONE,
    },
    (14, "top-two"): {
        "": of(5, 8),  # 5 4 3 2 4, 5 1 4; one for whom it does not apply
        "webinar=needs": of(3, 5),
        "webinar=brands": of(2, 3),
        "group=african-group": of(2, 2),
        "group=apg": of(1, 2),
        "group=grulac": of(0, 1),
        NOBODY: NONE,
    },
    (14, "relevance"): {
        "": of(4, 7),  # 5 4 2 5, 4 1 3
        "webinar=needs": of(3, 4),
        "webinar=brands": of(1, 3),
    },
    (14, "not-applicable"): {
        "": of(1, 9),  # r8
        "webinar=needs": of(0, 5),
        "webinar=brands": of(1, 4),
    },
    (15, "mean"): {
        "": mean(28, 8),
        "webinar=needs": mean(18, 5),
        "webinar=brands": mean(10, 3),
        "item=relevance": mean(24, 7),
        "item=before": mean(22, 8),  # 2 1 3 4 2, 3 5 2
        "item=after": mean(32, 8),  # 4 4 3 5, 5 4 4 3
        "item=apply": mean(24, 7),  # 5 4 2 3, 5 1 4
        NOBODY: NONE,
    },
    (15, "sd"): {
        "": plain(sqrt(14 / 7), 8),  # about 3.5: 2.25 .25 .25 2.25 .25 2.25 6.25 .25
        "webinar=needs": plain(sqrt(5.2 / 4), 5),  # about 3.6: 1.96 .16 .36 2.56 .16
        "webinar=brands": plain(sqrt(26 / 3 / 2), 3),  # about 10/3: 25/9 49/9 4/9
        "item=after": plain(sqrt(4 / 7), 8),
    },
    (15, "answer"): {
        "answer=satisfaction=1": of(1, 8),
        "answer=satisfaction=4": of(3, 8),
        "answer=satisfaction=5": of(2, 8),
        "answer=after=1": of(0, 8),
    },
    (16, "nps"): {
        "": (4 - 2, 8, 25),  # 10 9 7 6 8, 9 0 10
        "webinar=needs": (2 - 1, 5, 20),
        "webinar=brands": (2 - 1, 3, 100 / 3),
        NOBODY: NONE,
    },
    (16, "promoters"): {"": of(4, 8), "webinar=needs": of(2, 5), "webinar=brands": of(2, 3)},
    (16, "passives"): {"": of(2, 8), "webinar=needs": of(2, 5), "webinar=brands": of(0, 3)},
    (16, "detractors"): {"": of(2, 8), "webinar=needs": of(1, 5), "webinar=brands": of(1, 3)},
    (17, "gain"): {
        "": mean(10, 7),  # 2 3 0 3, 2 -1 1; r4 and r8 give one rating alone
        "webinar=needs": mean(8, 4),
        "webinar=brands": mean(2, 3),
        NOBODY: NONE,
    },
    (17, "sd"): {
        "": plain(sqrt((28 - 100 / 7) / 6), 7),
        "webinar=needs": plain(sqrt(6 / 3), 4),  # about 2: 0 1 4 1
        "webinar=brands": plain(sqrt((6 - 4 / 3) / 2), 3),
    },
    (18, "top-two"): {
        "": of(4, 7),  # 5 4 2 3, 5 1 4; r3 not applicable, r9 open
        "webinar=needs": of(2, 4),
        "webinar=brands": of(2, 3),
        NOBODY: NONE,
    },
    (19, "three-months"): {
        "": of(3, 4),
        "webinar=needs": of(2, 3),
        "webinar=brands": of(1, 1),
        "completed=yes": of(2, 2),
        "completed=no": of(0, 1),
        NOBODY: NONE,
    },
    (19, "six-months"): {  # of all who responded
        "": of(1, 2),
        "webinar=needs": of(1, 2),
        "completed=yes": of(0, 1),  # Émile left it open
        "completed=no": of(1, 1),
    },
    (20, "persons"): {
        "": of(6, 11),  # Amina Deepa Émile Fang Giorgi Inês; Baraka telephone, Kiri Nadia Sven
        "group=african-group": of(1, 2),
        "group=apg": of(1, 2),
        "group=group-b": of(1, 2),
        "group=china": of(1, 1),
    },
    (20, "members"): {"": of(5, 8)},  # KEN NPL CHN FRA GEO; once: TZA BRA FSM
    (21, "per-participant"): {
        "": of(1200 + 750 + 600 + 300, 17),  # nothing that was only planned
        "webinar=needs": of(750, 8),  # 800 less the correction
        "webinar=brands": of(600, 9),
        "webinar=licences": of(300, 0),
    },
    (21, "per-hour"): {
        "": of(2850, 15),
        "webinar=needs": of(750, 469 / 60),
        "webinar=brands": of(600, 431 / 60),
        "webinar=licences": of(300, 0),
    },
    # two recordings were published; the third never
    (22, "views"): {"": plain(28, 2), "webinar=needs": plain(21, 1), "webinar=brands": plain(7, 1)},
    (22, "visitors"): {  # 3 2 2 4 6, 2 3 1
        "": plain(23, 2),
        "webinar=needs": plain(17, 1),
        "webinar=brands": plain(6, 1),
    },
    (22, "minutes"): {  # ten a view, and one of somebody who left, a day
        "": plain(288, 2),
        "webinar=needs": plain(215, 1),
        "webinar=brands": plain(73, 1),
    },
    (22, "downloads"): {  # all visitors but one, a day
        "": plain(15, 2),
        "webinar=needs": plain(12, 1),
        "webinar=brands": plain(3, 1),
    },
    (22, "identified"): {  # of those registered, the speaker and who had cancelled left out
        "": of(4, 17),
        "webinar=needs": of(3, 9),  # Amina, Chandra, Kiri
        "webinar=brands": of(1, 8),  # Deepa
    },
    (22, "not-live"): {  # Chandra left at once, Kiri before it began
        "": of(2, 4),
        "webinar=needs": of(2, 3),
        "webinar=brands": of(0, 1),
    },
    (22, "views-7"): {"": plain(8, 2), "webinar=needs": plain(6, 1), "webinar=brands": plain(2, 1)},
    (22, "views-30"): {
        "": plain(15, 2),
        "webinar=needs": plain(9, 1),
        "webinar=brands": plain(6, 1),
        NOBODY: NONE,
    },
    (22, "views-90"): {
        "": plain(21, 2),
        "webinar=needs": plain(14, 1),
        "webinar=brands": plain(7, 1),
    },
    (23, "held"): {
        "": of(3, 3),
        "webinar=needs": of(1, 1),
        "webinar=brands": of(1, 1),
        "webinar=licences": of(1, 1),
    },
    (23, "in-month"): {
        "": of(2, 3),
        "webinar=needs": of(1, 1),
        "webinar=brands": of(1, 1),
        "webinar=licences": of(0, 1),  # planned for February
    },
    (23, "days-to-recording"): {
        "": plain(7.5, 2),  # between 5 and 10
        "webinar=needs": plain(5, 1),
        "webinar=brands": plain(10, 1),
    },
    (24, "askers"): {
        "": of(4, 19),
        "webinar=needs": of(2, 9),  # Amina once though she asked twice, Émile; not who stayed away
        "webinar=brands": of(2, 10),
        "webinar=licences": of(0, 0),  # Chandra asked beforehand, nobody joined
        "group=african-group": of(2, 3),
        "group=group-b": of(1, 3),
    },
    (24, "answered"): {
        "": of(4, 7),
        "webinar=needs": of(2, 4),  # not the speaker's own
        "webinar=brands": of(1, 2),
        "webinar=licences": of(1, 1),
    },
    (25, "announced"): {
        "": plain(20, 3),
        "webinar=needs": plain(30 + 5 / 1440, 1),  # to the actual start
        "webinar=brands": plain(20, 1),
        "webinar=licences": plain(14, 1),
    },
    # no speaker, nobody refused or pending, nobody after the start
    (25, "registered"): {
        "": plain(6.5, 22),
        "webinar=needs": plain(9 + 5 / 1440, 10),  # 0 2 3 5 [8 10] 10 12 15 20, and five minutes
        "webinar=brands": plain(6, 9),  # 2 3 4 4 [6] 7 7 10 14
        "webinar=licences": plain(5, 3),  # 5 5 8
    },
    (25, "day"): {
        "day=010": (3, 22, 3),  # Chandra, Deepa, Inês
        "day=012": (1, 22, 1),  # Baraka's first
        "day=000": (1, 22, 1),  # Baraka's second, before the actual start
    },
    # needs .7 .8 .9 .9 .45 .1 .5 .3; brands .75 .9 1 .8 .75 .5 .5 .1 .25
    (26, "stay-25"): {
        "": of(15, 17),
        "webinar=needs": of(7, 8),
        "webinar=brands": of(8, 9),  # Sven with 25 % exactly
        "webinar=licences": of(0, 0),
    },
    (26, "stay-50"): {
        "": of(12, 17),
        "webinar=needs": of(5, 8),
        "webinar=brands": of(7, 9),
        "webinar=licences": of(0, 0),
        "gender=man": of(4, 6),
    },
    (26, "stay-75"): {
        "": of(8, 17),
        "webinar=needs": of(3, 8),
        "webinar=brands": of(5, 9),  # Amina by one sitting
        "webinar=licences": of(0, 0),
    },
    (26, "stay-85"): {
        "": of(4, 17),
        "webinar=needs": of(2, 8),
        "webinar=brands": of(2, 9),
        "webinar=licences": of(0, 0),
    },
    (27, "members"): {
        "": of(22, 32),
        "webinar=needs": of(5, 10),
        "webinar=brands": of(9, 11),  # eight in the morning, Brazil in the afternoon
        "webinar=licences": of(8, 11),  # not Brazil 03:30, Micronesia until 18:30, Samoa 19:30
        "group=apg": of(0 + 2 + 2, 3 + 4 + 4),
        "group=grulac": of(2, 3),
        "ldc=yes": of(3, 4),  # Nepal once, outside; Tanzania three times
        "sids=yes": of(0, 5),
    },
    (28, "met"): {
        "": of(3, 6),
        "webinar=needs": of(2, 6),  # the merged one too
        "webinar=brands": of(0, 6),
        "webinar=licences": of(1, 6),
        "language=en": of(3, 6),
    },
    (29, "published"): {
        "": of(5, 7),
        "webinar=needs": of(3, 4),  # a promise that was taken back is none
        "webinar=brands": of(2, 3),
        "part=page": of(3, 4),
        "part=captions": of(0, 1),
        "language=en": of(3, 3),
        "language=fr": of(1, 2),
        NOBODY: NONE,
    },
}
