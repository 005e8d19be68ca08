"""Words the chunks of a note as formal clauses. Chunks in, one text out.

In this order: chunks that only name what the next ones are about are joined to them; spoken words become formal ones; spoken
verbs become the verb that their object asks for; the verb moves before its object (记录仪配备58台 → 配备记录仪58台); a bare activity
gets its verb (活动49场 → 开展活动49场). Where nothing is known the clerk's own words and order stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from drafter import language
from drafter.suggesting.formal import word_borders, word_classes
from drafter.suggesting.formal.statements import Chunk, Token
from drafter.text import is_hanzi

_LONGEST_OBJECT = 8
"""Characters of the longest object behind which its verb is looked for."""
_OBJECT = 16
"""Characters on either side of a verb in which its object is looked for."""
_MARKS = {"。": "。", "!": "。", "?": "。", ";": "；", ":": "：", "、": "、"}
"""The mark before a chunk in the note → the mark before its clause; everything else becomes a comma."""


def worded(chunks: Sequence[Chunk]) -> str:
    """The text of all chunks, joined by commas, or by semicolons and full stops where the note has them."""
    text, context = "", ""
    told = [chunk for chunk in chunks if not _is_talk(chunk)]
    for chunk in _joined(told):
        clause, context = _clause(chunk.tokens, context)
        if clause:
            text += (_MARKS.get(chunk.before, "，") if text else "") + clause
    return text


# Chunks ---------------------------------------------------------------------------------------------------------------


def _joined(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks with every lone verb joined to its object, and every label to what it is a label of."""
    return _pairwise_joined(_pairwise_joined(chunks, _with_verb), _with_label)


def _pairwise_joined(chunks: Sequence[Chunk], join: Callable[[Chunk, Chunk], Chunk | None]) -> list[Chunk]:
    """Every chunk without a figure joined to the next one that has one, if `join` does so."""
    found: list[Chunk] = []
    for chunk in chunks:
        before = found[-1] if found else None
        names_something = before and not before.has_figure and chunk.has_figure and chunk.before in (" ", ":")
        if joined := join(before, chunk) if before and names_something else None:
            found[-1] = joined
        else:
            found.append(chunk)
    return found


def _with_verb(verb: Chunk, chunk: Chunk) -> Chunk | None:
    """接收 投诉举报900件 is one clause."""
    is_verb = len(verb.tokens) == 1 and verb.tokens[0].text in word_classes.verbs() - word_classes.activities()
    return Chunk(verb.before, (*verb.tokens, *chunk.tokens)) if is_verb and chunk.before == " " else None


def _with_label(label: Chunk, chunk: Chunk) -> Chunk | None:
    """The chunk with the label as its object, its subject, its attribute, or as an activity of its own before it."""
    while len(label.tokens) > 1 and label.tokens[-1].text in (*language.words("formal", "aspects"), "事", "的"):
        label = label._replace(tokens=label.tokens[:-1])  # 环保这块, 欠薪的事
    if not _is_label(label):
        return None
    figure = next(i for i, token in enumerate(chunk.tokens) if token.is_figure)
    first, *rest = chunk.tokens
    names_a_number = label.tokens[-1].text[-1:].isdigit()  # 12345
    continues = first.is_figure or first.text in word_classes.adverbs() or first.kind == "time"
    if continues or names_a_number or word_classes.is_doer(label.tokens):
        return Chunk(label.before, (*label.tokens, *chunk.tokens))
    counts = chunk.tokens[figure].kind == "count"
    if figure == 1 and word_classes.activity_verb([first]):  # 普法：活动26场
        return Chunk(label.before, (*label.tokens, *chunk.tokens))
    if counts and (verb := word_classes.activity_verb(label.tokens)):
        return Chunk(label.before, (Token(verb), *label.tokens, Token("，"), *chunk.tokens))
    takes_object = first.text in word_classes.fronted() or first.text in language.table("formal")["by_object"]
    if takes_object and (rest[0].is_figure or rest[0].text == "了"):
        le = () if rest[0].text == "了" else (Token("了"),)  # with 了 the verb moves before its object
        return Chunk(label.before, (*label.tokens, first, *le, *rest))
    if first.text not in word_classes.verbs() and not any(
        t.text in word_classes.verbs() - word_classes.nouns() for t in chunk.tokens[:figure]
    ):
        return Chunk(label.before, (*label.tokens, *chunk.tokens))  # 案卷评查 优秀率82%
    return Chunk(label.before, (*label.tokens, Token("方面"), Token("，"), *chunk.tokens))


