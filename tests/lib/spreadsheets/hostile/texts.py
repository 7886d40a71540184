"""Text files as programs and people really write them, and some that nobody should."""

from b2b_portal.lib.spreadsheets.refusals import RefusalCode
from tests.lib.spreadsheets.hostile.case import DEVICE, TEXT_LIST, hostile

LIST = TEXT_LIST.encode()
HEADER = b"Serial number,Model\n"
ACCENTS = "Serial number,Model\nPF1,Écran d’été\n"

CASES = (
    hostile("empty.csv", b"", RefusalCode.EMPTY),
    hostile("only spaces.csv", b" \t \r\n  \n", RefusalCode.EMPTY),
    hostile("a hundred thousand spaces.csv", b" " * 10**5, RefusalCode.EMPTY),
    hostile("list below a megabyte of blank lines.csv", b"\n" * 10**6 + LIST, [DEVICE]),
    hostile("only a byte order mark.csv", b"\xef\xbb\xbf", RefusalCode.EMPTY),
    hostile("only a wide byte order mark.csv", b"\xff\xfe", RefusalCode.EMPTY),
    hostile("only header.csv", HEADER, RefusalCode.EMPTY),
    hostile("only delimiters.csv", b";;;;\n;;;;\n", RefusalCode.EMPTY),
    hostile("no header.csv", b"1,2\n3,4\n", RefusalCode.NO_HEADER),
    hostile(
        "byte order mark twice.csv", b"\xef\xbb\xbf\xef\xbb\xbf" + b'"Serial number",Model\nPF1,T14\n', [["PF1", "T14"]]
    ),
    hostile("wide with its mark.csv", TEXT_LIST.encode("utf-16"), [DEVICE]),
    hostile("wide without a mark.csv", TEXT_LIST.encode("utf-16-le"), [DEVICE]),
    hostile("wide the other way without a mark.csv", TEXT_LIST.encode("utf-16-be"), [DEVICE]),
    hostile("wide and cut in a character.csv", TEXT_LIST.encode("utf-16")[:-1], RefusalCode.DAMAGED),
    hostile(
        "half a pair of wide characters.csv",
        b"\xff\xfe" + TEXT_LIST.encode("utf-16-le") + b"\x00\xd8a\0",
        RefusalCode.DAMAGED,
    ),
    hostile("four bytes a character.csv", TEXT_LIST.encode("utf-32"), [DEVICE]),
    hostile(
        "invalid bytes in UTF-8.csv",
        ACCENTS.encode() + b"PF2,\xc3\x28 \xe2\x82\n",
        [["PF1", "Ã‰cran dâ€™Ã©tÃ©"], ["PF2", "Ã( â‚"]],
    ),
    hostile("half a pair in UTF-8.csv", LIST + b"PF2,\xed\xa0\x80\n", [DEVICE, ["PF2", "í\N{NO-BREAK SPACE}€"]]),
    hostile("curly quotes of Windows.csv", ACCENTS.encode("cp1252"), [["PF1", "Écran d’été"]]),
    hostile("accents of an old Mac.csv", ACCENTS.encode("mac_roman"), [["PF1", "Écran d’été"]]),
    hostile("NUL bytes.csv", b"Serial number,Model\nPF\x001,T14\n", RefusalCode.NOT_A_SPREADSHEET),
    hostile("control characters.csv", b"Serial number,Model\nPF1,T\x0114\x1b[31m\n", RefusalCode.NOT_A_SPREADSHEET),
    hostile(
        "mixed line ends.csv",
        b"Serial number,Model\rPF1,T14\r\nPF2,T15\nPF3,T16\r",
        [["PF1", "T14"], ["PF2", "T15"], ["PF3", "T16"]],
    ),
    hostile("line ends of an old Mac.csv", b"Serial number,Model\rPF1,T14\r", [["PF1", "T14"]]),
    hostile("file end of DOS.csv", LIST + b"\x1a", [DEVICE]),
    hostile("delimiter in a first line.csv", b"sep=;\r\nSerial number;Model\r\nPF1;T14\r\n", [["PF1", "T14"]]),
    hostile("odd delimiter in a first line.csv", b"sep=^\nSerial number^Model\nPF1^T14\n", [["PF1", "T14"]]),
    hostile("quote as delimiter.csv", b'sep="\nSerial number"Model\nPF1"T14\n', [["PF1", "T14"]]),
    hostile("line break as delimiter.csv", b"sep=\r\nSerial number,Model\nPF1,T14\n", [["PF1", "T14"]]),
    hostile("wide character as delimiter.csv", "sep=→\nSerial number→Model\nPF1→T14\n".encode(), [["PF1", "T14"]]),
    hostile("quote that is never closed.csv", LIST + b'PF2,"T15\nPF3,T16\n', RefusalCode.UNCLOSED_QUOTE),
    hostile(
        "quote that swallows a long file.csv", LIST + b'PF2,"T15\n' + b"PF3,T16\n" * 40_000, RefusalCode.UNCLOSED_QUOTE
    ),
    hostile("quote as the very last byte.csv", LIST + b'PF2,"', RefusalCode.UNCLOSED_QUOTE),
    hostile(
        "stray quotes that meet.csv",
        b'Serial number,Model,Site,Tag\nPF1,"T14,Lyon,1\nPF2,"T15,Paris,2\n',
        RefusalCode.UNCLOSED_QUOTE,
    ),
    hostile(
        "remark of several lines.csv",
        b'Serial number,Model,Site,Tag\nPF1,"T14\nGen, 2\n",Lyon,1\n',
        [["PF1", "T14\nGen, 2", "Lyon", "1"]],
    ),
    hostile(
        "quote that another delimiter opens.csv",
        b'Serial number;Model\nPF1;Monitor,"24 inches\n',
        [["PF1", 'Monitor,"24 inches']],
    ),
    hostile(
        "inches and stray quotes.csv",
        LIST + b'PF2,Monitor 27"\nPF3,"13"" book"\nPF4,a "b" c\n',
        [DEVICE, ["PF2", 'Monitor 27"'], ["PF3", '13" book'], ["PF4", 'a "b" c']],
    ),
    hostile("ten megabytes in one line.csv", LIST + b"x" * 10 * 1024**2, RefusalCode.LONG_LINE),
    hostile("ten megabytes of delimiters.csv", LIST + b"," * 10 * 1024**2, RefusalCode.LONG_LINE),
    hostile("ten megabytes without any line end.csv", b"a," * 5 * 1024**2, RefusalCode.LONG_LINE),
    hostile("very long cell.csv", LIST + b"PF2," + b"x" * 40_000 + b"\n", [DEVICE, ["PF2", "x" * 2_000]]),
    hostile("cell past all bounds.csv", LIST + b"PF2," + b"x" * 200_000 + b"\n", RefusalCode.LONG_LINE),
    hostile("row wider than its header.csv", LIST + b"PF2,T15" + b",x" * 50_000 + b"\n", [DEVICE, ["PF2", "T15"]]),
    hostile("301 columns.csv", b"Serial number,Model" + b",Extra" * 299 + b"\nPF1,T14\n", RefusalCode.TOO_MANY_COLUMNS),
    hostile("250,001 rows.csv", HEADER + b"PF1,T14\n" * 250_001, RefusalCode.TOO_MANY_ROWS),
    hostile("rows of nothing.csv", LIST + b",\n" * 300_000 + b"PF2,T15\n", [DEVICE, ["PF2", "T15"]]),
    hostile(
        "formulas.csv",
        HEADER + b"\"=cmd|' /C calc'!A0\",@SUM(1)\n+1,-1\n",
        [["=cmd|' /C calc'!A0", "@SUM(1)"], ["+1", "-1"]],
    ),
    hostile("letter.docx", b"Dear all\n\nthe devices are collected on Monday.\n", RefusalCode.NOT_A_SPREADSHEET),
    hostile("list of objects.csv", b'[{"serial": "PF1", "model": "T14"}]\n', RefusalCode.NOT_A_SPREADSHEET),
)
