"""Phrases of shops, pages and fans that many a person says, too: "the best of Lisbon", "info in DM", "fan since 1998".

One of them alone in a bio decides nothing; two of them do, or one beside a plainer sign, or one as the name of an
account. Each is written as the lexicon of its language writes it.
"""

_PHRASES = """
dedicated to, updates on, best of, our team, our collection, in stock, we make, we design, we craft, fan of,
to order, fans of, by you, roundup of, inspiration from, community of, our story, our mission, now in,
available at, stocked in, book now, book online, my shop, news about, updates about, showcasing, tag us in,
tag us, mirror of, mirrored from, bot by, this bot, not monitored, unmonitored, rss feed, a bot that,
the best recipes, the best ideas, from the web, around the web, we are not, not him, not her, thrift store,
coffee shop, new drop, shop link, shop below, take away, bike shop, yarn shop, wool shop, fabric shop, comic shop,
record shop in, pet shop, game store, cat cafe, board game cafe, tackle shop, walk ins, no returns, just landed,
all sizes, garden centre, garden center, farm shop, plant nursery, pick your own, veg box, back in stock,
drops every, dine in, estate agent, rooms from, starting at, daily dose of, curated by, community for, hub for,
we share, we share ideas, best spots in, tips and tricks for, daily inspo, 📷 by, quotes about, news and reviews,
daily updates, your source for, fan base, for the fans, fan since, not affiliated, personal acc, funny videos,
funny posts, funny content, relatable posts, laugh with us, est. 19, est. 20, est 19, est 20,

cuenta personal, fan de, comunidad de, memes de, humor para, apoyo a, un bot que, bot que, las mejores recetas,
las mejores ideas, de la web, no soy ella, no soy él, a domicilio, estamos en, horario de,
cafetería de especialidad, librería de barrio, librería independiente, tienda de discos, tienda de cómics,
tienda de lanas, lanas y agujas, mesa de dulces, menu del dia, lo mejor de, frases de, rincones de, tus fotos,
los mejores lugares de, compartimos lo mejor, compartimos ideas, para salir, curaduría de, noticias de, fans de,
puro humor, videos graciosos, memes y, humor diario,

par vous, sélection de, fc de, un bot qui, les meilleures recettes, les meilleures idées, du web, fabriqués à,
fabriquées à, fabriqué à, fabriquée à, ce n'est pas, soutien à, la boutique, en boutique, à emporter, a emporter,
librairie indépendante, librairie de quartier, librairie jeunesse, bar à chats, bar à jeux, bar ludique,
salon de thé à, coffee shop à, marché tous les, sur les marchés, boutique de laine, menu du jour, le meilleur de,
les plus belles, communauté de, on partage, les meilleurs spots, bons plans de, actualites de, vos créations,
actus de, vidéos drôles,

conta pessoal, perfil pessoal, comunidade de, um bot que, as melhores receitas, as melhores ideias, da internet,
não somos, não sou ela, não sou ele, chama no direct, chama no whats, chama no zap, sebo e, livraria de rua,
livraria independente, cafeteria de, café especial em, loja de discos, loja de lãs, loja de bicicletas,
o melhor de, tudo sobre, curadoria de, suas fotos, notícias sobre, apoio a, fãs de, piadas e, vídeos engraçados,

ein bot der, die besten rezepte, die besten ideen, aus dem netz, nicht von, alles über, im laden, zum mitnehmen,
wieder da, drop am, hier shoppen, alle größen, jetzt verfügbar, jetzt erhältlich, im shop, das beste aus,
community für, zum mitmachen, die schönsten orte, news aus, sammlung der schönsten, wir zeigen euch die,
updates zu, fans von, zum lachen, humor für, lustige videos,

da voi, profilo personale, community di, un bot che, le migliori ricette, le migliori idee, dal web, non siamo,
non sono lui, non sono lei, info in dm, in negozio, ai mercatini di, da asporto, menu del giorno,
libreria indipendente, libreria di quartiere, negozio di dischi in, negozio di filati, negozio di bici,
negozio di animali, specialty coffee in, prossimo drop, appena arrivat, il meglio di, notizie da,
profilo dedicato a, pagina dedicata a, notizie su, tutte le news su, video divertenti,

door jou, tag ons in, een bot die, de beste recepten, de leukste ideeën, van het web, in de winkel, kom langs,
lessen op, nu verkrijgbaar, het beste van, community voor, wij delen, we delen, stuur je, jouw foto's,
updates over, nieuws over, fans van, grappige filmpjes,

bot który, najlepsze przepisy, najlepsze pomysły, z internetu, wszystko o, nie jestem nim, nie jestem nią,
na wynos, umów się na, kawiarnia i, dni wcześniej, link do sklepu, menu dnia, podaj dalej, społeczność miłośników,
wiadomosci z, codzienna dawka, twoje zdjęcia, wieści o, śmieszne filmiki, beka z,

kişisel hesap, en iyi tarifler, internetten, hakkında her şey, yeni sezon, yeni ürünler, en uygun fiyat,
butik pasta, ürünler için link, dolap linki bioda, sözler ve, her gün bir şiir, komik videolar, günlük mizah,
gülmek garanti,

bot yang, resep terbaik, ide terbaik, dari internet, info seputar, via shopee, tempat ngopi, warung makan,
link shopee di bio, link tokopedia di bio, harga mulai, menu lokasi, menu dan lokasi, menu & lokasi, berbagi info,
info kuliner, info wisata, kuliner dan wisata, rahasia tersembunyi, ketinggalan info, update seputar, fans dari,
video lucu, humor receh, hiburan receh,

личный аккаунт, личная страница, личный профиль, бот который, лучшие рецепты, лучшие идеи, из интернета, все о,
мы не, не он, не она, работаем с, купить можно, ремонт и, кофе с собой, ежедневно с, меню дня, лучшее из,
ваши работы, цитаты из книг, одна цитата, новости о, смешные видео, юмор каждый день,

取り扱い, テイクアウト, 量り売り, 店舗情報, 営業時間, 店頭にて, ご紹介します, リポスト, タグ付け, みんなの,
厳選して, まとめています, まとめ情報, マガジン, 毎日一言, 情報まとめ, 推し活アカウント, あるあるネタ, 面白動画,
おもしろ動画, ネタ投稿,

공구 진행, 구매 링크, 구매는 프로필, 포장 가능, 방문 포장, 라스트오더, 브레이크타임, 영업시간, 연중무휴, 정기휴무,
매주 월요일 휴무, 무료배송, 빈티지샵, 로스터리 카페, 추천템 모음, 꿀템 모음, 소개해드려요, 소개해 드려요,
소개해드립니다, 소개합니다, 함께 만드는, 해시태그로, 여러분의, 하루 한 줄, 하루 한 문장, 글귀 모음, 모아봤어요,
모아드려요, 모아드립니다, 추천 모음, 꿀팁 모음, 덕질 계정, 웃긴 영상, 웃긴영상,

حساب شخصي, افضل الوصفات, من الانترنت, كوب ومحمصة, وصل حديثا, حساب يهتم, نشر صور, اقتباسات يومية, نجمع لكم,
أجمل الصور, مقاطع مضحكة,

store link, टैग करें, हर दिन एक, आज का विचार, daily shayari, रोज़ एक विचार, रोज एक शेर, हंसी मजाक, हँसी मज़ाक,
मजेदार वीडियो, not real,
"""

SAID_BY_PEOPLE: frozenset[str] = frozenset(
    phrase.strip() for phrase in _PHRASES.replace("\n", " ").split(",") if phrase.strip()
)