def _is_label(chunk: Chunk) -> bool:
    """Whether a chunk without figures only names something: it neither begins nor ends with a verb."""
    words = [token.text for token in chunk.tokens]
    if len(words) > 1 and words[0] in word_classes.verbs():
        return False
    if any(word in word_classes.verbs() - word_classes.nouns() for word in words[1:-1]) or words[-1] in (
        *language.table("formal")["spoken"],
        "不够",
    ):
        return False
    if not any(map(is_hanzi, words[-1])) and not words[-1].isdigit():  # an address
        return False
    return (
        words[0] not in word_classes.verbs() - word_classes.nouns()
        and words[-1] not in word_classes.verbs() - word_classes.nouns()
        and words[-1] not in ("了", "的")
    )


# Words ----------------------------------------------------------------------------------------------------------------


def _denied_last(tokens: list[Token]) -> list[Token]:
    """公司律师没有 is 无公司律师, 进网吧的没发现 is 未发现进网吧."""
    texts = [token.text for token in tokens]
    if len(tokens) > 1 and texts[-1] == "无" and not any(token.is_figure for token in tokens):
        name = tokens[:-2] if texts[-2] == "的" else tokens[:-1]
        return [tokens[-1], *name]
    return tokens


def _settled(clause: str) -> str:
    """The clause with full-width brackets, and what goes together in settled words."""
    for words, settled in language.table("formal")["settled"].items():
        end = clause.find(words) + len(words)
        if words in clause and clause[end : end + 1].isdigit():
            clause = clause.replace(words, settled, 1)
    return clause.translate({ord("("): "（", ord(")"): "）"}).strip("，、 ")


def _is_talk(chunk: Chunk) -> bool:
    """Whether a chunk is a word to a colleague and nothing for a report: 照片在群里."""
    words = "".join(token.text for token in chunk.tokens)
    return not chunk.has_figure and language.pattern("formal", "talk").search(words) is not None


def _clause(tokens: Sequence[Token], context: str) -> tuple[str, str]:
    """The clause of a chunk, and the words that later chunks may be about. `context` are those of the chunks before."""
    parts: list[list[Token]] = [[]]
    for i, token in enumerate(tokens):
        waits = any(
            earlier.text in (*word_classes.prepositions(), "给", "有", "还有") for earlier in parts[-1]
        )  # 为136人追回工资 is one clause
        begins_another = (
            i and tokens[i - 1].is_figure and token.text in word_classes.verbs() and len(tokens) > i + 1 and not waits
        )
        if token.text == "，" or begins_another:
            parts.append([])
        if token.text != "，":
            parts[-1].append(token)
    clauses = []
    for part in parts:
        words = _formal_words(part)
        words = _formal_verbs(words, context)
        if words and words[0].text == "成功" and (verb := _last_verb(context)):  # 调解207件 成功188件
            words[0] = words[0]._replace(text=verb + "成功")
        context += "".join(token.text for token in words if not token.is_figure)
        for step in (_verb_first, _without_le, _activity_with_verb):
            words = step(words)
        clauses.append(_settled("".join(token.text for token in _denied_last(words))))
    return "，".join(filter(None, clauses)), context


def _formal_words(tokens: Sequence[Token]) -> list[Token]:
    """Names written out, spoken words as formal ones."""
    table = language.table("formal")
    found: list[Token] = []
    for i, token in enumerate(tokens):
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        text = token.text
        if token.kind == "word":
            by_place = _by_place(tokens, i, found[-1] if found else None)
            text = table["written_out"].get(text, table["spoken"].get(text, text)) if by_place is None else by_place
        if text == "人" and found and found[-1].text.endswith("个"):  # 3个人
            found[-1] = found[-1]._replace(text=found[-1].text[:-1])
        if text == "方面" and following:
            text = "方面，"
        if text:
            found.append(token._replace(text=text))
    return found


