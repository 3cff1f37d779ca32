"""List the words that amounts of money are written with, in Chinese and English, as patterns.

Texts are matched after `plain_characters`: full-width forms are ASCII, every space is one, marks are gone.
"""

from __future__ import annotations

__all__ = [
    "AFTER_NUMBER", "BEFORE_NUMBER", "BUDGET_WORDS", "CODES", "COUNTED_HAN", "DOUBTFUL_CODES", "EACH",
    "FIGURES", "FOREIGN", "HAN_NUMERAL", "LINKS", "LOOSE_LINKS", "MONEY_HAN", "MONEY_WORDS", "NOT_COUNTED",
    "PER_TIME", "PIECES", "PRICE_WORDS", "SYMBOLS", "TIMES_EN", "TIMES_HAN", "WORD_NUMBER",
]  # fmt: skip

SYMBOLS = r"(?:(?:US|HK|NT|CA|AU|NZ|SG|[ASCR])\s?)?\$|[€£¥₤₣₹₩₽₺₫฿₪₦₱¢₿₴₸]"
CODES = (
    "CNY", "CNH", "RMB", "EUR", "USD", "GBP", "JPY", "CHF", "SFR", "HKD", "TWD", "NTD", "SGD", "AUD", "CAD",
    "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "KRW", "INR", "THB", "VND", "MYR", "IDR", "BRL", "MXN",
    "ZAR", "AED", "SAR", "ILS", "RUB", "UAH",
)  # fmt: skip
"""Codes that are no other word; the plan's own come besides."""
DOUBTFUL_CODES = (
    "BTC|ETH|USDT|DM|TRY|RM|MOP|RON|ARS|CLP|COP|EGP|NGN|PKR|KWD|QAR|BHD|OMR|JOD|LKR|BDT|KES|BGN|ISK|KZT|"
    "PEN|MAD|TND|VEF"
)
"""Codes that may be something else: only listed."""
_NATIONS = (
    "US|U\\.S\\.|American|Swiss|French|Canadian|Australian|Chinese|Japanese|British|Korean|Indian|Russian|"
    "Hong Kong|Singapore|New Taiwan|Taiwan|Swedish|Norwegian|Danish|Czech|Mexican|Brazilian"
)
_COINS = (
    r"(?i:renminbi|yuans?|kuai|euros?|dollars?|bucks?|pounds?(?:\ssterling)?|sterling|quid|yen|francs?|franken|"
    r"rupees?|rupiahs?|roubles?|rubles?|kron(?:er|or|a|e)|zlot(?:y|ys|ych)|z[łl]|cents?|pence|jiao|liras?|"
    r"dirhams?|riyals?|baht|ringgit|reais|pesos?|shekels?|forints?|rands?|dong|tenge|naira|hryvni?as?|shillings?|d['’]euros?|"
    r"(?-i:Rp\.?|[Kk][čc]|[Kk]r\.?|S?[Ff]r\.?|Rs\.?)(?!-\d)|"
    r"руб(?:\.|лей|ля|ль)?)"
)
_WON = r"(?:Korean|trillion|billion|million)\swon(?![A-Za-z])"
MONEY_WORDS = rf"(?:(?:{_NATIONS})[\s-])?(?:(?:{_COINS})(?![A-Za-z])|{_WON})"
MONEY_HAN = (
    r"人民[币幣]|软妹币|[欧歐]元|欧(?!洲|盟|姆|美|亚|标|式)|歐|美[元圆圓金刀]|英[镑鎊]|[镑鎊]|日[元圆圓円币幣]|円|港[币幣元纸]|"
    r"澳门元|[澳加纽新]元|[加澳新坡]币|新?[台臺][币幣]|[韩韓]元|韩币|瑞士法郎|瑞郎|法郎|卢比|卢布|泰铢|越南盾|林吉特|"
    r"令吉|迪拉姆|里拉|比索|雷亚尔|兰特|克朗|"
    r"元(?!件|素|旦|月|老|数据|器|组|年|首|宵|气|勋|化|论|分类|制|结构|方程|对|性|模型|宇宙|凶)|"
    r"[圆圓]整|圆(?!形|心|柱|弧|满|圈|孔|角|盘|桌|钢|管)|圓|[块塊][钱錢]|塊|"
    r"块(?=[^一-鿿]|$|多|左右|以|上下|的|到|至|和|吧|了|每|一[个件台次天月年])|"
    r"块(?=[\d一二三四五六七八九两半](?:$|[^一-鿿\d]|毛|角))|"
    r"刀(?=[^一-鿿]|$)|毛钱|角钱|分钱|(?<=[\d一二两三四五六七八九])毛(?=$|[^一-鿿])|大洋|银元|銀元|文钱|원|(?<=[\d壹贰叁肆伍陆柒捌玖])角(?![度落色钢形铁])"
)
TIMES_HAN = (
    r"(?:多|余|餘|来|來|几|好几)?\s?(?:个|個)?\s?(?:多|余|餘|来|來)?"
    r"(?:[천백십]{0,2}[억만조]|[十百拾佰]?[万萬亿億兆](?!一(?![年个天月台次件])|能|向|用|科|维|象|众|圣|分之)亿?|"
    r"[wW](?![A-Za-z])|[百千仟佰十拾]{1,2}[万萬亿億]|千亿|[百千仟佰](?!米|克|瓦|卡|赫|字|兆|伏|焦|帕|分|页|度))"
    r"(?:多|余|餘|来|來)?"
)
TIMES_EN = (
    r"(?i:mil+i+ons?|millionen|mill[oó]n(?:es)?|milion[ei]|milj\.?|tis\.|miliar|milyar|mkr\.?|milh[õo]es|miljoen|milyon|juta|тыс\.?|млн\.?|млрд\.?|milliards?|milliarden?|billions?|trillions?|thousands?|tausend|hundreds?|"
    r"hundred|lakhs?|lacs?|crores?|grand|mil|mill\.?|mio\.?|mln\.?|mrd\.?|mn|bn|bln|trn|tn|tsd\.?|tys\.?|"
    r"thou\.?|thsd\.?|cr\.?|wan|mm|k|m)"
    r"(?:(?![A-Za-z²³^0-9]|/(?:s|h|min)(?![A-Za-z]))|(?=(?:EUR|USD|CNY|RMB|CHF|GBP)(?![A-Za-z])))"
)
"""After a space, too; a letter alone that is rarer, such as b or w, only directly after the number."""
_UNITS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|quarter|"
    "several|few|couple|dozens?|tens|third|thirds|quarters|halves|double|zero"
)
FOREIGN = (
    "halbe|viertel|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwanzig|dreißig|"
    "demi|deux|trois|quatre|cinq|sept|huit|neuf|dix|vingt|"
    "medio|dos|tres|cuatro|cinco|diez|mezzo|due|tre|cinque|dieci"
)
"""Numbers in words of other languages, before a million."""
_BIG = "hundreds?|thousands?|millions?|billions?|trillions?|lakhs?|crores?"
WORD_NUMBER = (
    rf"(?i:(?!(?:an?\s)?[a-z]+[\s-](?:figure|digit))(?:an?\s)?(?:{_UNITS}|{_BIG})(?![A-Za-z])"
    rf"(?:[\s-](?:(?:and|of|an?|point|the|to)[\s-]){{0,3}}(?:{_UNITS}|{_BIG}|mill?|mn|bn|grand|"
    rf"thou)(?![A-Za-z]))*)|(?i:(?:{FOREIGN})(?=[\s-]?(?:mil|tausend)))"
)
_DIGIT = "零〇○一二三四五六七八九两兩壹壱贰貳弐叁參参肆伍陆陸柒捌玖廿卅"
_TEN = "十百千万萬亿億拾佰仟"
HAN_NUMERAL = (
    rf"(?:[{_DIGIT}几幾半]|数(?=[{_TEN}])|好几|[十拾](?=[{_TEN}{_DIGIT}几来余多把元块圆欧美]|个亿)|[百千佰仟](?=[万萬亿億把来余多]))"
    rf"(?:[{_DIGIT}{_TEN}点]|[多余餘来來几幾把个](?=[{_TEN}元块圆欧美英日港人]))*"
    rf"|[百千佰仟]?[万萬亿億](?=[把元]|多?[元块])[把多]?|[百千][万亿](?!不|别|要|注|记)"
)
LINKS = r"->|→|⇒|-{1,2}|–|—|−|~|〜|至|到|(?i:to|through|until|till|bis|up\sto)(?![A-Za-z])|\.{2,3}|…"
LOOSE_LINKS = r"(?i:and|or|und|oder|respectively|vs\.?|versus)(?![A-Za-z])|和|或者?|与|及|以及|、|/|,|;|\+|×"
BEFORE_NUMBER = (
    r"大约|大概|将近|接近|超过|不超过|不到|不足|至少|至多|最多|最少|达到|共计|合计|总计|总额|总共|约|近|超|逾|达|共|计|"
    r"各|大写|小写|数额|(?i:approx(?:imately|\.)?|about|around|circa|ca\.?|roughly|some|nearly|almost|"
    r"over|under|below|above|up\sto|max\.?|min\.?|only|net|gross|totall?ing|another|just|at\s(?:most|"
    r"least)|of|is|was|an?)(?![A-Za-z])|"
    r"[:=≈<>≤≥±+~−()\[\]|\"“”-]"
)
"""What may stand between a currency and its number."""
AFTER_NUMBER = rf"(?:in|of|worth|the|de|di|{_NATIONS})(?![A-Za-z])|[()\[\]\"“”|-]|的|左右|上下|多|余|来|个|之"
"""What may stand between a number and its currency."""
COUNTED_HAN = (
    "条|張|张|个|個|人|次|件|台|套|行|份|家|户|吨|公里|里|小时|分钟|秒|天|字|页|笔|种|项|辆|名|位|单|票|箱|米|平|千瓦|度|"
    "升|例|组|批|卷|册|本|幅|片|根|只|头|棵|粒|包|袋|瓶|罐|盒|桶|支|枝|门|所|座|层|间|股|帧|像素|比特|字节|并发|用户|订单|库位|"
    "凭证|物料|客户|记录|数据|周|礼拜|星期|转|并发|请求|带宽|工时|人天|人日|人月|人次|公斤|千克|克|班|点|回|届|步|场|颗|轮|倍|起|封|篇|首|段|节|列|栏|"
    "分之|SKU|sku|QPS|TPS"
)
"""What is counted when a number is followed by it."""
NOT_COUNTED = (
    r"(?:and|or|to|in|of|for|a|an|the|per|by|at|on|is|was|are|were|will|would|from|as|this|that|each|every|"
    r"more|less|over|with|but|than|so|if|when|which|too|net|gross|total|annually|yearly|monthly|budget|cost|"
    r"all|upfront|up|out|off|p|pa|pm|each|apiece|already|instead|altogether|plus|minus|excl|incl|u|tl|ht|ttc|"
    r"deal|bid|loan|gap|overrun|shortfall|ceiling|package|renewal|settlement|grant|fund|offer|"
    r"costs|fee|fees|saving|savings|spend|investment|contract|price|euro|dollar|"
    r"left|unspent|gone|ea|pp|pd|pcm|"
    r"sind|wurden|werden|wird|ist|war|waren|für|pro|im|und|oder|netto|brutto|von|fällig|bewilligt|genehmigt)"
)
"""Words after a number that are nothing which is counted."""
PER_TIME = (
    r"(?:/|per|a|an|p\s?\.|每)\s?(?:day|hour|d\s?\.|h\s?\.|(?:man|person)\s?-?\s?day|seat|licen[cs]e|head|user|FTE|"
    r"interface|account|module|device|"
    r"人天|人日|人月|天|日|月|年|季|小时|个|件|套|台|份|张|条|人(?![一-鿿]))"
    r"(?![A-Za-z])|一(?:天|个月|年|个(?:账号|用户|席位|许可))"
)
"""What follows a rate."""
EACH = (
    r"(?:每人[天日月年]?|每(?:个)?(?:用户|账号|席位|许可|接口|模块|工厂|终端)|"
    r"每[个台套件份张家厂点]|一[台套件份]|人均)$"
)
"""What stands before a rate."""
PIECES = r"(?i:invoices|payments|quotes|bids|offers|penalties|bonuses)"
"""Words of money that can be counted."""
BUDGET_WORDS = (
    r"预算|费用|成本|花费|花了|花掉|开支|投入|投资|金额|合同额|合同价|价格|单价|总价|报价|售价|造价|付款|支付|付了|货款|尾款|"
    r"预付|工资|薪|年薪|[年月季]租|租金|房租|[约证定押佣罚]金|余额|合计金额|"
    r"[^消浪免自经旅学公小\d]费(?![时力解劲尽心用])|旅费|学费|"
    r"[^评物特代\d]价(?=\s?[:：]?\s?\d)|节省|节约|省下|省了|营收|收入|利润|亏损|损失|罚款|奖金|拨款|补贴|贷款|欠|账款|经费|资金|"
    r"(?i:budget(?:s|ed)?|costs?|costing|price[ds]?|fees?|spend(?:s|ing)?|spent|sav(?:e|es|ed|ing|ings)|"
    r"pa(?:y|ys|id|ying|yment|yments)|invoic(?:e|es|ed)|invest(?:s|ed|ment|ments)?|contract\svalue|worth|"
    r"salar(?:y|ies)|"
    r"wages?|revenue|turnover|profit|loss|funding|funds|money|cash|capex|opex|quote[ds]?|penalt(?:y|ies)|"
    r"bonus|"
    r"licen[cs]e\sfee|(?:day|daily|hourly|hour|monthly|annual|exchange)\srates?|rent|rental|deposit|surcharge|"
    r"bids?|offers?|offered|NPV|TCO|balance|"
    r"Kosten|Preis|Betrag|Honorar|Gehalt|Miete|Geb[üu]hr(?:en)?|(?:Tages|Stunden)s(?:atz|ätze)|"
    r"subsid(?:y|ies)|expens(?:e|es)|expenditure|currency|charge[ds]?)(?![A-Za-z])"
)
PRICE_WORDS = (
    r"拨款|补贴|价格|价|工资|薪|年薪|[年月季]租|租金|费|费用|成本|花了|付了|[约证定押佣罚]金|余额|"
    r"(?i:prices?|priced|fees?|costs?|paid|pays?|spent|salary|wages?|rents?|rates?|"
    r"NPV|TCO|capex|opex|Tagessatz|Stundensatz|Preis|Honorar)"
)
"""Of the words for money those just behind which a number is an amount, however small it is."""
FIGURES = (
    r"(?i:four|five|six|seven|eight|nine|ten|[4-9]|10)[\s-](?:figures?|digits?)(?![A-Za-z])|"
    r"[四五六七八九十4-9]位数|[过超逾][百千]?[万亿](?![元人美欧]|多?[块元])"
)
"""Amounts told by how many figures they have."""
