"""The figures of the worked example, each computed by hand from the rows and evaluation.md 2.

By indicator and measure: where (`breakdown=class`, or nothing for the whole) to numerator,
denominator and value. None: not applicable. The unit is person x webinar, so that who attended
two webinars counts twice in the whole. The hand went as follows.

Needs (100 minutes): expected 8 (Amina, Baraka, Chandra, Deepa, Émile, Fang, Giorgi, Kiri);
joined 9 (those but Kiri, and Inês and the telephone); attended 8 (all but Chandra). Minutes:
Amina 70, Baraka 80, Chandra 4, Deepa 90, Émile 90, Fang 45, Giorgi 10, Inês 50, telephone 30: 469.

Brands (60 and 80 minutes): expected 8 (Amina, Chandra, Deepa, Émile, Fang, Giorgi, Kiri, Sven);
joined 10 (all, and Inês and Nadia); attended 9 (all but Chandra). Minutes: Amina 30 + 60,
Chandra 3 + 3, Deepa 54, Émile 80, Fang 48, Giorgi 60, Inês 40, Kiri 30, Nadia 8, Sven 15: 431.

Licences: expected 2 (Amina, Chandra), joined none.
"""

from collections.abc import Mapping

from tests.factories.evaluation import Key
from tests.factories.worked_rest import NOBODY, NONE, REST, Row, mean, of, plain

