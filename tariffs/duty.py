"""What goods would pay: every layer of duty on one code, origin and day of entry, with what does not apply and why.

Pure: `Desk` holds the lists of one importer as plain values and answers questions
about them. An answer never adds layers up to one number, and what is unknown is
never 0. Where the answer turns on something the question does not say (digits 9
and 10, the day of export, the hour, whether goods fit an exclusion), it says so
and gives every branch.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from functools import cached_property
from itertools import product

from tariffs.answers import Answer, Layer, Question
from tariffs.blocs import reach
from tariffs.branches import branches_of, has, turns_on
from tariffs.codes import SUBHEADING, canonical
from tariffs.index import Index
from tariffs.law import DAY, Edition, ExclusionOf, Law, Line, State, Wall, wall_of
from tariffs.rates import Combination, Rate
from tariffs.standing import FAR, Standing, standings

UNKNOWN_RATE = Rate("not known", None, None, Combination.UNKNOWN)

Hit = tuple[Law, Line]
Bound = tuple[Law, Edition]


class Desk:
    """The lists of one importer, ready to answer; lines of the index that belong to none of `laws` are not seen."""

    def __init__(self, laws: Sequence[Law], index: Index) -> None:
        self.laws = tuple(laws)
        self.index = index
        self.law_of = {edition.ref: law for law in self.laws for edition in law.editions}
        self.place = {law: number for number, law in enumerate(self.laws)}
        self._words = [(law, line) for line in index.words if (law := self.law_of.get(line.edition))]
        self._worded: dict[frozenset[str], list[Hit]] = {}
        self._above: tuple[str, list[Line]] = ("", [])
        self._sinces = sorted({edition.since for law in self.laws for edition in law.final})
        self._binding: dict[int, dict[str, Bound]] = {}
        self._begun: dict[tuple[frozenset[str], int], tuple[dict[str, Bound], dict[str, Bound]]] = {}
        self._announced = sorted(
            {e.announced_on for law in self.laws for e in law.editions if e.announced_on}
        )
        self._proposed: dict[int, dict[str, Bound]] = {}
        self._reaching: dict[frozenset[str], dict[str, Law]] = {}
        self._verdicts: dict[tuple[int, str, frozenset[str], bool, int, int], tuple[Standing, ...]] = {}
        self._layers: dict[tuple[int, int], Layer] = {}

    # --- the question ---------------------------------------------------------------------------------------------

    def answer(self, question: Question, leaves: Sequence[str] = ()) -> Answer:
        """Return the answer; `leaves` are the deepest codes of the edition under the one asked about, if known."""
        digits = canonical(question.digits)
        names = reach(question.origin, question.on)
        of = self._may_reach(names)
        hits = self._hits(digits, names, of)
        deeper = self.index.has_under(digits)
        if not deeper and all(law.is_plain and line.is_whole for law, line in hits):
            return Answer(
                question, self._layers_of(hits, digits, names, wall_of(question.on, question.at), None)
            )
        under = [hit for hit in self.under(digits) if hit[1].edition in of] if deeper else []
        return self._open(question, hits, under, names, leaves)

    def _may_reach(self, names: frozenset[str]) -> dict[str, Law]:
        """Return the versions, by ref, whose list may reach an origin, with their list."""
        known = self._reaching.get(names)
        if known is None:
            known = self._reaching[names] = {
                ref: law
                for ref, law in self.law_of.items()
                if ref in self.index.scoped
                or law.targets & names
                or any(e.countries & names for e in law.effects)
            }
        return known

    def _open(
        self,
        question: Question,
        hits: Sequence[Hit],
        under: Sequence[Hit],
        names: frozenset[str],
        leaves: Sequence[str],
    ) -> Answer:
        """Return an answer that may turn on what the question leaves open."""
        digits = canonical(question.digits)
        both = (*hits, *under)
        laws = {law for law, _ in both}
        moments = self._moments(question, laws)
        codes = self._codes(digits, both, moments, leaves)
        exports = self._exports(question, laws, names, moments)
        if len(codes) == len(moments) == len(exports) == 1:
            plain = self.layers(codes[0], names, moments[0], exports[0], fits=False)
            if not any(layer.exclusion for layer in plain):
                return Answer(question, plain)
        return self._branching(question, codes, moments, exports, names)

    def layers(
        self, digits: str, names: frozenset[str], moment: Wall, exported: Wall | None, *, fits: bool
    ) -> tuple[Layer, ...]:
        """Return the layers under one set of assumptions; `fits`: the goods fit the exclusions in words."""
        hits = self._hits(digits, names, self._may_reach(names))
        return self._layers_of(hits, digits, names, moment, exported, fits=fits)

    def _layers_of(
        self,
        hits: Iterable[Hit],
        digits: str,
        names: frozenset[str],
        moment: Wall,
        exported: Wall | None,
        *,
        fits: bool = False,
    ) -> tuple[Layer, ...]:
        return tuple(
            [
                self._layer(law, line, standing, digits, moment, fits=fits)
                for law, lines in self._deepest(hits, digits, names, moment).items()
                for line in lines
                for standing in self._standing(law, line, names, moment, exported)
            ]
        )

    # --- which lists ----------------------------------------------------------------------------------------------

    def binding(self, moment: Wall) -> Mapping[str, Bound]:
        """Return each list's adopted version that binds at a moment, by its ref; before all of a list the first."""
        interval = bisect_right(self._sinces, moment)
        known = self._binding.get(interval)
        if known is None:
            pairs = ((law, law.edition_at(moment)) for law in self.laws)
            known = self._binding[interval] = {one.ref: (law, one) for law, one in pairs if one is not None}
        return known

    def begun(self, names: frozenset[str], moment: Wall) -> tuple[Mapping[str, Bound], Mapping[str, Bound]]:
        """Return the versions that have begun to bind by a moment, and of these the ones aimed at an origin."""
        key = (names, bisect_right(self._sinces, moment))
        known = self._begun.get(key)
        if known is None:
            begun = {ref: one for ref, one in self.binding(moment).items() if one[1].since <= moment}
            aimed = {ref: one for ref, one in begun.items() if one[0].targets & names}
            known = self._begun[key] = begun, aimed
        return known

    def proposed(self, on: date) -> Mapping[str, Bound]:
        """Return each list's version that is the last word on a day but not adopted, by its ref."""
        interval = bisect_right(self._announced, on)
        known = self._proposed.get(interval)
        if known is None:
            pairs = ((law, law.proposal_on(on)) for law in self.laws)
            known = self._proposed[interval] = {one.ref: (law, one) for law, one in pairs if one is not None}
        return known

    # --- which lines ----------------------------------------------------------------------------------------------

    def lines_above(self, digits: str) -> Sequence[Line]:
        """Return all lines of the index whose code contains `digits`, the deepest last; asked twice, looked up once."""
        if self._above[0] != digits:
            self._above = digits, self.index.above(digits)
        return self._above[1]

    def _hits(self, digits: str, names: frozenset[str], of: Mapping[str, Law]) -> list[Hit]:
        """Return the hits of the versions `of` whose words name the origin or whose code contains `digits`."""
        hits = [(law, line) for line in self.lines_above(digits) if (law := of.get(line.edition)) is not None]
        return [*self.worded(names), *hits] if self._words else hits

    def worded(self, names: frozenset[str]) -> Sequence[Hit]:
        """Return the hits in words that name an origin: its goods, without codes."""
        known = self._worded.get(names)
        if known is None:
            known = self._worded[names] = [hit for hit in self._words if hit[1].countries & names]
        return known

    @cached_property
    def in_words(self) -> Mapping[str, tuple[Line, ...]]:
        """Return the lines in words for all origins that a list is aimed at, by version."""
        found: dict[str, tuple[Line, ...]] = {}
        for _, line in self._words:
            if not line.countries:
                found[line.edition] = (*found.get(line.edition, ()), line)
        return found

    def above(self, digits: str) -> list[Hit]:
        """Return the hits whose code contains `digits`, the deepest last."""
        return [(law, line) for line in self.lines_above(digits) if (law := self.law_of.get(line.edition))]

    def under(self, digits: str) -> list[Hit]:
        """Return the hits whose code lies within `digits`."""
        return [hit for hit in self._from(digits) if canonical(hit[1].digits) != digits]

    def beside(self, digits: str) -> list[Hit]:
        """Return the hits of the same subheading, in the order of their codes."""
        return self._from(digits[:SUBHEADING])

    def _from(self, stem: str) -> list[Hit]:
        return [(law, line) for line in self.index.from_(stem) if (law := self.law_of.get(line.edition))]

    def _deepest(
        self, hits: Iterable[Hit], digits: str, names: frozenset[str], moment: Wall
    ) -> dict[Law, list[Line]]:
        """Return each list that covers the goods with its deepest covering lines in the version that binds."""
        best: dict[Law, list[Line]] = {}
        binding = self.binding(moment)
        for law, line in hits:
            if line.edition not in binding or not line.covers(digits):
                continue
            if not (line.countries & names if line.countries else self._targeted(law, names, line.part)):
                continue
            known = best.get(law)
            if known is not None and canonical(known[0].digits) == canonical(line.digits):
                known.append(line)
            else:
                best[law] = [line]
        return best

    @staticmethod
    def _targeted(law: Law, names: frozenset[str], part: str) -> bool:
        """Return whether the list reaches an origin where the line names none: its targets, or those of an effect."""
        if law.targets & names:
            return True
        return any(e.countries & names for e in law.effects if e.part in {part, ""})

    # --- which verdict --------------------------------------------------------------------------------------------

    def _standing(
        self, law: Law, line: Line, names: frozenset[str], moment: Wall, exported: Wall | None
    ) -> tuple[Standing, ...]:
        """Return the verdicts for the line; they change only at boundaries, so each interval is worked out once."""
        export = -1 if exported is None else bisect_right(law.export_days, exported)
        targeted = bool(line.countries or law.targets & names)
        key = (id(law), line.part, names, targeted, law.segment(moment), export)
        known = self._verdicts.get(key)
        if known is None:
            known = standings(law, line.part, names, moment, exported, targeted=targeted)
            self._verdicts[key] = known
        return known

    def _layer(
        self, law: Law, line: Line, standing: Standing, digits: str, moment: Wall, *, fits: bool
    ) -> Layer:
        if law.exclusions and standing.applies is not False:
            for exclusion in law.exclusions:
                if _excludes(exclusion, line, digits, moment):
                    return _excluded(self._plain(law, line, standing), exclusion, fits=fits)
        return self._plain(law, line, standing)

    def _plain(self, law: Law, line: Line, standing: Standing) -> Layer:
        key = (id(line), id(standing))
        known = self._layers.get(key)
        if known is None:
            effect = standing.effect
            rate = UNKNOWN_RATE if effect is None else effect.rate
            if effect is not None and effect.rate_on_lines:
                rate = line.rate or UNKNOWN_RATE
            own = effect is not None and effect.conditions and effect.claim_code
            claim = (
                effect.claim_code
                if effect and own
                else line.claim_code or (effect.claim_code if effect else "")
            )
            applies, why = standing.applies, standing.why
            if applies and line.partial and line.is_whole:
                applies, why = (
                    None,
                    f"The list covers only part of this line ({line.partial}); the record cannot tell which.",
                )
            if applies and not line.digits:
                why = f"In words: “{line.description}”. The record cannot tell whether these are your goods."
                applies = None
            known = self._layers[key] = Layer(
                law, law.by_ref[line.edition], line, standing.state, applies, rate,
                effect.mode if effect else "", claim, why, standing,
            )  # fmt: skip
        return known

    # --- what it turns on -----------------------------------------------------------------------------------------

    def _moments(self, question: Question, laws: Iterable[Law]) -> tuple[Wall, ...]:
        """Return the moments of the day at which the answer may change, the first being the day's beginning."""
        start = wall_of(question.on, question.at)
        if question.at is not None:
            return (start,)
        end = wall_of(question.on, time(0)) + DAY
        found = {start}
        for law in laws:
            found |= {b for b in law.boundaries[law.segment(start) :] if b < end}
        return tuple(sorted(found))

    def _codes(
        self, digits: str, hits: Sequence[Hit], moments: Sequence[Wall], leaves: Sequence[str]
    ) -> tuple[str, ...]:
        """Return the codes to tell apart: deeper ones that a binding line names, and the rest of the code itself."""
        found: set[str] = set()
        for law, line in hits:
            if any((e := law.edition_at(moment)) and e.ref == line.edition for moment in moments):
                found |= {canonical(one) for one in (line.digits, *line.excepted, *line.only)}
        found |= {canonical(one.digits) for law in {law for law, _ in hits} for one in law.exclusions}
        deeper = {one for one in found if len(one) > len(digits) and one.startswith(digits)}
        if not deeper:
            return (digits,)
        known = {canonical(leaf) for leaf in leaves}
        rest = known - {leaf for leaf in known if leaf.startswith(tuple(deeper))}
        return (*sorted(deeper), digits) if rest or not known else tuple(sorted(deeper))

    def _exports(
        self, question: Question, laws: Iterable[Law], names: frozenset[str], moments: Sequence[Wall]
    ) -> tuple[Wall | None, ...]:
        """Return the moments of export to tell apart: one when it is known or nothing turns on it."""
        first, last = moments[0], moments[-1]
        named = {
            e.exported_before
            for law in laws
            for e in law.effects
            if e.exported_before is not None
            and e.start <= last
            and first < min(FAR if one is None else one for one in (e.end, e.entered_before))
            and (not e.countries or e.countries & names)
        }
        if question.exported_on is None:
            return (None,) if not named else (min(named) - 1, *sorted(named))
        day = wall_of(question.exported_on)
        return (day, *sorted(x for x in named if day < x < day - day % DAY + DAY))

    def _branching(
        self,
        question: Question,
        codes: Sequence[str],
        moments: Sequence[Wall],
        exports: Sequence[Wall | None],
        names: frozenset[str],
    ) -> Answer:
        """Return every branch that differs, and what they turn on."""
        fits = self._fits(codes, names, moments, exports)
        cases = {
            case: self.layers(case[0], names, case[1], case[2], fits=case[3])
            for case in product(codes, moments, exports, fits)
        }
        axes = [axis for axis in range(4) if turns_on(axis, cases)]
        depends = tuple(("code", "entry_time", "exported_on", "exclusion")[axis] for axis in axes)
        if not depends:
            return Answer(question, next(iter(cases.values())))
        branches = branches_of(cases, axes, canonical(question.digits), moments, exports)
        common = [layer for layer in branches[0].layers if all(has(branch, layer) for branch in branches)]
        return Answer(question, tuple(common), depends, branches)

    def _fits(
        self,
        codes: Sequence[str],
        names: frozenset[str],
        moments: Sequence[Wall],
        exports: Sequence[Wall | None],
    ) -> tuple[bool, ...]:
        """Return (False, True) when an exclusion in words may take the goods out, else (False,)."""
        for code, moment, exported in product(codes, moments, exports):
            for layer in self.layers(code, names, moment, exported, fits=False):
                if layer.exclusion and layer.exclusion.description:
                    return (False, True)
        return (False,)


def _excludes(exclusion: ExclusionOf, line: Line, digits: str, moment: Wall) -> bool:
    """Return whether the exclusion names the code at the moment; its words are another question."""
    if not exclusion.start <= moment < (FAR if exclusion.end is None else exclusion.end):
        return False
    if exclusion.part not in {line.part, ""}:
        return False
    return digits.startswith(canonical(exclusion.digits))


def _excluded(layer: Layer, exclusion: ExclusionOf, *, fits: bool) -> Layer:
    if exclusion.description and not fits:
        return replace(layer, exclusion=exclusion)
    why = "The goods are excluded from the list for this time."
    return replace(
        layer,
        state=State.EXCLUDED,
        applies=False,
        claim_code=exclusion.claim_code,
        why=why,
        exclusion=exclusion,
    )
