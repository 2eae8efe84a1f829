"""Short lists of words that say nothing about a text: articles, pronouns, question words.

Our own and kept short on purpose: a long list drops words that matter ("state", "car").
"""

from functools import cache

from portal.analysis.scripts import fold, normal

_LISTS = {
    "en": """
        a about after all also an and any are as at be been before being but by can could did do
        does for from had has have he her his how i if in into is it its many me more most much
        my no not of on or our she should so some such than that the their them then there these
        they this those to was we were what when where which who whom whose why will with would
        you your
    """,
    "es": """
        a al algo ante antes como con cual cuál cuales cuáles cuando cuándo cuanto cuánto cuanta
        cuánta cuantos cuántos cuantas cuántas de del desde donde dónde e el él ella ellas ellos
        en entre era eran es esa ese eso esta está están este esto estos fue fueron ha había han
        hasta hay la las le les lo los más me mi muy ni no nos o para pero por porque qué que
        quien quién quienes quiénes se según ser si sí sin sobre son su sus también te tiene
        tienen un una uno unos unas y ya
    """,
    "pt": """
        a à ao aos as às até com como da das de dela dele do dos e é ela elas ele eles em entre
        era eram essa esse esta está estão este eu foi foram há isso isto já lhe mais mas me na
        nas nem no nos o onde os ou para pela pelas pelo pelos por porque qual quais quando
        quanto quanta quantos quantas que quem se sem ser seu seus sua suas também tem têm
        um uma uns umas você
    """,
    "fr": """
        a à au aux avec car ce ces cet cette ceux combien comme comment dans de des dont du elle
        elles en entre est et été être eu fut ici il ils je la là le les leur leurs lors lui
        mais me même mes moi mon ne ni nos notre nous on ont ou où par pas plus pour pourquoi qu
        quand que quel quelle quelles quels qui quoi sa sans se sera ses si son sont sous sur ta
        te tes ton tous tout toute toutes très tu un une vos votre vous y aujourd jusqu lorsqu
        puisqu quelqu
    """,
    "de": """
        aber als am an auch auf aus bei bis da damit dann das dass dem den denn der des die dies
        diese diesem diesen dieser dieses doch du durch ein eine einem einen einer eines er es
        für gegen gibt hat hatte hatten haben ich ihr ihre ihrem ihren ihrer im in ist ja kann
        können man mehr mit nach nicht noch nur ob oder ohne sein seine seinem seinen seiner
        sich sie sind so über um und uns unter viel viele vielen vom von vor wann war waren
        warum was welche welchem welchen welcher welches wem wen wenn wer werden wessen wie
        wieso wieviel wird wo wodurch wofür womit worden wurde wurden zu zum zur zwischen
    """,
    "ar": """
        في من الى إلى على عن مع أن ان إن ما ماذا هل هو هي هم هذا هذه ذلك تلك التي الذي الذين كان
        كانت كيف متى أين اين لماذا كم أي اي أو او ثم لم لن لا قد بعد قبل بين حتى كل عند عندما
        لدى منذ خلال كما لكن بل غير أنه انه أنها انها به بها له لها فيه فيها منه منها عليه عليها
        و يتم تم بأن
    """,
    "id": """
        ada adalah akan apa apakah atas atau bagaimana bagi bahwa berapa bisa dalam dan dapat
        dari dengan di dia hal hanya ia ini itu jika juga kami kapan karena ke kepada kita lebih
        mana mengapa mereka oleh pada para saat saja sangat saya sebagai sebuah seperti serta
        siapa suatu sudah tak telah tersebut tetapi tidak untuk yaitu yang
    """,
    "ru": """
        а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да
        для до его ее если есть еще же за и из или им их к как какая какие каким каких какого
        какое какой какую когда кого кто ли мы на над не него нее нет ни них но о об он она они
        оно от очень по под почему при с сколько со так также такой там те тем то того тоже той
        только том ты у уже чего чей чем что чтобы эта эти это этого этой этом этот я
    """,
    "hi": """
        अपना अपनी अपने और इस इसका इसकी इसके इसे उन उनका उनकी उनके उन्होंने उस उसका उसकी उसके एक
        एवं ऐसे कब कर करता करते करना करने कहाँ कहा का कि कितना कितनी कितने किया किस किसका किसकी
        किसके किसने किसी की कुछ के को कोई कौन कौनसा क्या क्यों गई गए गया जब जहाँ जा जाता जाती
        जाते जाने जैसे जो तक तब तो था थी थे दिया दो द्वारा ने पर फिर बहुत भी में यह यहाँ या ये
        रहा रही रहे वह वहाँ वाला वाली वाले वे सकता सकते साथ से ही हुआ हुई हुए है हैं हो होता
        होती होते होने
    """,
    "tr": """
        acaba ama ancak cok degil hic icin nicin
        aynı bir biri biz bu bunu bunun çok da daha de değil diye dolayı en gibi
        hangi hangisi hem hep her hiç için ile ise kaç kadar ki kim kimdir kimin kime mi mı mu
        mü nasıl ne neden nedir nerede nereden nereye niçin o olan olarak oldu olduğu olduğunu
        olup onlar onu onun sonra şey şu tarafından ve veya ya yani
    """,
    "it": """
        a ad agli ai al alla alle anche che chi ci come con cosa da dai dal dalla dalle dei del
        della delle di dove e è ed era gli ha hanno i il in io la le lo loro ma nei nel nella
        nelle non o ogni per perché più qual quale quali quando quanti quanto questa questo se
        si sono su sua sul sulla suo tra un una uno
    """,
    "nl": """
        aan al als bij dan dat de der deze die dit door een en er had heeft hem het hij hoe hun
        ik in is je kan maar meer met na naar niet nog nu of om ook op over te tot uit van veel
        voor waar waarom wanneer waren was wat welke wie wordt worden zich zij zijn zo
    """,
    "fa": """
        از است این آن اما با باید بر برای به بود تا چه چرا چگونه چند خود در دارد را شد شده شود
        کجا که کدام کرد کرده کند کنند کی ما می نیز های هر هم و یا یک
    """,
    "he": """
        אבל או אותו אחרי איך איפה איזה אל אלה אם אנחנו אני את אתה בין גם הוא היא היה היו הם זה
        זאת זו יש כי כל כמה כמו לא לו לה למה מה מי מתי על עם עד של שלה שלו
    """,
}

# Here "tambem" is typed for "também". Not in German, where "über" is one thing and Uber another.
_TYPED_WITHOUT_ACCENTS = frozenset({"es", "fr", "it", "pt"})


@cache
def stopwords(language: str) -> frozenset[str]:
    """Give the list of a language in normal form; empty for a language without one."""
    words = normal(_LISTS.get(language, "")).split()
    return frozenset([*words, *map(fold, words)] if language in _TYPED_WITHOUT_ACCENTS else words)
