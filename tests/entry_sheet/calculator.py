"""Works out the formulas of a sheet as a spreadsheet would: an opinion of its own, and nothing of ``pipeline``.

Only what our formulas use. What a spreadsheet would answer with an error raises here.
"""

from datetime import date, datetime, timedelta

from openpyxl.formula import Tokenizer
from openpyxl.utils.datetime import to_excel

OPERATORS = (("=", "<", ">", "<=", ">=", "<>"), ("&",), ("+", "-"), ("*", "/"))


class Calculator:
    def __init__(self, book):
        self.book, self.known = book, {}

    def value(self, sheet, place):
        """The value of a cell; '' and None both stand for nothing."""
        key = (sheet.title, place)
        if key not in self.known:
            cell = sheet[place]
            self.known[key] = self.formula(sheet, cell.value) if cell.data_type == "f" else serial(cell.value)
        return self.known[key]

    def formula(self, sheet, text):
        tokens = [token for token in Tokenizer(text).items if token.type != "WHITE-SPACE"]
        parser = Parser(self, sheet, tokens)
        answer = parser.level(0)()
        assert parser.at == len(tokens), text
        return answer

    def name(self, words):
        sheet, _, place = self.book.defined_names[words].attr_text.rpartition("!")
        return self.value(self.book[sheet.strip("'")], place.replace("$", ""))


def serial(value):
    return to_excel(value) if isinstance(value, (date, datetime)) else value


class Parser:
    """From tokens to functions without arguments, so that IF leaves alone what it does not choose."""

    def __init__(self, calculator, sheet, tokens):
        self.calculator, self.sheet, self.tokens, self.at = calculator, sheet, tokens, 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def level(self, depth):
        if depth == len(OPERATORS):
            return self.single()
        left = self.level(depth + 1)
        while (token := self.peek()) and token.type == "OPERATOR-INFIX" and token.value in OPERATORS[depth]:
            operator, right = self.take().value, self.level(depth + 1)
            left = (lambda a, o, b: lambda: apply(o, a(), b()))(left, operator, right)
        return left

    def single(self):
        token = self.take()
        if token.type == "OPERATOR-PREFIX":
            inner = self.single()
            return lambda: -number(inner()) if token.value == "-" else inner()
        if token.type == "PAREN":
            inner = self.level(0)
            self.take()
            return inner
        if token.type == "FUNC":
            return self.function(token.value.rstrip("("))
        return self.operand(token)

    def function(self, name):
        arguments = []
        while self.peek().subtype != "CLOSE":
            if self.peek().type == "SEP":
                self.take()
            arguments.append(self.level(0))
        self.take()
        return lambda: FUNCTIONS[name](*arguments)

    def operand(self, token):
        if token.subtype == "TEXT":
            return lambda: token.value[1:-1].replace('""', '"')
        if token.subtype == "NUMBER":
            return lambda: float(token.value)
        if token.subtype == "LOGICAL":
            return lambda: token.value == "TRUE"
        if token.value in self.calculator.book.defined_names:
            return lambda: self.calculator.name(token.value)
        return lambda: self.calculator.value(self.sheet, token.value.replace("$", ""))


def number(value):
    if value is None:
        return 0.0
    if isinstance(value, str):
        raise ValueError(f"#VALUE!: {value!r} is no number")
    return float(value)


def text(value):
    return "" if value is None else value if isinstance(value, str) else f"{value:.15g}"


def apply(operator, a, b):
    if operator == "&":
        return text(a) + text(b)
    if operator in OPERATORS[0]:
        return compare(operator, a, b)
    a, b = number(a), number(b)
    return {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b}[operator]()


def compare(operator, a, b):
    """Nothing is '' beside a word and 0 beside a number; a word is more than any number."""
    a = ("" if isinstance(b, str) else 0.0) if a is None else a
    b = ("" if isinstance(a, str) else 0.0) if b is None else b
    x, y = ((isinstance(each, str), each) for each in (a, b))
    return {
        "=": x == y, "<>": x != y, "<": x < y, ">": x > y, "<=": x <= y or x == y, ">=": x >= y or x == y,
    }[operator]  # fmt: skip


def day(serial_number):
    return datetime(1899, 12, 30) + timedelta(days=number(serial_number))


def _answer(argument):
    """Every argument is worked out, also where the first would do: an error in any of them is an error."""
    return argument()


FUNCTIONS = {
    "IF": lambda condition, yes, no: yes() if condition() else no(),
    "AND": lambda *each: all(list(map(_answer, each))),
    "OR": lambda *each: any(list(map(_answer, each))),
    "ISNUMBER": lambda value: isinstance(value(), (int, float)) and not isinstance(value(), bool),
    "N": lambda value: value() if isinstance(value(), (int, float)) else 0.0,
    "MIN": lambda *each: min(number(one()) for one in each),
    "MAX": lambda *each: max(number(one()) for one in each),
    "ROUND": lambda value, digits: round(number(value()), int(digits())),
    "DATE": lambda year, month, of_month: to_excel(date(int(year()), int(month()), int(of_month()))),
    "YEAR": lambda value: float(day(value()).year),
    "MONTH": lambda value: float(day(value()).month),
    "DAY": lambda value: float(day(value()).day),
}
