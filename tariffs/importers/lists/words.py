"""The words headers are written in, by role, in the languages lists come in; and text that is no data row."""

import re
import unicodedata
from enum import StrEnum


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    RATE = "rate"
    DESCRIPTION = "description"
    VALUE = "value"
    SCOPE = "scope"
    CLAIM = "claim"


HEADERS: dict[Role, tuple[str, ...]] = {
    Role.CLAIM: ("ch99 code", "ch99", "chapter 99", "chapter 99 heading", "claim code", "9903 heading"),
    Role.CODE: (
        "hts", "htsus", "hts8", "hts10", "hts6", "hs", "hs6", "hs8", "hs10", "hs code", "hts code", "hts number",
        "hts prefix", "htsus subheading", "hts subheading", "subheading", "heading", "heading subheading", "code",
        "codes", "product code", "commodity code", "commodity", "tariff code", "tariff item", "tariff line",
        "tariff heading", "tariff number", "tariff subheading", "cn", "cn code", "cn8", "kn code", "kn 8", "taric",
        "tsus", "item", "line", "harmonized code",
        "harmonised code", "customs code", "hs heading", "national tariff line",
        "code sh", "sh", "code nc", "nc", "position", "position tarifaire", "numero tarifaire", "code tarifaire",
        "sous position", "code douanier", "nomenclature",
        "zolltarifnummer", "warennummer", "tarifnummer", "warencode", "kn", "hs position", "unterposition",
        "codigo", "codigo sa", "codigo nc", "codigo arancelario", "partida", "partida arancelaria", "subpartida",
        "fraccion", "fraccion arancelaria", "nico", "posicion arancelaria",
        "ncm", "codigo ncm", "sh4", "sh6", "codice", "codice nc", "codice doganale", "voce doganale", "taric code",
        "goederencode", "gn code", "kod cn", "kod",
        "税则号列", "税号", "税则号", "商品编码", "商品代码", "税目",
        "品目", "hs编码", "税番", "品目番号", "hs 코드", "세번",
        "код", "код тн вэд", "тн вэд", "код тн вэд еаэс", "gtip", "gtip no", "رمز النظام المنسق",
    ),
    Role.RATE: (
        "rate", "rates", "duty", "duty rate",
        "rate of duty", "stated rate", "tariff rate", "tariff", "additional duty", "ad valorem",
        "additional rate", "surtax", "surcharge", "new rate", "proposed rate", "percent", "additional tariff",
        "taux", "taux de droit", "droit", "droits", "droit additionnel", "surtaxe",
        "satz", "zollsatz", "zoll", "zusatzzoll", "zollsatze", "abgabensatz",
        "arancel", "tasa", "tarifa", "derecho", "tipo",
        "aliquota", "aliquota adicional", "imposto", "dazio", "tarief",
        "stawka", "税率", "加征税率", "関税率", "세율", "ставка", "ставка пошлины", "vergi orani",
    ),
    Role.DESCRIPTION: (
        "description", "descriptions", "product description", "article", "article description", "goods", "product",
        "products", "text", "brief description", "description of goods", "item description", "name",
        "libelle", "designation", "designation des marchandises", "produit", "produits", "marchandises",
        "warenbezeichnung", "bezeichnung", "beschreibung", "ware", "waren",
        "descripcion", "mercancia", "mercancias", "producto", "productos",
        "descricao", "mercadoria", "produto", "descrizione", "merce", "omschrijving", "opis",
        "商品名称", "货品名称", "品名", "商品描述", "描述",
        "품명", "наименование", "описание", "наименование товара", "tanim",
    ),
    Role.VALUE: (
        "value", "trade value", "import value", "imports", "exports", "trade", "customs value", "value of imports",
        "valeur", "wert", "handelswert", "valor", "valore", "waarde",
        "wartosc", "进口额", "贸易额", "金额", "輸入額", "стоимость",
    ),
    Role.SCOPE: (
        "country", "countries", "country scope", "scope",
        "origin", "country of origin", "member state", "member states",
        "pays", "origine", "land", "lander", "herkunft", "ursprung",
        "pais", "paises", "origen", "origem", "paese", "kraj",
        "国家", "原产国", "原産国", "국가", "страна", "iso2",
    ),
}  # fmt: skip
SERIAL = {
    "no", "nr", "n", "number", "row", "s n", "sl no", "serial", "lfd nr", "num",
    "序号", "番号", "번호", "№", "п п", "#",
}  # fmt: skip
CURRENCIES = {"us$": "USD", "usd": "USD", "$": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP", "cad": "CAD",
              "cny": "CNY", "rmb": "CNY", "jpy": "JPY", "chf": "CHF", "美元": "USD", "人民币": "CNY"}  # fmt: skip
