"""汇报幻灯片: a pptx of native, editable charts and tables."""

from dashboard.briefings.slides.deck import slides

__all__ = ["slides"]
