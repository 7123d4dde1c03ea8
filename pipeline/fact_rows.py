"""The rows that one document gives to the tables of its facts: targets, their statements, observations."""

from pipeline import lexicon
from pipeline.filing.finality import finality
from pipeline.goals import Goal, Source
from pipeline.model import Fact
from pipeline.places import Places
from pipeline.plan_rows import Row


def domain_group(domain: str) -> str:
    """One of the ten first-level domains."""
    return str(lexicon.load("domain_groups")["group"].get(domain, domain))


class FactRows:
    """One method per declared table, named like it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.blocks = source.reading.document.blocks
        self.block_places = Places(block.span for block in self.blocks)

    def tables(self) -> dict[str, list[Row]]:
        """The rows by table."""
        return {"target": self.target(), "statement": self.statement(), "observation": self.observation()}

    def target(self) -> list[Row]:
        return [self._target(goal) for goal in self.source.goals]

    def statement(self) -> list[Row]:
        return [
            self._place(fact)
            | {
                "statement_id": f"{goal.target_id}#{position}",
                "target_id": goal.target_id,
                "plan_id": self.source.plan_id,
                "position": position,
                "indicator": fact.indicator,
                "op": fact.op,
                "due_year": fact.year,
                "lead_agencies": list(fact.lead),
                "operator_words": fact.operator_words,
            }
            for goal in self.source.goals
            for position, fact in enumerate(goal.statements)
        ]

    def observation(self) -> list[Row]:
        facts = zip(self.source.ids, self.source.reading.facts, strict=True)
        return [
            self._quantity(fact)
            | {"observation_id": identifier, "year": fact.year, "year_source": fact.year_source}
            | {"period_start": fact.period_start, "period_end": fact.period_end, "scope": fact.scope}
            | {"finality": fact.finality or finality(self._said_before(fact))}
            for identifier, fact in facts
            if fact.kind == "actual"
        ]

    def _said_before(self, fact: Fact) -> str:
        """The sentence as far as the fact: a 预计 at the head of a list is said of all of it."""
        return self.source.reading.clean.text[fact.sentence.start : fact.quote_span.end]

    def _target(self, goal: Goal) -> Row:
        first, led = goal.first, goal.led
        return self._quantity(first) | {
            "target_id": goal.target_id,
            "due_year": first.year,
            "year_source": first.year_source,
            "annual": first.annual,
            "nature": next((fact.nature for fact in goal.statements if fact.nature), ""),
            "soft": next((fact.soft for fact in goal.statements if fact.soft), ""),
            "lead_agencies": list(led.lead),
            "supporting_agencies": list(led.supporting),
            "programme_id": self.source.programmes.of(goal.tasked),
            "statement_count": len(goal.statements),
        }

    def _quantity(self, fact: Fact) -> Row:
        """The columns that targets and observations share."""
        return (
            self.source.own()
            | self._place(fact)
            | {
                "indicator": fact.indicator,
                "value": fact.value,
                "value_max": fact.value_max,
                "unit": fact.unit,
                "op": fact.op,
                "measure": fact.measure,
                "domain": fact.domain,
                "domain_group": domain_group(fact.domain),
                "certainty": fact.certainty,
                "confidence": fact.confidence,
                "operator_words": fact.operator_words,
            }
        )

    def _place(self, fact: Fact) -> Row:
        """Where a fact is printed, and the words printed there."""
        number, quote, sentence = map(self.source.reading.clean.to_raw, (fact.span, fact.quote_span, fact.sentence))
        passage = self.source.passages.at(number.start)
        return {
            "passage_id": passage.passage_id,
            "chapter": " / ".join(passage.headings),
            "place": self.blocks[self.block_places.at(number.start)].place if self.blocks else "",
            "number_words": number.of(self.source.raw),
            "start": number.start,
            "end": number.end,
            "quote": quote.of(self.source.raw),
            "quote_start": quote.start,
            "quote_end": quote.end,
            "sentence_start": sentence.start,
            "sentence_end": sentence.end,
        }
