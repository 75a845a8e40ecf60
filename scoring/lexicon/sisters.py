"""Languages written so much like one of the fifteen that only words of their own part them: Malay beside Indonesian,
Marathi and Nepali beside Hindi. Without such a word a text is read as the language that more bios are in."""

import re
from collections.abc import Mapping
from functools import cache

SISTERS: dict[str, str] = {"ms": "id", "mr": "hi", "ne": "hi"}

# Words of one of two sisters that the other does not have, or hardly ever uses, with no meaning that travels.
_OWN_WORDS: dict[str, str] = {
    "ms": "nak tak kasut tengok korang kitorang diorang awak macam mcm camne jom comel sahaja cikgu isteri kerana mahu "
    "universiti kesihatan kahwin usahawan ejen stokis kat je jer dah takde xde wasap "
    "pelajar ialah dgn tgk utk org lelaki bergembira setitis sedap pejabat benda tudung malaysia "
    "selangor johor kelantan terengganu kedah sarawak sabah melaka melayu percuma penghantaran kisah "
    "bercuti doktor kualiti kalini harini hantar jurugambar solekan kenduri jugak bajet fesyen resipi mentua "
    "syarikat tempahan pakej diskaun basikal seluar ubat kerusi jiran arnab epal nenas tembikai biskut aiskrim "
    "seronok pensyarah jurulatih kuantan pahang perlis ipoh seremban putrajaya klang kuching penang",
    "id": "bisa karena nggak gak ga aja banget cuma mau kamu kalian gue gua lu elo uang bahwa istri kesehatan "
    "mahasiswa universitas sepatu mobil kantor ongkir wib dong sih kok saja akun resmi yuk pesan indonesia jakarta "
    "bandung kuliah menikah teman cewek cowok gratis enak nih udah belum pengen desain dokter pemesanan jualan "
    "berbagai oleh-oleh jatim jateng jabar wisata kuliner seputar kabupaten kelurahan kecamatan "
    "kerjasama bogor depok tangerang bekasi surabaya jogja yogyakarta medan semarang makassar bali malang kak guys",
    "mr": "आहे आहेत आणि मी माझा माझी माझे माझ्या नाही होते तुम्ही आम्ही तुमच्या आमच्या महाराष्ट्र मराठी आई मुंबईकर पुणेकर कर "
    "काही सर्व केवळ फक्त छत्रपती शिवाजी असे तर गाव नाशिक",
    "ne": "छ छन् छु छौं मेरो मेरी हाम्रो तपाईं तपाईंको नेपाल नेपाली गर्ने गर्छु भयो हुन्छ भएको लागि मलाई काठमाडौं र "
    "छैन छैनन् थियो थिए थिएँ हुनुहुन्छ गर्नु गर्नुहोस् गर्नुहोला आउनुहोस् आउनुहोस "
    "राख्नु राखेको राखेकी सधैं सधै सबै सबैलाई सबैको केहि केही म हामी तिमी तिम्रो तँ उनी कसैको कसैलाई होइन होला "
    "गरेर भनेर भने जस्तो यस्तो पनि नै साथीहरू पोखरा धन्यवाद ",
    "hi": "है हैं और मैं मेरा मेरी मेरे नहीं हूं हूँ का की के को से में था थी भी तो",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[\u0900-\u097f'-])*")
_ONLY_MARATHI = "ळ"  # a letter that Hindi does not write
_FAR_LIKELIER = 8  # times, from which on the model is believed without a word,
_SURE = 0.8  # where it is as sure as this


def part_sisters(language: str, text: str, chances: Mapping[str, float]) -> str:
    """``language``, or a sister of it that the words of ``text`` tell, or else the model's ``chances`` very much."""
    sisters = [sister for sister, read_as in SISTERS.items() if read_as == language]
    if not sisters:
        return language
    words = set(_WORD.findall(text.casefold()))
    told = {one: len(words & _own_words()[one]) for one in (language, *sisters)}
    if "mr" in told and _ONLY_MARATHI in text:
        told["mr"] += 1
    best = max(sisters, key=lambda sister: (told[sister], chances.get(sister, 0.0)))
    if told[best] != told[language]:
        return best if told[best] > told[language] else language
    chance = chances.get(best, 0.0)
    return best if chance > _SURE and chance > _FAR_LIKELIER * chances.get(language, 0.0) else language


@cache
def _own_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _OWN_WORDS.items()}
