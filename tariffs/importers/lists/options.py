"""What a person asks of an import, as typed, turned into rows and values: every fault at once."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.db.models import Q, QuerySet

from accounts.models import Team
from accounts.querysets import Reader
from clocks import read_day, read_instant
from disputes.models import Actor, Dispute, Visibility
from tariffs.country_names import NAMES
from tariffs.importers.lists.layout import Asked
from tariffs.importers.lists.plan import Expected, Request
from tariffs.importers.lists.rows import Edition
from tariffs.importers.lists.tables import ListFileError
from tariffs.importers.lists.words import Role, plain
from tariffs.models import CommodityCode, Nomenclature, RateMode, TariffList, VersionStage
from tariffs.rates import Rate, RateError, parse_rate

LONGEST = {"title": 200, "authority": 60, "edition": 60}
SLUG = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")


class ImportRefused(Exception):
    """The import cannot be done; `faults` are (option, message) pairs, all of them."""

    def __init__(self, faults: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            "\n".join(f"{option}: {message}" if option else message for option, message in faults)
        )
        self.faults = list(faults)


def _zones() -> set[str]:
    """Return the names of the zones of places, and UTC; "EST" is a fixed offset, an hour off in summer."""
    return {name for name in available_timezones() if "/" in name or name == "UTC"}


@dataclass(frozen=True, slots=True)
class Typed:
    """The options as typed, '' where nothing was; the names are those of the command, the API and the page."""

    ref: str
    title: str = ""
    imposing: str = ""
    target: str = ""
    authority: str = ""
    dispute: str = ""
    stage: str = ""
    announced: str = ""
    published: str = ""
    effective: str = ""
    zone: str = ""
    mode: str = ""
    rate: str = ""
    edition: str = ""
    visibility: str = ""
    team: str = ""
    sheet: str = ""
    header_row: str = ""
    columns: str = ""
    split_by: str = ""
    expect: str = ""
    allow_rejected: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """The same as rows and values. `known` is the list on record that `ref` names, None for a new one.

    `said` names the options that were typed: the others have their defaults.
    """

    ref: str
    known: TariffList | None
    title: str
    imposing: Actor | None
    targets: tuple[Actor, ...]
    authority: str
    dispute: Dispute | None
    stage: str
    announced_on: date | None
    published_on: date | None
    effective_at: datetime | None
    zone: str
    mode: str
    rate: Rate | None
    edition: str
    nomenclature: Nomenclature | None
    visibility: str
    team: Team | None
    is_draft: bool
    allow_rejected: int
    said: frozenset[str]
    request: Request = field(default_factory=Request)


def wanted_of(typed: Typed, *, reader: Reader | None) -> Wanted:
    """Return what was asked, as far as `reader` (None: the operator) may name the rows. Raises ImportRefused."""
    return _Resolver(typed, reader).wanted()


class _Resolver:
    """Looks every name up and keeps every fault."""

    def __init__(self, typed: Typed, reader: Reader | None) -> None:
        self.typed, self.reader = typed, reader
        self.faults: list[tuple[str, str]] = []

    def wanted(self) -> Wanted:
        typed = self.typed
        known = (
            self._rows(TariffList)
            .select_related("imposing", "dispute__team", "team")
            .filter(ref=typed.ref)
            .first()
        )
        # A list of --split-by stands under REF-VALUE; what is on record for each is compared when it is saved.
        dispute = self._dispute() if typed.dispute else known.dispute if known else None
        imposing = (
            self._actor("imposing", typed.imposing) if typed.imposing else known.imposing if known else None
        )
        aimed_at = filter(None, (self._actor("target", one) for one in _parts(typed.target)))
        targets = tuple({actor.pk: actor for actor in aimed_at}.values())
        self._check_names(known, imposing)
        zone = self._one_of("zone", typed.zone, _zones(), "an IANA time zone such as America/New_York")
        nomenclature = self._nomenclature()
        visibility = typed.visibility or (known or dispute or _Internal).visibility
        visibility = self._one_of("visibility", visibility, Visibility.values, "")
        made = Wanted(
            ref=typed.ref, known=known, title=typed.title or (known.title if known else ""), imposing=imposing,
            targets=targets, authority=typed.authority or (known.authority if known else ""), dispute=dispute,
            stage=self._one_of("stage", typed.stage, VersionStage.values, "what the document is"),
            announced_on=self._day("announced", typed.announced), published_on=self._day("published", typed.published),
            effective_at=self._instant(zone), zone=zone,
            mode=self._one_of("mode", typed.mode, RateMode.values, "") if typed.mode else "",
            rate=self._rate(), edition=typed.edition, nomenclature=nomenclature, visibility=visibility,
            team=self._team(visibility, known, dispute), is_draft=typed.draft,
            allow_rejected=self._number("allow-rejected", typed.allow_rejected) or 0,
            said=frozenset(name for name, value in asdict(typed).items() if value),
            request=self._request(nomenclature, imposing),
        )  # fmt: skip
        if (
            made.announced_on is None
            and made.published_on is None
            and not self._told("announced", "published")
        ):
            self._fault("announced", "say when it was announced or published, such as 2018-04-06")
        if self.faults:
            raise ImportRefused(self.faults)
        return made

    def _fault(self, option: str, message: str) -> None:
        self.faults.append((option, message))

    def _told(self, *options: str) -> bool:
        return any(option in options for option, _ in self.faults)

    def _rows(self, model: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = (
            model.objects.all() if self.reader is None else model.objects.visible_to(self.reader)
        )
        return rows

    def _check_names(self, known: TariffList | None, imposing: Actor | None) -> None:
        typed = self.typed
        for name, most in LONGEST.items():
            if len(getattr(typed, name)) > most:
                self._fault(name, f"it is longer than {most} characters")
        if not typed.ref or not set(typed.ref) <= SLUG or len(typed.ref) > 80:
            self._fault("list", f"“{typed.ref}” is no ref: letters, digits, - and _, at most 80")
        if known is None:
            taken = TariffList.objects.filter(ref=typed.ref).exists()
            if taken:
                self._fault("list", f"the ref “{typed.ref}” is taken")
            if imposing is None and not self._told("imposing"):
                self._fault("imposing", f"there is no list “{typed.ref}” yet; say who imposes it, such as US")
            return
        was: dict[str, object] = {"authority": known.authority, "title": known.title}
        for name, value in was.items():
            if getattr(typed, name) and getattr(typed, name) != value:
                self._fault(name, f"the list on record says “{value}”")
        if imposing is not None and imposing != known.imposing:
            self._fault("imposing", f"the list on record is imposed by {known.imposing.ref}")

    def _actor(self, option: str, name: str) -> Actor | None:
        rows = self._rows(Actor)
        found: Actor | None = rows.filter(Q(iso2=name.upper()[:2]) if len(name) == 2 else Q(ref=name)).first()
        found = found or rows.filter(Q(ref=name.lower()) | Q(name__iexact=name)).first()
        if found is None:
            near = difflib.get_close_matches(name, rows.values_list("ref", flat=True)[:5000], 1)
            hint = f"; did you mean “{near[0]}”?" if near else "; record it first, in a bundle"
            self._fault(option, f"there is no actor “{name}”{hint}")
        return found

    def _dispute(self) -> Dispute | None:
        found: Dispute | None = (
            self._rows(Dispute).select_related("team").filter(ref=self.typed.dispute).first()
        )
        if found is None:
            self._fault("dispute", f"there is no dispute “{self.typed.dispute}”")
        return found

    def _team(self, visibility: str, known: TariffList | None, dispute: Dispute | None) -> Team | None:
        if self.typed.team:
            mine = (
                {} if self.reader is None or self.reader.is_superuser else {"memberships__user": self.reader}
            )
            found = Team.objects.filter(ref=self.typed.team, **mine).first()
            if found is None:
                self._fault("team", f"there is no team “{self.typed.team}”")
            return found
        team = known.team if known else dispute.team if dispute else None
        if team is None and visibility not in {Visibility.PUBLIC, ""}:
            self._fault("team", "say which team may see it, or make it public: --visibility public")
        return team

    def _nomenclature(self) -> Nomenclature | None:
        edition = self.typed.edition
        if not edition:
            return None
        rows = Nomenclature.objects.filter(Q(ref=edition) | Q(title__iexact=edition))
        return rows.first()

    def _one_of(self, option: str, word: str, known: Any, form: str) -> str:
        if word in known:
            return word
        near = difflib.get_close_matches(word, known, 1)
        hint = f"did you mean “{near[0]}”?" if near else form or f"known: {', '.join(known)}"
        self._fault(option, f"“{word}” is not known; {hint}" if word else f"say it: {form}")
        return ""

    def _number(self, option: str, text: str) -> int | None:
        if not text:
            return None
        if text.isascii() and text.isdigit():
            return int(text)
        self._fault(option, f"“{text}” is no whole number")
        return None

    def _day(self, option: str, text: str) -> date | None:
        if not text:
            return None
        day = read_day(text)
        if day is None:
            self._fault(option, f"“{text}” is no date; write it like 2018-04-06")
        return day

    def _instant(self, zone: str) -> datetime | None:
        """Return when the law takes effect: the hour that was given, else the start of the day, in the zone."""
        text = self.typed.effective
        if not text or not zone:
            return None
        day = read_day(text)
        at = datetime.combine(day, time()) if day else read_instant(text)
        if at is None:
            self._fault("effective", f"“{text}” is no date; write it like 2018-07-06 or 2018-07-06T00:01")
            return None
        return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))

    def _rate(self) -> Rate | None:
        if not self.typed.rate:
            return None
        try:
            return parse_rate(self.typed.rate)
        except RateError as error:
            self._fault("rate", str(error))
            return None

    def _request(self, nomenclature: Nomenclature | None, imposing: Actor | None) -> Request:
        typed = self.typed
        expected, columns = Expected(), {}
        try:
            expected = Expected.parse(typed.expect)
        except ListFileError as error:
            self._fault("expect", str(error))
        for part in _parts(typed.columns):
            name, sign, of = part.partition("=")
            if not sign or not of or name not in set(Role):
                self._fault(
                    "columns", f"“{part}” is no column; write code=COL, with one of {', '.join(Role)}"
                )
            elif name in columns:
                self._fault("columns", f"{name} is named twice; give it one column")
            columns[name] = of
        asked = Asked(self._number("header-row", typed.header_row), columns, typed.split_by)
        edition = _edition(nomenclature) if nomenclature else None
        day = read_day(typed.published) or read_day(typed.announced)
        schedule = None if nomenclature or day is None else _schedule_on(day, imposing)
        return Request(asked, typed.sheet or None, expected, edition, self._countries(), schedule)

    def _countries(self) -> Mapping[str, str]:
        named = self._rows(Actor).exclude(iso2="").values_list("name", "iso2")
        common = {plain(name): iso2 for iso2, names in NAMES.items() for name in names}
        return common | {plain(name): iso2 for name, iso2 in named}


class _Internal:
    visibility = Visibility.INTERNAL.value


def _edition(nomenclature: Nomenclature) -> Edition:
    codes = CommodityCode.objects.filter(nomenclature=nomenclature).exclude(digits="")
    digits = frozenset(codes.values_list("digits", flat=True))
    chapters = {code[:length] for code in digits for length in (2, 4, 6)}
    return Edition(nomenclature.ref, digits | chapters, nomenclature.digits)


def _schedule_on(day: date, imposing: Actor | None) -> Edition | None:
    """Return the codes of the imposing country's schedule, or else of the Harmonized System, if loaded for the day."""
    own = Q(authority=imposing.iso2) if imposing and imposing.iso2 else Q(pk__in=[])
    holds = Q(valid_from__lte=day) & (Q(valid_until=None) | Q(valid_until__gt=day))
    loaded = Nomenclature.objects.filter(holds, own | Q(schedule="HS"))
    found = loaded.annotate(is_system=Q(schedule="HS")).order_by("is_system", "-valid_from").first()
    return _edition(found) if found else None


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
