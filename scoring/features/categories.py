"""What the category that a network prints says of an account's kind, in the languages of scoring.

Words are looked for in the folded category (small letters, no accents): as its beginning, or anywhere where they begin with
``~`` (languages that run words together). The first kind that has one is the category's; creator comes first, since a
"fashion designer" is no "design" firm.
"""

from functools import lru_cache

from scoring.lexicon import fold_text
from scoring.lists import AccountKind

_CREATOR = (
    "digital creator, blogger, personal blog, artist, photographer, public figure, writer, author, video creator, "
    "content creator, musician, athlete, chef, actor, model, gamer, fitness trainer, makeup artist, fashion model, "
    "entrepreneur, editor, dancer, coach, teacher, reel creator, fashion designer, comedian, journalist, scientist, creator, "
    "gaming video creator, personal coach, dj, interior design studio, tattoo artist, "
    "creador, creadora, bloguer, blog personal, artista, fotograf, figura publica, escritor, autor, musico, atleta, deportista, "
    "actor, modelo, entrenador, maquillador, emprendedor, bailarin, profesor, disenador, comediante, periodista, "
    "createur, creatrice, blogueu, blog personnel, artiste, photographe, personnalite publique, ecrivain, auteur, musicien, "
    "sportif, athlete, acteur, mannequin, maquilleu, entrepreneu, danseu, professeur, humoriste, journaliste, chef, "
    "criador, criadora, blogueir, blog pessoal, pessoa publica, musica, esportista, ator, treinador, maquiador, empreendedor, "
    "dancarin, comediante, jornalista, personal trainer, "
    "digitaler creator, kreator, kunstler, personlicher blog, person des offentlichen lebens, schriftsteller, musiker, sportler, "
    "schauspieler, visagist, unternehmer, tanzer, lehrer, komiker, journalist, koch, videokunstler, gaming-video, inhalte, "
    "creator digitale, blog personale, personaggio pubblico, scrittore, scrittrice, autrice, musicista, sportivo, attore, "
    "truccatore, imprenditore, ballerin, insegnante, comico, giornalista, cuoco, creatore di, "
    "digitale maker, contentmaker, persoonlijke blog, kunstenaar, publiek persoon, bekend persoon, schrijver, muzikant, sporter, "
    "acteur, visagist, ondernemer, danser, docent, maker van, "
    "tworca, blog osobisty, bloger, osoba publiczna, pisarz, pisarka, muzyk, sportowiec, sportsmenka, aktor, wizazyst, "
    "przedsiebiorca, tancer, nauczyciel, dziennikarz, szef kuchni, artysta, "
    "dijital icerik, icerik uretici, kisisel blog, blog yazari, sanatci, kamuya mal olmus, yazar, muzisyen, sporcu, oyuncu, "
    "manken, makyaj sanatcisi, girisimci, dansci, ogretmen, gazeteci, sef, fotografci, "
    "kreator digital, blog pribadi, seniman, artis, tokoh publik, penulis, musisi, atlet, aktor, pengusaha, penari, guru, koki, "
    "кreator, блогер, личный блог, художник, фотограф, общественный деятель, публичная личность, писатель, автор, музыкант, "
    "спортсмен, актер, модель, визажист, предприниматель, танцор, учитель, журналист, повар, цифровой автор, креатор, "
    "デジタルクリエイター, クリエイター, 個人ブログ, ブロガー, アーティスト, 写真家, フォトグラファー, 著名人, 作家, ライター, "
    "ミュージシャン, アスリート, 俳優, モデル, シェフ, イラストレーター, "
    "디지털 크리에이터, 크리에이터, 개인 블로그, 블로거, 아티스트, 사진작가, 사진가, 공인, 작가, 음악가, 뮤지션, 운동선수, 배우, 모델, 셰프, "
    "صانع محتوى, صانعه محتوى, منشئ محتوى, مدونه شخصيه, مدون, فنان, مصور, شخصيه عامه, كاتب, موسيقي, رياضي, ممثل, عارض, شيف, معلم, "
    "डिजिटल क्रिएटर, क्रिएटर, व्यक्तिगत ब्लॉग, निजी ब्लॉग, ब्लॉगर, कलाकार, फोटोग्राफर, फोटोग्राफ़र, सार्वजनिक हस्ती, लेखक, संगीतकार, "
    "एथलीट, खिलाड़ी, अभिनेता, शेफ, वीडियो क्रिएटर"
)
_BRAND = (
    "brand, company, clothing (brand), advertising/marketing, business service, nonprofit, non-profit, organization, organisation, "
    "government, software, agency, publisher, media/news, magazine, tv channel, event, school, university, sports team, app page, "
    "website, internet company, food & beverage company, cosmetics, wine/spirits, brewery, winery, "
    "marca, empresa, compania, organizacion, ong, cosmetic, agencia de publicidad, revista, editorial, universidad, bodega, "
    "marque, entreprise, societe, organisation, association, cosmetique, agence de, maison d'edition, brasserie artisanale, domaine viticole, "
    "organizacao, editora, agencia, vinicola, "
    "~marke, unternehmen, firma, verein, verlag, agentur, kosmetik, brauerei, weingut, hersteller, "
    "marchio, azienda, organizzazione, casa editrice, cosmetici, agenzia pubblicitaria, cantina, birrificio, "
    "~merk, bedrijf, organisatie, stichting, uitgeverij, brouwerij, fabrikant, "
    "marka, firma, organizacja, fundacja, wydawnictwo, kosmetyki, browar, producent, "
    "~markasi, sirket, kurulus, dernek, yayinevi, kozmetik, uretici, "
    "merek, perusahaan, organisasi, penerbit, kosmetik, produsen, "
    "бренд, марка, компания, организация, издательство, косметика, производител, "
    "~ブランド, 企業, 会社, メーカー, 団体, 出版社, 化粧品, "
    "~브랜드, 기업, 회사, 단체, 출판사, 화장품, "
    "علامه تجاريه, ماركه, براند, شركه, منظمه, دار نشر, مستحضرات, "
    "ब्रांड, ~ ब्रांड, ब्रैंड, कंपनी, संगठन, प्रकाशक, कॉस्मेटिक"
)
_SHOP = (
    "shopping, retail, clothing store, boutique, e-commerce, jewelry/watches, jewellery store, gift shop, grocery, restaurant, cafe, "
    "coffee shop, bakery, hotel, beauty salon, hair salon, nail salon, ~salon, ~ store, ~ shop, store, local business, clothing, real estate, "
    "estate agent, florist, barber, bar, pub, ice cream, pizza, bed and breakfast, car dealer, spa, tattoo & piercing shop, "
    "pet store, bookstore, furniture, flower, butcher, deli, pharmacy, gym/, dentist, wholesale, "
    "tienda, ropa (tienda), boutique, panaderia, pasteleria, restaurante, cafeteria, hotel, salon de, peluqueria, barberia, "
    "agente inmobiliario, inmobiliaria, agencia inmobiliaria, floristeria, heladeria, joyeria, libreria, ferreteria, supermercado, comercio, "
    "magasin, boulangerie, patisserie, restaurant, cafe, institut, salon, coiffeur, agent immobilier, agence immobiliere, immobilier, "
    "fleuriste, bijouterie, librairie, epicerie, fromagerie, boucherie, commerce, vente, friperie, "
    "loja, padaria, confeitaria, salao, cabeleireir, barbearia, imobiliaria, agente imobiliario, corretor de imoveis, floricultura, florista, "
    "joalheria, livraria, mercado, sorveteria, compras, "
    "~geschaft, laden, ~laden, backerei, konditorei, ~cafe, ~salon, friseur, immobilienmakler, immobilien, ~makler, florist, blumen, "
    "schmuck, buchhandlung, metzgerei, einzelhandel, ~shop, gasthof, kneipe, "
    "negozio, panificio, panetteria, pasticceria, ristorante, bar, albergo, salone, parrucchiere, barbiere, agenzia immobiliare, "
    "agente immobiliare, immobiliare, fiorista, fioraio, gioielleria, gelateria, pizzeria, macelleria, centro estetico, "
    "~winkel, bakkerij, banketbakker, kapper, kapsalon, nagelstudio, schoonheidssalon, makelaar, bloemist, juwelier, boekhandel, slagerij, eetcafe, "
    "sklep, ~sklep, piekarnia, cukiernia, restauracja, kawiarnia, salon, fryzjer, agent nieruchomosci, nieruchomosci, agencja nieruchomosci, "
    "kwiaciarnia, ksiegarnia, butik, jubiler, lodziarnia, "
    "magaza, ~magazasi, dukkan, firin, pastane, restoran, kafe, kuafor, guzellik salonu, ~salonu, emlak, gayrimenkul, cicekci, kuyumcu, kitapci, butik, market, "
    "toko, ~toko, restoran, kafe, kedai, warung, agen properti, properti, real estat, salon, butik, penjahit, belanja, pasar, "
    "магазин, ~магазин, пекарня, кондитерская, ресторан, кафе, салон, парикмахер, барбершоп, агентство недвижимости, недвижимость, риелтор, агент по недвижимости, "
    "цветы, цветочный, книжный, ювелирн, бутик, отель, гостиница, "
    "~店, ~ショップ, ~サロン, 美容室, 美容院, 不動産, レストラン, カフェ, ホテル, 居酒屋, ベーカリー, パン屋, 花屋, 古着, ショッピング, 小売, "
    "~매장, ~상점, ~가게, 쇼핑, 베이커리, 빵집, 제과점, 음식점, 식당, 레스토랑, 카페, 호텔, 미용실, 네일, 살롱, ~살롱, 부동산, 공인중개사, 꽃집, 서점, 의류점, 스토어, "
    "متجر, محل, مخبز, مخابز, حلويات, مطعم, مقهى, كافيه, فندق, صالون, عقارات, وكيل عقاري, وكاله عقاريه, محل زهور, زهور, مجوهرات, مكتبه, بوتيك, تسوق, ملابس (متجر), "
    "दुकान, ~दुकान, ~स्टोर, स्टोर, बेकरी, रेस्टोरेंट, रेस्तरां, कैफे, कैफ़े, होटल, सैलून, ~सैलून, रियल एस्टेट, प्रॉपर्टी, फूल, बुटीक, कपड़ों"
)
_AGGREGATOR = (
    "community, entertainment website, comunidad, communaute, comunidade, gemeinschaft, comunita, gemeenschap, spolecznosc, "
    "topluluk, komunitas, сообщество, コミュニティ, 커뮤니티, مجتمع, समुदाय"
)
_FAN = (
    "fan page, fan club, fanpage, fictional character, club de fans, pagina de fans, page de fans, fan-club, pagina de fas, fa-clube, "
    "fa clube, fanseite, fanclub, pagina fan, fanpagina, strona fanow, fanklub, hayran sayfasi, hayran kulubu, halaman penggemar, "
    "фан-страница, фан-клуб, фан страница, фан клуб, ファンページ, ファンクラブ, 팬페이지, 팬 페이지, 팬클럽, صفحه معجبين, نادي معجبين, फैन पेज, फैन क्लब, फ़ैन पेज"
)
_FUN = (
    "just for fun, humor, humour, comedy, entretenimiento, humour, divertissement, entretenimento, unterhaltung, nur zum spass, "
    "intrattenimento, umorismo, amusement, rozrywka, dla zabawy, eglence, mizah, hiburan, lelucon, юмор, развлечения, "
    "エンタメ, お笑い, 재미, 유머, 엔터테인먼트, ترفيه, مرح, मनोरंजन, हास्य, meme"
)
# Where people and firms stand alike: a little for a brand.
_EITHER = (
    "health/beauty, beauty, cosmetic & personal care, salud/belleza, sante/beaute, saude/beleza, gesundheit/schonheit, salute/bellezza, "
    "gezondheid/schoonheid, zdrowie/uroda, saglik/guzellik, kesehatan/kecantikan, красота и здоровье, здоровье/красота, "
    "健康・美容, 美容・健康, 健康/美容, 건강/뷰티, 건강/미용, الصحه/الجمال, स्वास्थ्य/सौंदर्य, product/service, producto/servicio, produit/service, "
    "produto/servico, produkt/dienstleistung, prodotto/servizio, product/dienst, produkt/usluga, urun/hizmet, produk/layanan, "
    "товар/услуга, продукт/услуга, 商品・サービス, 製品・サービス, 제품/서비스, منتج/خدمه, उत्पाद/सेवा, home decor"
)
_SAYS: tuple[tuple[AccountKind, float, str], ...] = (
    ("fan_page", 1.0, _FAN),
    ("brand", 0.7, _EITHER),
    ("brand", 1.0, "clothing (brand), jewellery (brand)"),
    ("creator", 1.0, _CREATOR),
    ("shop", 1.0, _SHOP),
    ("brand", 1.0, _BRAND),
    ("aggregator", 0.6, _AGGREGATOR),
    ("meme_page", 0.5, _FUN),
)


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[AccountKind, float, tuple[str, ...], tuple[str, ...]], ...]:
    """Kind, weight, the beginnings and what may stand anywhere."""
    table = []
    for kind, weight, words in _SAYS:
        each = [fold_text(word.strip(" ")) for word in words.split(",") if word.strip()]
        starts = tuple(word for word in each if word[0] != "~")
        within = tuple(word[1:] for word in each if word[0] == "~")
        table.append((kind, weight, starts, within))
    return tuple(table)


def kind_of_category(category: str) -> tuple[AccountKind, float] | None:
    """The kind that a category speaks for and how strongly, ``None`` where it speaks for none."""
    folded = fold_text(category).strip()
    for kind, weight, starts, within in _table():
        if folded.startswith(starts) or (within and any(word in folded for word in within)):
            return kind, weight
    return None
