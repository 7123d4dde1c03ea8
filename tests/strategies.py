"""Random text of the kind that plans are made of, noise included."""

from hypothesis import strategies as st

SIMPLIFIED = "发展数据政务服务建设智慧城市覆盖率达到项目个家户万亿元以上力争新增其中分别由提高年底前显著著力到第"
TRADITIONAL = "發展數據務務服務圖書館顯著著力現狀覆蓋達個萬億與臺灣幹部乾淨後面裡"
NUMERALS = "0123456789一二三四五六七八九十百千两半.%‰,"
BLANKS = " \t\u00a0\u3000\u2003\u200b\ufeff"
NOISE = "?？\ufffd(（)）āáǎàōūabcGXPM×*-—~～/|[]〔〕０５％．＋ＡＺ\r"
ENDS = "，。；：、！！“”‘’《》\n\n"

_LETTERS = st.sampled_from(SIMPLIFIED + TRADITIONAL + NUMERALS + BLANKS + NOISE + ENDS)
_PIECES = st.sampled_from(
    (
        "發(fā)展", "圖1??智慧", "中國?泰州", "高 端", "到2025年", "3万路以上", "1.7亿条", "百分之九十", "1/2",
        "分别达到", "全覆盖", "7×24小时", "3-4个", "(一)", "一、主要目标\n", "1.", "（牵头单位：市发改委）",
        "《某某规划》", "翻一番", "\n",
    )
)  # fmt: skip
any_text = st.lists(_LETTERS | _PIECES | st.characters(exclude_categories=["Cs"]), max_size=60).map("".join)
simplified_text = st.text(st.sampled_from(SIMPLIFIED + NUMERALS + "，。；、“”"), max_size=60)