def _by_place(tokens: Sequence[Token], i: int, before: Token | None) -> str | None:
    """The formal word for one whose meaning depends on its place; None for all others. `before` is the formal word before it."""
    table = language.table("formal")
    text, following = tokens[i].text, tokens[i + 1] if i + 1 < len(tokens) else None
    next_word = following.text if following else ""
    if text in ("没有", "没"):
        return _denied(next_word)
    if text == "给":
        if i and not word_classes.is_doer(tokens[i - 1 : i]):  # 退钱给企业
            return "给"
        return "向" if any(later.text in table["towards"] for later in tokens[i:]) else "为"
    if text == "到":
        return _reached(tokens[i - 1].text if i else "", following)
    if text == "帮":
        acts = any(table["spoken"].get(later.text, later.text) in word_classes.fronted() for later in tokens[i + 1 :])
        return "为" if acts and next_word != "了" else "帮助"
    if text in table["aspects"]:
        return "方面"
    if text == "就" and following and following.is_figure:
        return "仅"
    if text == "的" and following and following.is_figure:  # 听课的450人
        return ""
    if text == "不到" and following and following.is_figure:
        return "不足"
    if text == "不够" and following is None:
        return "不足"
    if text == "过" and i and tokens[i - 1].text in (*word_classes.verbs(), "败诉", "打输"):
        return ""
    if before and before.is_figure and text == "平":
        return "平方米"
    if before and text == "点" and before.text.endswith("个"):
        return "百分点"
    if i == 0 and text in table["organs"]:
        return str(table["organs"][text])
    if i == 0 and text in table["before_figure"] and following and following.is_figure:
        return str(table["before_figure"][text])
    return None


def _denied(next_word: str) -> str:
    """没 and 没有 before a word: 未 before what may be an act, 无 before a thing."""
    is_verb = next_word in word_classes.verbs() or next_word in word_borders.verbs()
    is_thing = next_word in word_borders.vocabulary() and not is_verb
    is_nothing = not next_word or is_thing or next_word in language.table("formal")["nothing_of"]
    return "无" if is_nothing else "未"


def _reached(before: str, following: Token | None) -> str:
    """到 before a figure is 达到 or 至, before anything else it stays; 占到61% is 占61%."""
    if before == "占":
        return ""
    if before in word_classes.directions():
        return "至"
    if following and following.kind == "percent":
        return "达到"
    return "至" if following and (following.is_figure or following.kind == "time") else "到"


def _formal_verbs(tokens: list[Token], context: str) -> list[Token]:
    """Spoken verbs of one character as the verb that their object asks for: 搞 … 活动 → 开展, 搞 … 培训 → 举办.

    The object stands behind the verb, or before it, or in a chunk before.
    """
    table = language.table("formal")["by_object"]
    found = list(tokens)
    for i, token in enumerate(tokens):
        if token.kind != "word" or token.text not in table:
            continue
        following = tokens[i + 1].text if i + 1 < len(tokens) else ""
        if following == "的" or following in language.words("formal", "results"):  # 领导要的照片, 聘上了
            continue
        behind = "".join(t.unit if t.is_figure else t.text for t in tokens[i + 1 :] if t.text not in "了的")
        before = "".join(t.text for t in tokens[:i] if t.kind == "word" and t.text not in word_classes.adverbs())
        neighbours = [t.text for t in (*tokens[max(i - 1, 0) : i], *tokens[i + 1 : i + 2]) if t.kind == "word"]
        is_part_of_a_word = any(len(word) == 1 and word not in word_classes.small_words() for word in neighbours)
        is_last = i + 1 == len(tokens) or (following == "了" and i + 2 == len(tokens))
        if is_part_of_a_word and following != "了":
            continue
        is_followed_by_figure = i + 1 < len(tokens) and tokens[i + 1].is_figure
        acts_on_something = is_followed_by_figure or (following == "了" and behind and not behind.startswith("有"))
        formal = ""
        for object_, at_end in ((behind[:_OBJECT], False), (before[-_OBJECT:], True), (context[-_OBJECT:], False)):
            formal = formal or _verb_for(table[token.text], object_, at_end)
        if is_last and not formal:
            formal = language.table("formal")["at_end"].get(token.text, "") if following == "了" else ""
        elif not formal and acts_on_something and not is_last:
            formal = _usual_verb(table[token.text])
        if formal == "建设" and following == "了":
            formal = "建成"
        if formal:
            found[i] = token._replace(text=formal, kind="verb")
    return found


def _last_verb(context: str) -> str:
    """The last of the verbs in the words before that can succeed: 调解, 化解."""
    found = [(context.rfind(verb), verb) for verb in language.words("formal", "succeeds") if verb in context]
    return max(found, default=(0, ""))[1]


def _verb_for(choices: Sequence[str], object_: str, at_end: bool) -> str:
    """The verb for an object: that of the noun that stands last in it; empty where no noun of the table does.

    `at_end`: the noun has to end the object.
    """
    best, verb = 0, ""
    for choice in choices:
        noun, formal = choice.split()
        end = object_.rfind(noun) + len(noun)
        if noun in object_ and end > best and (end == len(object_) or not at_end):
            best, verb = end, formal
    return verb


