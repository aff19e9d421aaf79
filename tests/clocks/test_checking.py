"""Somebody's list of deadlines against the rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clocks import shipped
from clocks.checking import ROW_LIMIT, Finding, Line, Order, check, decode, read_table, rule_meant
from clocks.checking.compare import check_line

HEAD = "Rule,Trigger date,Date you have\n"
ROW = "301.10,1994-06-30,1994-12-30\n"


def one(rule: str, trigger: str, have: str) -> Finding:
    return check_line(Line(1, rule, trigger, have), shipped())


@pytest.mark.parametrize("mark", ["\t", ";", ",", "|"])
def test_separators_are_found(mark: str) -> None:
    table = read_table((HEAD + ROW).replace(",", mark))
    assert table.lines == (Line(2, "301.10", "1994-06-30", "1994-12-30"),)


def test_columns_are_found_by_name_in_any_order() -> None:
    text = "Ref;Due date;Owner;Anchor;Clock\nX-1;1994-12-30;Ann;1994-06-30;301.10\n"
    assert read_table(text).lines == (Line(2, "301.10", "1994-06-30", "1994-12-30"),)


def test_a_deadline_column_is_the_rule_unless_another_is() -> None:
    first = read_table(f"Deadline,Trigger,Due\n{ROW}").lines
    second = read_table(f"Rule,Trigger,Deadline\n{ROW}").lines
    assert (first[0].have, second[0].have) == ("1994-12-30", "1994-12-30")


def test_lines_above_the_header_are_passed_over() -> None:
    assert read_table(f"Our deadlines,,\nas of today,,\n{HEAD}{ROW}").lines[0].number == 4


def test_without_a_header_the_order_is_rule_trigger_date() -> None:
    table = read_table(ROW)
    assert (table.lines[0].rule, "no header" in table.columns) == ("301.10", True)


def test_commas_inside_quotes_do_not_cut() -> None:
    assert (
        read_table(f'{HEAD}301.10,"June 30, 1994","December 30, 1994"\n').lines[0].have == "December 30, 1994"
    )


def test_commas_of_dates_do_not_cut_where_tabs_do() -> None:
    text = "301.10\tJune 30, 1994\tDecember 30, 1994\n"
    assert read_table(text).lines[0].trigger == "June 30, 1994"


def test_rows_beyond_the_limit_are_counted_not_checked() -> None:
    table = read_table(HEAD + ROW * (ROW_LIMIT + 7))
    assert (len(table.lines), table.left_out) == (ROW_LIMIT, 7)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "nothing to check"),
        (" \n\n", "nothing to check"),
        ("301.10 1994-06-30 1994-12-30\n", "No row has three columns"),
        (HEAD, "a header but no row below it"),
        ("Rule,Trigger date,Remark\n" + ROW, "names no column for the date you have"),
        ('Rule,Trigger date,Due\n301.10,"' + "x" * 200_000, "cannot be read"),
    ],
)
def test_tables_that_cannot_be_read_say_why(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        read_table(text)


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"PK\x03\x04rest", "a workbook"),
        ("Jeûne".encode("latin-1"), "not UTF-8"),
        (b"a" * 500_001, "more than 500 kB"),
        (b"a\x00b", "no text"),
        (b"\xff\xfea", "not UTF-8"),
    ],
)
def test_files_that_are_no_text_say_how_to_save_them(raw: bytes, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        decode(raw)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_save_is_read(encoding: str) -> None:
    assert decode("Jeûne\t1\t2".encode(encoding)) == "Jeûne\t1\t2"


@pytest.mark.parametrize(
    "words",
    [
        "301.10", "Rule 301.10", "301.10: determination", "19 U.S.C. 2414(a)(3)(A)(ii)", "DSU.20.appeal",
        "dsu.20.APPEAL",
    ],
)  # fmt: skip
def test_rules_are_known_by_id_or_citation(words: str) -> None:
    assert rule_meant(words)[1].id in ("301.10", "DSU.20.appeal")


def test_words_that_fit_one_rule_name_it() -> None:
    assert rule_meant("Implement the action decided")[1].id == "301.14"


def test_words_that_fit_several_rules_name_none() -> None:
    with pytest.raises(ValueError, match=r"fits 301.*; write the id of one"):
        rule_meant("section 301")


def test_an_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"names no rule we know; did you mean .*301\.14"):
        rule_meant("301.144")


def test_two_ids_in_one_cell_name_none() -> None:
    with pytest.raises(ValueError, match=r"fits 301\.10, 301\.11"):
        rule_meant("301.10 or 301.11")


def test_the_same_day_is_said_to_be_the_same() -> None:
    assert one("301.10", "1994-06-30", "30 December 1994").outcome == "same"


def test_another_day_is_told_with_by_how_much_and_the_proof() -> None:
    found = one("301.14", "1995-02-04", "1995-03-01")
    assert (found.outcome, found.due_on, found.by_how_much) == (
        "differs", date(1995, 3, 6), "five days earlier than the rule",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "trigger", "have", "reason"),
    [
        ("301.14", "1995-02-04", "1995-03-05", "counts the trigger day as day 1"),
        ("301.14", "1995-02-04", "1995-03-07", "the day beyond the count"),
        ("301.14", "1995-02-04", "1995-03-04", "takes 30 days for a month"),
        ("301.10", "1994-06-30", "1994-12-31", "the end of a month leads to the end of a month"),
        ("301.10", "1994-06-15", "1994-12-12", "takes a month for 30 days"),
        ("DSU.20.appeal", "2020-09-15", "2020-11-14", "the last day before rolling; the rule rolls: Skipped"),
        ("DSU.20", "2020-09-15", "2020-11-16", "this rule has no rolling"),
        ("301.14", "1995-02-04", "1995-01-05", "counts back; the rule counts the other way"),
        (
            "301.20.window",
            "2022-07-06",
            "2022-05-07",
            "the first day of the window; the rule's day is the last",
        ),
    ],
)
def test_the_way_to_the_other_day_is_named(rule: str, trigger: str, have: str, reason: str) -> None:
    assert any(reason in why for why in one(rule, trigger, have).why)


def test_a_difference_nobody_can_explain_is_not_explained() -> None:
    assert one("301.14", "1995-02-04", "1995-08-01").why == ()


def test_everything_wrong_with_a_row_is_told_at_once() -> None:
    found = one("nonsense", "03/04/2020", "soon")
    assert [why.split(":")[0] for why in found.why] == ["Rule", "Trigger date", "Date you have"]


def test_a_year_without_calendar_cannot_be_checked_and_names_both() -> None:
    found = one("DSU.20.appeal", "2050-01-03", "2050-03-04")
    assert (found.outcome, "calendar wto, year 2050" in found.why[0]) == ("unchecked", True)


def test_a_day_before_the_law_is_cautioned() -> None:
    assert "law from 23 August 1988" in one("301.14", "1980-01-01", "1980-01-31").caution


@pytest.mark.parametrize(
    ("rule", "caution"),
    [("UM.04", "The reading of this rule is unverified."), ("DSU.07", "No meeting of the DSB on or after")],
)
def test_what_is_not_sure_is_cautioned(rule: str, caution: str) -> None:
    assert caution in one(rule, "2024-03-01", "2024-03-09").caution


def test_the_same_day_differs_by_nothing() -> None:
    assert one("301.14", "1995-02-04", "1995-03-06").by_how_much == ""


def test_unverified_calendars_are_cautioned() -> None:
    assert "calendar wto are unverified" in one("DSU.20.appeal", "2020-09-15", "2020-11-16").caution


@pytest.mark.parametrize("trigger", ["0001-01-05", "9999-12-01", "9999-12-30"])
def test_days_at_the_ends_of_the_calendar_do_not_stop_the_check(trigger: str) -> None:
    assert one("301.14", trigger, "2000-01-01").why or one("301.14", trigger, "2000-01-01").days


def test_what_the_writer_says_of_numbers_holds_for_every_row() -> None:
    table = read_table("301.14,03/04/2020,03/05/2020\n")
    (found,) = check(table, shipped(), Order.DAY_FIRST)
    assert (found.trigger, found.outcome) == (date(2020, 4, 3), "same")


@given(st.text(max_size=200))
def test_any_text_is_a_table_or_an_error(text: str) -> None:
    try:
        assert read_table(text).lines
    except ValueError as error:
        assert str(error)


@given(st.text(max_size=30), st.text(max_size=20), st.text(max_size=20))
def test_any_row_gets_a_finding(rule: str, trigger: str, have: str) -> None:
    assert one(rule, trigger, have).why


STATED = "Rule,Trigger date,Date you have,Period\n"


def test_a_rule_that_runs_as_stated_takes_its_period_from_the_column_of_that_name() -> None:
    table = read_table(f"{STATED}DSU.RPT,1997-09-25,1999-01-02,15 m 1 w\n301.10,1994-06-30,1994-12-30,\n")
    stated, own = check(table, shipped())
    assert (stated.outcome, str(stated.due_on), stated.days) == ("differs", "1999-01-01", 1)
    assert (own.outcome, own.caution) == ("same", "")
    assert "“Period” as the stated period" in table.columns


@pytest.mark.parametrize(
    ("period", "said"),
    [("", "rule DSU.RPT runs as long as stated; give period"), ("15 moons", "'15 moons' is no period")],
)
def test_without_a_readable_period_such_a_rule_is_not_checked(period: str, said: str) -> None:
    [found] = check(read_table(f"{STATED}DSU.RPT,1997-09-25,1999-01-01,{period}\n"), shipped())
    assert found.outcome == "unchecked"
    assert said in " ".join(found.why)


def test_a_period_beside_a_rule_with_its_own_count_is_said_to_be_unused() -> None:
    [found] = check(read_table(f"{STATED}301.10,1994-06-30,1994-12-30,6 m\n"), shipped())
    assert (found.outcome, found.caution) == (
        "same",
        "The period written (6 m) is not used: the rule has its own count.",
    )


def test_a_fourth_column_without_a_heading_is_no_period() -> None:
    assert read_table("301.10,1994-06-30,1994-12-30,6 m\n").lines[0].period == ""