BY_HAND: Mapping[tuple[int, str], Mapping[str, Row]] = {
    (1, "attended"): {
        "": of(13, 18),
        "webinar=needs": of(6, 8),  # not Chandra, not Kiri
        "webinar=brands": of(7, 8),  # not Chandra
        "webinar=licences": of(0, 2),
        "group=african-group": of(3, 4),  # Amina 2 of 3, Baraka 1 of 1
        "group=apg": of(3, 6),  # Deepa 2 of 2, Kiri 1 of 1, Chandra 0 of 3
        "group=group-b": of(3, 3),  # Émile twice, Sven once
        "group=china": of(2, 2),
        "group=cebs": of(1, 1),  # Giorgi in January
        "group=caceec": of(1, 1),  # and in February
        "ldc=yes": of(2, 3),  # January: Baraka, Deepa; not Chandra
        "ldc=no": of(11, 14),  # Micronesia was no member in January, and of no class
        "gender=woman": of(6, 7),  # Amina 2 of 3, Deepa 2, Fang 2
        "gender=man": of(6, 9),  # Chandra 0 of 3; Baraka, Sven 1; Émile, Giorgi 2
        "language=en": of(6, 11),
        "language=fr": of(3, 3),
        "language=zh": of(2, 2),
        "language=ru": of(2, 2),
        "sitting=brands-am": of(4, 5),  # a person is in the better sitting: Amina in the other
        "sitting=brands-pm": of(3, 3),  # Amina, Émile, Giorgi
        "month=2026-03": of(0, 2),
    },
    (1, "joined"): {
        "": of(15, 18),
        "webinar=needs": of(7, 8),
        "webinar=brands": of(8, 8),
        "webinar=licences": of(0, 2),
    },
    (2, "no-show"): {
        "": of(3, 18),  # Kiri; Amina and Chandra in March
        "webinar=needs": of(1, 8),
        "webinar=brands": of(0, 8),
        "webinar=licences": of(2, 2),
        "group=african-group": of(1, 4),
        "group=apg": of(1, 6),
    },
    (3, "mean"): {
        "": mean(900, 19),
        "webinar=needs": mean(469, 9),
        "webinar=brands": mean(431, 10),
        "sitting=brands-am": mean(153, 5),  # Chandra 6, Deepa, Fang, Kiri, Sven: the better sitting
        "sitting=brands-pm": mean(278, 5),  # Amina 90, Émile, Giorgi, Inês, Nadia
    },
    (3, "median"): {
        "": plain(48, 19),  # 4 6 8 10 15 30 30 40 45 [48] 50 54 60 70 80 80 90 90 90
        "webinar=needs": plain(50, 9),  # 4 10 30 45 [50] 70 80 90 90
        "webinar=brands": plain(44, 10),  # 6 8 15 30 [40 48] 54 60 80 90
        NOBODY: NONE,
    },
    (3, "q1"): {
        "": plain(22.5, 19),  # half-way from 15 to 30
        "webinar=needs": plain(30, 9),
        "webinar=brands": plain(18.75, 10),  # a quarter of the way from 15 to 30
    },
    (3, "q3"): {
        "": plain(75, 19),  # half-way from 70 to 80
        "webinar=needs": plain(80, 9),
        "webinar=brands": plain(58.5, 10),  # three quarters of the way from 54 to 60
    },
    # the better sitting: Amina .75 (not .5, not 1.5), Chandra .05 of 60 (not .0375 of 80)
    # needs .7 .8 .04 .9 .9 .45 .1 .5 .3; brands .75 .05 .9 1 .8 .75 .5 .5 .1 .25
    (4, "mean"): {
        "": mean(4.69 + 5.6, 19),
        "webinar=needs": mean(4.69, 9),
        "webinar=brands": mean(5.6, 10),
    },
    (4, "median"): {
        "": plain(0.5, 19),
        "webinar=needs": plain(0.5, 9),
        "webinar=brands": plain(0.625, 10),  # between .5 and .75
        NOBODY: NONE,
    },
    (5, "completed"): {
        "": of(6, 19),
        "webinar=needs": of(3, 9),  # Baraka with 80 % exactly, Deepa, Émile
        "webinar=brands": of(3, 10),  # Deepa, Émile, Fang with 80 % exactly
        "webinar=licences": of(0, 0),
        "sitting=brands-am": of(2, 5),
        "sitting=brands-pm": of(1, 5),
        "group=china": of(1, 2),
    },
    # needs: 4 at the start, 6 at most, 3 in the last minute; brands: 4 and 2, 4 and 3
    (6, "end"): {
        "": of(3 + 2 + 1, 6 + 4 + 4),
        "webinar=needs": of(3, 6),
        "webinar=brands": of(2 + 1, 4 + 4),
        "sitting=brands-am": of(2, 4),
        "sitting=brands-pm": of(1, 4),
        "group=african-group": of(2 + 1 + 0, 2 + 1 + 1),
        NOBODY: NONE,
    },
    (6, "minute"): {
        "minute=needs-1+000": of(2, 6),  # Amina, Baraka, Chandra, Émile
        "minute=needs-1+010": of(2, 6),  # Chandra has left, Deepa has come
        "minute=needs-1+020": of(0, 6),  # and Inês, and the telephone
        "minute=needs-1+030": of(1, 6),  # Amina's line is lost
        "minute=needs-1+099": of(3, 6),  # Deepa, Fang, Giorgi
        "minute=brands-pm+008": of(3, 4),  # Émile alone: the speaker is nobody
    },
    (7, "peak"): {
        "": plain(6, None),
        "webinar=needs": plain(6, None),
        "webinar=brands": plain(4, None),
        "sitting=brands-am": plain(4, None),
        "sitting=brands-pm": plain(4, None),
        "group=african-group": plain(2, None),
        "webinar=licences": plain(0, None),  # the most was nobody
    },
    (8, "hours"): {
        "": plain(15, 19),  # 900 minutes
        "webinar=needs": plain(469 / 60, 9),
        "webinar=brands": plain(431 / 60, 10),
        "webinar=licences": plain(0, 0),  # a sum over nobody
        "sitting=brands-am": plain(3, 6),  # 30 + 3 + 54 + 48 + 30 + 15: spent in that sitting
        "sitting=brands-pm": plain(251 / 60, 6),  # 60 + 3 + 80 + 60 + 40 + 8
        "sitting=licences-1": plain(0, 0),
        "group=african-group": plain(4, 3),  # Amina 70 + 90, Baraka 80
        "group=apg": plain(184 / 60, 5),  # Chandra 4 + 6, Deepa 90 + 54, Kiri 30
        "group=cebs": plain(10 / 60, 1),
        "group=caceec": plain(1, 1),
        "group=grulac": plain(
            50 / 60, 1
        ),  # Inês in January: in February no declaration of hers stood
    },
    (9, "members"): {
        "": of(8, 11),  # on 31 March: not India, Samoa, the Holy See
        "webinar=needs": of(7, 10),  # Micronesia is no member yet
        "webinar=brands": of(6, 11),  # KEN NPL FRA CHN GEO FSM; Tanzania only spoke
        "webinar=licences": of(0, 11),
        "group=african-group": of(2, 2),
        "group=apg": of(2, 4),
        "group=china": of(1, 1),
        "group=group-b": of(1, 2),
        "group=caceec": of(1, 1),  # Georgia's on that day
        "ldc=yes": of(1, 1),  # Tanzania: Nepal has graduated
        "lldc=yes": of(1, 1),
        "sids=yes": of(1, 2),
    },
    (10, "top-five"): {
        "": of(3 + 2 + 2 + 2 + 2, 14),  # FRA 3; KEN NPL CHN GEO 2; TZA FSM BRA 1
        "webinar=needs": of(5, 7),  # seven members with one each
        "webinar=brands": of(2 + 1 + 1 + 1 + 1, 7),  # FRA 2, and five with one
        NOBODY: NONE,
    },
    (10, "effective-number"): {
        "": plain(196 / 28, 14),  # 9 + 4 * 4 + 3 * 1 = 28
        "webinar=needs": plain(7, 7),
        "webinar=brands": plain(49 / 9, 7),  # 4 + 5 * 1
    },
    # members of the three webinars: 10 + 11 + 11 = 32
    (11, "ratio"): {
        "": (2, 14, (2 / 14) / (4 / 32)),  # Baraka, Deepa in January; 2 + 1 + 1 members
        "webinar=needs": (2, 7, (2 / 7) / (2 / 10)),  # the telephone is of no member
        "webinar=brands": (0, 7, 0),  # Nepal has graduated, Tanzania only spoke
        "webinar=licences": of(0, 0),
        "group=african-group": (3, 14, (3 / 14) / (6 / 32)),
        "group=apg": (3, 14, (3 / 14) / (11 / 32)),  # 3 + 4 + 4
        "group=china": (2, 14, (2 / 14) / (3 / 32)),
        "group=cebs": (1, 14, (1 / 14) / (1 / 32)),
        "group=caceec": (1, 14, (1 / 14) / (2 / 32)),
        "ldc=yes": (2, 14, (2 / 14) / (4 / 32)),
        "ldc=no": (12, 14, (12 / 14) / (28 / 32)),
    },
    **REST,
}

INTERVALS: Mapping[Key, tuple[float, float]] = {
    # Wilson, z = 1.959964: centre .683138, half-width .191864
    (1, "", "", "attended"): (0.491274, 0.875002),
    # 25 with 1.959964 times 100 * sqrt((.5 + .25 - .0625) / 8) = 29.315
    (16, "", "", "nps"): (-32.4566, 82.4566),
}
