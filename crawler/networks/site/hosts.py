"""Hosts by whose their pages are: one person's each, or everybody's."""

# Hosts where each person has a page under the first part of the path.
HUBS = frozenset({
    "about.me", "allmylinks.com", "beacons.ai", "beacons.page", "bento.me", "bio.fm", "bio.link", "bio.site",
    "biolinky.co", "campsite.bio", "campsite.to", "contactin.bio", "direct.me", "flow.page", "flowcode.com",
    "heylink.me", "hoo.be", "instabio.cc", "koji.to", "l.link", "lit.link", "link.me", "linkbio.co", "linkfly.to",
    "linkin.bio", "linkpop.com", "linkr.bio", "linktr.ee", "linktree.com", "liinks.co", "lnk.bio", "lynx.page",
    "magic.ly", "many.link", "mez.ink", "milkshake.app", "msha.ke", "mssg.me", "pillar.io", "potofu.me",
    "profcard.info", "shor.by", "snipfeed.co", "solo.to", "stan.store", "tap.bio", "taplink.at", "taplink.cc",
    "taplink.ws", "withkoji.com", "znap.link", "zez.am", "hihello.me",
})  # fmt: skip
# Hosts where each person has a name in front.
HUB_SUFFIXES = (".carrd.co", ".bio.link", ".komi.io", ".start.page", ".taplink.ws", ".ju.mp", ".glossgenius.com")
# First parts of a path on such hosts that are the host's own pages.
HUB_PAGES = frozenset({
    "login", "register", "signup", "sign-up", "pricing", "blog", "help", "s", "discover", "about", "terms",
    "privacy", "admin", "marketplace", "products", "support", "explore", "features", "templates", "en", "api",
    "user", "users",
})  # fmt: skip

