"""The sections of the Harmonized System, by chapter; the same in every edition since 1988."""

# Short names of our own; the legal titles are longer.
SECTIONS: tuple[tuple[str, int, int, str], ...] = (
    ("I", 1, 5, "Live animals; animal products"),
    ("II", 6, 14, "Vegetable products"),
    ("III", 15, 15, "Fats, oils and waxes"),
    ("IV", 16, 24, "Prepared food, drinks, tobacco"),
    ("V", 25, 27, "Mineral products"),
    ("VI", 28, 38, "Chemical products"),
    ("VII", 39, 40, "Plastics and rubber"),
    ("VIII", 41, 43, "Hides, leather, furs"),
    ("IX", 44, 46, "Wood, cork, basketware"),
    ("X", 47, 49, "Pulp, paper, print"),
    ("XI", 50, 63, "Textiles and clothing"),
    ("XII", 64, 67, "Footwear, headgear, umbrellas"),
    ("XIII", 68, 70, "Stone, ceramics, glass"),
    ("XIV", 71, 71, "Pearls, precious stones and metals"),
    ("XV", 72, 83, "Base metals"),
    ("XVI", 84, 85, "Machinery and electrical equipment"),
    ("XVII", 86, 89, "Vehicles, aircraft, ships"),
    ("XVIII", 90, 92, "Instruments, clocks, musical instruments"),
    ("XIX", 93, 93, "Arms and ammunition"),
    ("XX", 94, 96, "Furniture, toys, miscellaneous"),
    ("XXI", 97, 97, "Works of art, antiques"),
    ("XXII", 98, 99, "National provisions"),
)
TITLES: dict[str, str] = {number: title for number, _, _, title in SECTIONS}
ORDER: dict[str, int] = {number: place for place, (number, _, _, _) in enumerate(SECTIONS)}


def section_of(digits: str) -> str:
    """Return the Roman number of the section a code lies in; XXII stands for chapters 98 and 99, outside the HS."""
    chapter = int(digits[:2])
    return next(number for number, first, last, _ in SECTIONS if first <= chapter <= last)
