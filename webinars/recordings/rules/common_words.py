"""Words that every text has: not kept, and not looked for. Of all languages together.

A reader may ask in any language, and the search does not guess which. A word
that means something in another of them is not here: “son” is a sound in French.
"""

COMMON_WORDS = """
a an the and or of in on at to by for from with as is are was were be been being it its this that
these those there i you he she we they me him her us them my your his our their what which who whom
whose when where why how not no so but if then than do does did have has had will would can could
should may might must shall into also just very s t d ll re ve m

le la les l un une des de du et ou au aux en dans par pour sur avec sans ce cet cette ces c qui que
qu quoi dont il elle ils elles nous vous je j tu se sa ses leur leurs mon ma mes notre nos votre vos
ne n pas plus est sont été être était ont avait avoir y

el los las una unos unas del al e o u por para con sin su sus lo te nos mi mis es fue era ser ha han
hay si como más este esta estos estas ese esa eso esto

и в во не на что он она оно они мы вы я ты с со как а то все это этот эта эти по к ко у за из от до
о об при для же бы ли но или так был была было были быть есть его ее их который

من في على إلى عن أن إن ما لا هذا هذه ذلك تلك التي الذي الذين هو هي هم كان كانت قد ثم أو و مع لم لن
كما والتي والذي
"""
