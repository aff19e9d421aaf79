"""Public reference data: nomenclatures by edition, their codes, correlations and trade values.

Loaded from published files and never edited, so it keeps no history of changes; who may read it is everybody.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from disputes.models.base import one_of

SHA256 = r"^[0-9a-f]{64}$"
DIGITS = r"^(\d{2}|\d{4}|\d{6}|\d{8}|\d{9}|\d{10})$"


class Nomenclature(models.Model):
    """One edition of one authority's schedule, valid over [valid_from, valid_until); `digits` is its deepest level."""

    ref = models.SlugField(max_length=60, unique=True)
    authority = models.CharField(max_length=20)
    schedule = models.CharField(max_length=20)
    edition = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    digits = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    source = models.TextField(blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "schedule", "edition"], name="nomenclature_edition_once"
            ),
            models.UniqueConstraint(
                fields=["authority", "schedule", "valid_from"], name="nomenclature_one_per_start"
            ),
            models.CheckConstraint(name="nomenclature_digits_known", condition=Q(digits__in=(6, 8, 9, 10))),
            models.CheckConstraint(name="nomenclature_sha256_shape", condition=Q(sha256__regex=SHA256)),
            models.CheckConstraint(
                name="nomenclature_ends_after_start",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
        )

    def __str__(self) -> str:
        return self.title


class CommodityCode(models.Model):
    """One row of an edition as printed; digits '' for a superior text that has no number of its own.

    Rates are the published text; an empty rate on a statistical number is that of the line above it.
    `is_derived`: an eight-digit line the edition prints only as one ten-digit number.
    """

    id = models.BigAutoField(primary_key=True)
    nomenclature = models.ForeignKey(Nomenclature, on_delete=models.CASCADE, related_name="codes")
    digits = models.CharField(max_length=10, blank=True, default="")
    description = models.TextField(blank=True, default="")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="children")
    indent = models.PositiveSmallIntegerField(default=0)
    units = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    general_rate = models.TextField(blank=True, default="")
    special_rate = models.TextField(blank=True, default="")
    other_rate = models.TextField(blank=True, default="")
    additional_duties = models.TextField(blank=True, default="")
    is_derived = models.BooleanField(default=False)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["nomenclature", "digits"], condition=~Q(digits=""), name="commodity_code_once"
            ),
            models.UniqueConstraint(fields=["nomenclature", "position"], name="commodity_code_position_once"),
            models.CheckConstraint(
                name="commodity_code_digits_even", condition=Q(digits="") | Q(digits__regex=DIGITS)
            ),
            models.CheckConstraint(
                name="commodity_code_or_words", condition=~Q(digits="") | ~Q(description="")
            ),
        )

    def __str__(self) -> str:
        return self.digits or self.description


class Relationship(models.TextChoices):
    """How many codes stand on each side of a correlation."""

    ONE_TO_ONE = "1:1", "one to one"
    ONE_TO_MANY = "1:n", "one to many"
    MANY_TO_ONE = "n:1", "many to one"
    MANY_TO_MANY = "n:n", "many to many"


class Correlation(models.Model):
    """One pair of a correlation table: goods of `from_digits` may be in `to_digits` of the other edition."""

    id = models.BigAutoField(primary_key=True)
    from_nomenclature = models.ForeignKey(
        Nomenclature, on_delete=models.CASCADE, related_name="correlations_from"
    )
    to_nomenclature = models.ForeignKey(
        Nomenclature, on_delete=models.CASCADE, related_name="correlations_to"
    )
    from_digits = models.CharField(max_length=10)
    to_digits = models.CharField(max_length=10)
    relationship = models.CharField(max_length=3, choices=Relationship)

    class Meta:
        indexes = (models.Index(fields=["to_nomenclature", "to_digits"], name="correlation_backwards"),)
        constraints = (
            models.UniqueConstraint(
                fields=["from_nomenclature", "from_digits", "to_nomenclature", "to_digits"],
                name="correlation_once",
            ),
            one_of("correlation_relationship_known", "relationship", Relationship),
            models.CheckConstraint(
                name="correlation_between_two", condition=~Q(from_nomenclature=F("to_nomenclature"))
            ),
            models.CheckConstraint(
                name="correlation_digits_even",
                condition=Q(from_digits__regex=DIGITS) & Q(to_digits__regex=DIGITS),
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_digits} → {self.to_digits}"


class Flow(models.TextChoices):
    """What a trade value counts; different flows are never added."""

    IMPORTS_CONSUMPTION = "imports_consumption", "imports for consumption"


class TradeValue(models.Model):
    """What a reporter traded with one partner in one code and year, in whole `currency` units with cents.

    `partner_code` is the code of the file (Census Schedule C: 5700, 0003); `partner` its ISO 3166-1 alpha-2, 'EU'
    for the bloc, '' when it is neither. `source_ref` names the loaded file.
    """

    id = models.BigAutoField(primary_key=True)
    reporter = models.CharField(max_length=2)
    partner = models.CharField(max_length=2, blank=True, default="")
    partner_code = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    flow = models.CharField(max_length=30, choices=Flow, default=Flow.IMPORTS_CONSUMPTION)
    digits = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=20, decimal_places=2)
    currency = models.CharField(max_length=3, default="USD")
    duties = models.DecimalField(max_digits=20, decimal_places=2, null=True, blank=True)
    source_ref = models.SlugField(max_length=100)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["reporter", "year", "flow", "partner_code", "digits"], name="trade_value_once"
            ),
            one_of("trade_value_flow_known", "flow", Flow),
            models.CheckConstraint(name="trade_value_digits_even", condition=Q(digits__regex=DIGITS)),
            models.CheckConstraint(name="trade_value_not_negative", condition=Q(value__gte=0)),
            models.CheckConstraint(
                name="trade_value_duties_not_negative", condition=Q(duties__isnull=True) | Q(duties__gte=0)
            ),
            models.CheckConstraint(
                name="trade_value_currency_shape", condition=Q(currency__regex=r"^[A-Z]{3}$")
            ),
        )

    def __str__(self) -> str:
        return f"{self.reporter} {self.partner_code} {self.digits} {self.year}"


class LoadedFile(models.Model):
    """A file of correlations or trade values once loaded, so that loading it again does nothing."""

    ref = models.SlugField(max_length=100, unique=True)
    what = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="loaded_file_what_known", condition=Q(what__in=("correlation", "trade_values"))
            ),
            models.CheckConstraint(name="loaded_file_sha256_shape", condition=Q(sha256__regex=SHA256)),
        )

    def __str__(self) -> str:
        return self.ref