def _usual_verb(choices: Sequence[str]) -> str:
    """The verb for all other objects, if the table has one."""
    noun, formal = choices[-1].split()
    return formal if noun == "*" else ""


def _verb_first(tokens: list[Token]) -> list[Token]:
    """The verb before its object, where the object stands first: 执法记录仪配备58台 → 配备执法记录仪58台."""
    for i, token in enumerate(tokens[:-1]):
        behind = tokens[i + 1]
        has_le = behind.text == "了" and i + 2 < len(tokens) and tokens[i + 2].is_figure
        if not i or token.text not in word_classes.fronted() or not (behind.is_figure or has_le):
            continue
        if not has_le and token.text in word_classes.nouns():
            return tokens
        lead = next(
            (k for k in range(i) if tokens[k].text not in word_classes.adverbs() and tokens[k].kind != "time"), i
        )
        if word_classes.is_organ(tokens[lead]) and token.text in language.words("formal", "receiving"):
            return tokens
        if lead < i - 1 and word_classes.is_organ(tokens[lead]):  # 城管部门违建拆了2处: who does it stays first
            lead += 1
        object_ = tokens[lead:i]
        stays = not object_ or any(t.kind != "word" or t.text in (*word_classes.prepositions(), "的") for t in object_)
        stays = stays or object_[-1].text.endswith(("时", "后", "中", "前")) or object_[-1].text.isdigit()
        stays = stays or len("".join(t.text for t in object_)) > _LONGEST_OBJECT
        stays = stays or any(word_classes.is_doer([t]) or t.text in word_classes.adverbs() for t in object_)
        if stays or object_[0].text in word_classes.verbs() - word_classes.nouns():
            return tokens
        activity = word_classes.activity_verb(object_)
        if activity and token.kind == "verb":  # 公平竞争审查审了28份
            token = token._replace(text=activity)
        return [*tokens[:lead], token, *object_, *tokens[i + 1 + has_le :]]
    return tokens


def _without_le(tokens: list[Token]) -> list[Token]:
    """Without 了: 调解了12起 → 调解12起; at the end of a clause 已 before the verb says the same: 都整改了 → 均已整改."""
    found: list[Token] = []
    for i, token in enumerate(tokens):
        if token.text != "了" or token.kind != "word":
            found.append(token)
        elif i + 1 == len(tokens) and found and not found[-1].is_figure:
            at = len(found) - 1
            is_complement = found[at].text in language.words("formal", "complements")
            if (
                is_complement
                and at
                and len(found[at - 1].text) == 1
                and found[at - 1].text not in word_classes.small_words()
            ):
                at -= 1  # 建好
            before = found[at - 1].text if at else ""
            says_done = any(t.text in ("均", "全部", "已", "均已", "全部已") for t in found[: at - 1])
            is_known = found[at].text in word_classes.verbs() or found[at].text in word_borders.verbs()
            is_verb = is_known or found[at].kind == "verb" or at < len(found) - 1
            is_verb = is_verb and not found[at].text.startswith(("不", "没", "未", "无"))
            if len("".join(t.text for t in found[at:])) > 1 and is_verb and not says_done and not before.endswith("已"):
                found.insert(at, Token("已"))
    while found and found[-1].text == "的":
        found.pop()
    return found


def _activity_with_verb(tokens: list[Token]) -> list[Token]:
    """A bare activity with its verb: 普法活动49场 → 开展普法活动49场, behind the one who does it: 司法所开展普法活动3场."""
    figure = next((i for i, token in enumerate(tokens) if token.is_figure), 0)
    name = tokens[:figure]
    if not name or tokens[figure].kind != "count" or not (verb := word_classes.activity_verb(name)):
        return tokens
    if any(t.kind == "verb" or t.text in ("(", ")", "（", "）") for t in name) or name[0].text == "其中":
        return tokens
    if any(
        t.text in word_classes.verbs() - word_classes.nouns() - word_classes.activities()
        or t.text in word_classes.prepositions()
        for t in name
    ):
        return tokens
    if name[0].text in word_classes.verbs() - word_classes.activities() and name[0].text not in word_classes.nouns():
        return tokens
    organs = language.table("formal")["organs"].values()
    lead = next(
        (k for k in range(figure) if name[k].text not in (*word_classes.adverbs(), *organs) and name[k].kind == "word"),
        0,
    )
    return [*tokens[:lead], Token(verb), *tokens[lead:]]