# Hosts of everybody: shops, shorteners, forms, players, messengers. A link there says nothing about whose it is, and
# whoever answers there is not the person. A star stands for any suffix.
SHARED = frozenset({
    "amazon.*", "amzn.to", "a.co", "amzn.eu", "etsy.com", "etsy.me", "ebay.*", "depop.com", "vinted.*",
    "poshmark.com", "mercari.com", "shopee.*", "lazada.*", "tokopedia.com", "aliexpress.*", "shein.*", "temu.com",
    "zalando.*", "asos.com", "sephora.*", "target.com", "walmart.com", "ikea.com", "liketoknow.it", "liketk.it",
    "shopltk.com", "ltk.app", "shop-links.co", "shopmy.us", "rstyle.me", "shopstyle.it", "rewardstyle.com",
    "bit.ly", "tinyurl.com", "t.co", "goo.gl", "ow.ly", "rebrand.ly", "cutt.ly", "is.gd", "buff.ly", "dlvr.it",
    "lnkd.in", "trib.al", "spoti.fi", "apple.co", "youtu.be", "g.page", "forms.gle", "g.co", "maps.app.goo.gl",
    "google.*", "gmail.com", "linkedin.com", "spotify.com", "apple.com", "deezer.com", "soundcloud.com",
    "tidal.com", "mixcloud.com", "discord.gg", "discord.com", "t.me", "telegram.me", "wa.me", "whatsapp.com",
    "m.me", "line.me", "lin.ee", "signal.me", "signal.group", "viber.com", "skype.com", "zoom.us", "paypal.com",
    "paypal.me", "venmo.com", "cash.app", "revolut.me", "wise.com", "ko-fi.com", "buymeacoffee.com", "patreon.com",
    "tipeee.com", "gofundme.com", "kickstarter.com", "indiegogo.com", "change.org", "eventbrite.*", "meetup.com",
    "calendly.com", "cal.com", "twitch.tv", "kick.com", "vimeo.com", "dailymotion.com", "medium.com", "github.com",
    "gitlab.com", "wikipedia.org", "wikidata.org", "wikimedia.org", "creativecommons.org", "imdb.com",
    "goodreads.com", "letterboxd.com",
    "thestorygraph.com", "strava.com", "komoot.com", "behance.net", "dribbble.com", "flickr.com", "500px.com",
    "deviantart.com", "artstation.com", "redbubble.com", "society6.com", "teepublic.com", "spreadshirt.*",
    "onlyfans.com", "fansly.com", "steamcommunity.com", "netflix.com", "tripadvisor.*", "airbnb.*", "booking.com",
    "yelp.*", "canva.com", "dropbox.com", "notion.so", "wetransfer.com", "typeform.com", "jotform.com",
    "surveymonkey.com", "mailchi.mp", "eepurl.com", "substack.com", "wordpress.com", "blogspot.com", "blogger.com",
    "wix.com", "weebly.com", "squarespace.com", "gravatar.com", "issuu.com", "scribd.com", "slideshare.net",
    "quora.com", "vk.com", "ok.ru", "weibo.com", "douyin.com", "xiaohongshu.com", "bilibili.com", "vsco.co",
    "flipboard.com", "whatnot.com", "shop.app", "klarna.com", "hellofresh.*", "gymshark.*", "nytimes.com",
    "linktw.in", "feedburner.com", "w3.org", "schema.org", "gmpg.org", "fonts.googleapis.com", "gstatic.com",
    "cloudflare.com", "facebook.com", "fb.com", "fb.me", "fb.watch", "instagram.com", "instagr.am", "threads.net",
    "threads.com", "tiktok.com", "youtube.com", "twitter.com", "x.com", "pinterest.*", "pin.it", "snapchat.com",
    "tumblr.com", "reddit.com", "redd.it", "bsky.app",
    "dev.to", "note.com", "blog.naver.com", "m.blog.naver.com", "post.naver.com", "cafe.naver.com", "ameblo.jp",
    "brunch.co.kr", "velog.io", "qiita.com", "zenn.dev", "habr.com", "zhihu.com", "jianshu.com", "juejin.cn",
    "cnblogs.com", "blog.csdn.net", "blog.livedoor.jp", "hackernoon.com", "vocal.media", "wattpad.com",
    "archiveofourown.org", "stackoverflow.com", "news.ycombinator.com", "hubpages.com", "rumble.com", "odysee.com",
    "anchor.fm", "podcasters.spotify.com", "open.spotify.com", "podcasts.apple.com", "music.apple.com",
    "liberapay.com", "boosty.to", "throne.com", "throne.me", "wishtender.com", "opencollective.com",
    "subscribestar.com", "gumroad.com", "bandcamp.com", "itch.io", "teachable.com", "thinkific.com", "podia.com",
    "skillshare.com", "udemy.com", "stripe.com", "square.link", "ravelry.com", "keybase.io", "micro.blog",
    "livejournal.com",
    "dzen.ru", "rutube.ru", "lemon8-app.com", "clubhouse.com", "topmate.io", "last.fm", "discogs.com", "genius.com",
    "beatport.com", "bandsintown.com", "songkick.com", "audible.*", "bookshop.org", "unsplash.com", "pexels.com",
    "shutterstock.com", "pixiv.net", "codepen.io", "codeberg.org", "kaggle.com", "huggingface.co", "orcid.org",
    "researchgate.net", "crunchbase.com", "producthunt.com", "podbean.com", "buzzsprout.com", "libsyn.com",
    "stitcher.com", "overcast.fm", "castbox.fm", "zalo.me", "myshopify.com", "bigcartel.com",
    "bitbucket.org", "sourceforge.net", "write.as", "pixelfed.social", "bookwyrm.social", "dreamwidth.org",
})  # fmt: skip
# Where the person's name stands in front of the host, the page is theirs.
NAMED_IN_FRONT = frozenset({
    "substack.com", "wordpress.com", "blogspot.com", "weebly.com", "squarespace.com", "notion.so", "medium.com",
    "gumroad.com", "bandcamp.com", "itch.io", "teachable.com", "thinkific.com", "podia.com", "micro.blog",
    "livejournal.com", "podbean.com", "buzzsprout.com", "libsyn.com", "myshopify.com", "bigcartel.com",
    "dreamwidth.org",
})  # fmt: skip
