"""Clubs that people stand by, which bear the names of places and are no homes."""

import re

from scoring.patterns import late

_BIG = "A-ZÀ-ÖØ-ÞĞİŞĆŁŃŚŹŻА-ЯЁ"
_NAME = rf"[{_BIG}][\w'’-]{{2,20}}"
_CLUB = late(
    # letters of a club before its town, or behind it
    r"\b(?:FC|F\.C\.|AFC|CF|AC|AS|SSC|BVB|VfB|VfL|TSV|HSV|FSV|TSG|KAA|RC|RCD|PSV|NAC|GKS|MKS|RKS|SK|SV|CSKA|"
    r"ЦСКА|ФК|ХК) "
    rf"{_NAME}|\b{_NAME}(?: {_NAME})? (?:FC|CF|AFC|City FC|Rovers|Wanderers|Hotspur|Kickers|Demirspor|"
    r"United(?! (?:States|Kingdom|Arab|Nations)))\b|"
    # names of clubs before their town
    r"\b(?:Ajax|Legia|Cracovia|Wisła|Lech|Widzew|Ruch|Górnik|Śląsk(?= Wrocław)|Zagłębie(?= Lubin| Sosnowiec)|"
    r"Pogoń|Arka|"
    r"Lechia|Real(?= Madrid| Sociedad| Betis| Zaragoza| Valladolid| Oviedo)|Atlético|Atletico|Athletic|Sporting|"
    r"Inter|"
    r"Borussia|Eintracht|Hertha|Werder|Bayern(?= Mün| Mun)|Fortuna|Arminia|Union|Dynamo|Hansa|Olympique|Stade|Racing|"
    r"Persib|Persebaya|Persija|Arema|PSM|PSIS|PSS|Persik|PSMS|Persis|Persipura|Rosario Central|Deportivo|"
    r"América|Junior|Independiente|Hellas|Virtus|Olimpia|Club|Зенит|Спартак|Локомотив|Динамо|Торпедо|Рубин|Урал) "
    rf"(?:de |do |von |di )?{_NAME}|"
    # cheers
    r"\b(?:Forza|Allez|Aúpa|Aupa|Hala|Visca|Força|Hup|Heja|Come on|Up the|Vamos|Dale|Haydi|Вперёд|Вперед|Vai|"
    r"Alé) (?:l[ae] )?"
    rf"{_NAME}|"
    # teams of other games
    rf"\b{_NAME}(?: {_NAME})? (?:Lakers|Yankees|Red Sox|Celtics|Knicks|Bulls|Cowboys|Packers|Maple Leafs|"
    rf"Raptors|Canucks|"
    r"Canadiens|Eagles|Giants|Steelers|Broncos|Dodgers|Cubs|Mets|Warriors|Indians|Super Kings|Knight Riders|Capitals|"
    r"Titans|Royals|Kings|Super Giants|Patriots|Seahawks|49ers|Ravens|Chargers|Raiders|Texans|Colts|Bengals|"
    r"Falcons|Buccaneers|Bucs|Vikings|Redskins|Commanders|Astros|Phillies|Braves|Orioles|Padres|Blue Jays|White Sox|"
    r"Diamondbacks|Bruins|Rangers|Flyers|Penguins|Blackhawks|Red Wings|Oilers|Sabres|Islanders|Clippers|Mavericks|"
    r"Nuggets|Pistons|Pacers|Timberwolves|Pelicans|Grizzlies|Hornets|Cavaliers|Cavs|76ers|Sixers|Trail Blazers|Spurs|"
    r"Rockets|Wildcats|Longhorns|Buckeyes|Roosters|Rabbitohs|Bulldogs|Swans|Magpies)\b|"
    r"\b(?:Royal Challengers|Sunrisers) \w{3,12}|"
    r"\bParis (?:SG|Saint-Germain)\b|\bPSG\b|\bMan(?:chester)? (?:Utd|City)\b|"
    r"FC\s?[가-힣]{2,4}|[가-힣]{2,4}\s?(?:FC|유나이티드|현대|스틸러스|블루윙즈|삼성 블루윙즈|시티즌|하나시티즌|"
    r"이랜드|"
    r"자이언츠|라이온즈|베어스|트윈스|이글스|타이거즈|히어로즈|랜더스|위즈|다이노스)|"
    r"[\u3400-\u9fff]{2,3}(?:レッズ|アントラーズ|F・?マリノス|・?マリノス|フロンターレ|グランパス|"
    r"サンフレッチェ|ヴィッセル|"
    r"エスパルス|アルビレックス|コンサドーレ|レイソル|ジュビロ|ベガルタ|アビスパ|ジェフ|ベルマーレ|サガン|タイガース|"
    r"ジャイアンツ|ドラゴンズ|カープ|ライオンズ|スワローズ|ヴェルディ|ホークス|イーグルス|マリーンズ)|"
    r"(?:ガンバ|セレッソ|サンフレッチェ|ヴィッセル|アルビレックス|コンサドーレ|ベガルタ|アビスパ|ジェフ|サガン|"
    r"ジュビロ|"
    r"モンテディオ|ロアッソ|ファジアーノ|ヴァンフォーレ|カターレ|ツエーゲン|松本山雅|"
    r"V・ファーレン)[\u3400-\u9fff]{2}|"
    r"FC東京|ريال مدريد|أتلتيكو مدريد|نادي \w{3,12}|مانشستر (?:سيتي|يونايتد)|بايرن ميونخ|(?:انتر|إنتر|اي سي) ميلان|"
    r"باريس سان جيرمان|मुंबई इंडियंस|चेन्नई सुपर किंग्स|दिल्ली कैपिटल्स|कोलकाता नाइट राइडर्स|राजस्थान रॉयल्स|"
    r"पंजाब किंग्स|"
    r"गुजरात टाइटंस|लखनऊ सुपर जायंट्स"
)
_LOYAL = late(
    r"\b(?:season ticket|hinchas?|hinchada|barrabrava|torcedora?|torcida|tifos[oaie]|ultras?|curva (?:nord|sud)|"
    r"fußballfan|anhänger|dauerkarte|südkurve|nordkurve|kibic|kibicka|kibolka|taraftar\w*|tribün|suporter|bobotoh|"
    r"bonek|aremania|jakmania|viking persib|болельщи\w+|болею|seizoenkaart|abonné au stade|socio del?|"
    r"фанат\w*|supporters? (?:of|de|du|van))\b|サポ|一筋|サポーター|직관|서포터|골수팬|مشجع",
    re.IGNORECASE,
)
_FOR_EVER = late(
    r"\b(?:forever|till i die|'?til i die|hasta siempre|hasta la muerte|por siempre|para siempre|"
    r"desde (?:la cuna|niñ[oa]|criança|pequen[oa]|sempre)|à jamais|pour toujours|depuis toujours|per sempre|"
    r"sempre nel cuore|nel cuore|no coração|en el corazón|dans le cœur|fino alla (?:morte|fine)|solo per te|"
    r"für immer|"
    r"ein leben lang|bis in den tod|voor altijd|tot ik doodga|tot de dood|voor het leven|na zawsze|do końca|"
    r"od zawsze|"
    r"sonsuza|ölümüne|selamanya|sampai mati|навсегда|навеки|до гроба|hamesha|zindabad)\b|"
    r"永遠|영원|평생|للأبد|للابد|إلى الأبد|हमेशा|ज़िंदाबाद|जिंदाबाद",
    re.IGNORECASE,
)
_SPORT = late(
    r"\b(?:fans?|football|soccer|fútbol|futbol|futebol|foot|calcio|fantacalcio|voetbal|piłk[aię]|mecze|футбол\w*|"
    r"sepak ?bola|cricket|derby|fußball|matchday|stadium|estadio|stade|stadion)\b|"
    r"ファン|応援|サッカー|野球|스타디움|축구|야구|팬|응원|كرة|مباريات|عاشق|फैन|फ़ैन|क्रिकेट|फुटबॉल|[⚽🏟🏏🏀⚾🏈]",
    re.IGNORECASE,
)
_COLOURS = late(
    r"[🔴🔵⚪⚫🟡🟢🟠🟣🟤❤🖤💙🤍💛💚🧡💜]️?[🔴🔵⚪⚫🟡🟢🟠🟣🟤❤🖤💙🤍💛💚🧡💜⚽]|⚽[🔴🔵⚪⚫🟡🟢❤🖤💙💛💚🧡💜]"
)
_PIECES = late(r"([,;(、،]|(?<=一筋)\S*\s)")  # "銀塩一筋40年 神戸" stands by film, and in Kobe
# What tells a home beside a club: "Fußballfan aus Köln".
_THERE = late(
    rf"\b(?:in|from|based in|living in|aus|à|en|em|w|we|в|из|uit|te|di) {_NAME}(?: {_NAME})?|"
    rf"[\U0001f1e6-\U0001f1ff]{{2}}|"
    r"[\u3040-\u30ff\u3400-\u9fff]{2,6}在住|[가-힣]{2,5} (?:거주|살이|사는)"
)


def without_clubs(line: str) -> str:
    """A line of a bio without clubs, and without the places of a piece of it that speaks of standing by one."""
    colours = _COLOURS.search(line) is not None
    kept = []
    for piece in _PIECES.split(line):
        sport = _SPORT.search(piece) is not None
        if _LOYAL.search(piece) or _FOR_EVER.search(piece) or (colours and sport):
            kept.append(" ".join(_THERE.findall(piece)))
        else:
            kept.append(_CLUB.sub(" ", piece))
    return "".join(kept)