SCALES = {"million": 1_000_000, "millions": 1_000_000, "mio": 1_000_000, "thousand": 1_000, "thousands": 1_000,
          "000": 1_000, "billion": 1_000_000_000, "百万": 1_000_000, "万": 10_000}  # fmt: skip
CAPTION = re.compile(
    r"(?i)^(?:annex|appendix|attachment|chapter|section|part|list|table|page|total|subtotal|grand total|source|notes?|"
    r"footnote|continued|kapitel|abschnitt|anhang|anlage|seite|summe|quelle|chapitre|annexe|capitulo|capítulo|anexo|"
    r"fuente|附件|第.{1,3}章|合计|注)\b"
)
FILLING = re.compile(r"20\d\d|19\d\d|in|of|the|usd|us\$|eur|million|thousand|000|us")
# A longer header is taken for a rate only when it says that the rate is added; "MFN rate" is the normal duty.
ADDED = re.compile(
    "additional|additionnel|adicional|addizional|zusatz|surtax|surcharge|retaliat|加征|追加|反制|дополнительн"
)
LINKED = re.compile(r"\b(?:of|for|de|du|des|del|della|di|do|da|der|von|pour)\b")
IN_BRACKETS = re.compile(r"[(（\[].*?[)）\]]")
_BY_WORD = {word: role for role, words in HEADERS.items() for word in words}
_RATES = [word if not word.isascii() else f" {word} " for word in HEADERS[Role.RATE]]
_ENDINGS = sorted(
    (
        word for role in (Role.CODE, Role.DESCRIPTION) for word in HEADERS[role]
        if re.fullmatch(r"[\u3040-\u9fff]{2,}", word)
    ),
    key=len, reverse=True,
)  # fmt: skip


def plain(text: str) -> str:
    """Return a header without case, accents, punctuation and doubled spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w#№$€£]+|_", " ", bare.casefold()).split())


def role_of(header: str) -> Role | None:
    """Return what a column with this header holds, None when the words do not say."""
    words = plain(header)
    if words in _BY_WORD:
        return _BY_WORD[words]
    shorter = " ".join(word for word in words.split() if not FILLING.fullmatch(word))
    return _BY_WORD.get(shorter) or _longer(plain(IN_BRACKETS.sub(" ", header)))


def _longer(words: str) -> Role | None:
    """Return what a header of many words holds: a code, a description, or a rate that is said to be added."""
    head = LINKED.split(words, maxsplit=1)[0].strip()
    role = _BY_WORD.get(words) or _BY_WORD.get(head)
    if role in {Role.CODE, Role.DESCRIPTION}:
        return role
    if ADDED.search(words) and any(rate in f" {words} " for rate in _RATES):
        return Role.RATE
    ending = next((word for word in _ENDINGS if words.endswith(word)), None)
    return _BY_WORD[ending] if ending else None


def is_serial(header: str) -> bool:
    """Return whether a header says that the column only numbers the rows."""
    return plain(header) in SERIAL


def money_of(header: str) -> tuple[str, int]:
    """Return the currency a header names ('' when none) and what its numbers are to be multiplied by."""
    words = header.casefold().replace("(", " ").replace(")", " ").replace(",", " ").split()
    currency = next((CURRENCIES[word] for word in words if word in CURRENCIES), "")
    scale = next((SCALES[word] for word in words if word in SCALES), 1)
    return currency, scale
