"""The gender of the names of lands, sites and bodies in Arabic, by which verbs and relative clauses agree with them."""

from __future__ import annotations

from kg.extract.ar.morphology import analyse_word
from kg.model import EntityType
from kg.resolve.mention import Mention
from kg.text.fold import fold

_LANDS = frozenset({EntityType.COUNTRY, EntityType.PLACE})
_BODIES = frozenset({EntityType.PARTY, EntityType.ARMED_GROUP, EntityType.ORGANIZATION, EntityType.GOVERNMENT})
_MASCULINE_BODIES = frozenset(
    fold(w)
    for w in (
        "تنظيم حزب مجلس جيش حلف اتحاد الاتحاد بنك البنك صندوق برنامج مكتب تحالف ائتلاف تيار فيلق لواء جهاز الجيش البرلمان "
        "الكرملين البنتاغون"
    ).split()
)
_MASCULINE = frozenset("LBN IRQ MAR".split())
_EITHER = frozenset("YEM SDN SOM SSD JOR SEN CMR NER TCD KWT QAT VAT".split())
_MASCULINE_SITES = frozenset(
    fold(w) for w in "شمال جنوب شرق غرب وسط قطاع إقليم مطار ميناء مسجد معبر سد جبل خليج بحر نهر مضيق حي مخيم ريف ساحل قصر".split()
)


def name_gender(mention: Mention, *, several: bool) -> str:
    """Return the gender of a state, town, site or body by its name, of ``several`` words or one, or ""."""
    words = fold(mention.name).split(" ")
    if mention.type in _BODIES and not mention.metonym:
        return "m" if words[0] in _MASCULINE_BODIES else "f" if several and words[0].endswith("ه") else ""
    city = mention.metonym and (not mention.name.startswith("ال") or words[-1].endswith("ه"))
    if mention.type not in _LANDS or (mention.metonym and not city):
        return ""
    if several and words[0] in _MASCULINE_SITES:
        return "" if mention.type is EntityType.COUNTRY else "m"  # رفعت جنوب أفريقيا دعوى
    feminine = several and words[0].endswith(("ات", "ه"))  # المملكة المغربية
    if several and not (feminine and mention.type is EntityType.COUNTRY) and analyse_word(words[0])[0].pos in ("head", "noun"):
        return ""
    if mention.type is EntityType.PLACE or mention.metonym or feminine:
        return "f"
    return "m" if mention.state in _MASCULINE else "" if mention.state in _EITHER else "f"
