"""审计: what was done with accounts and entered, row by row of the hash chain, and whether it is whole."""

import streamlit as st

from dashboard import audit_desk
from dashboard.render import show

chain = audit_desk.chain()
show("conclusion", sentence=audit_desk.sentence(chain), caption=[f"链尾 {chain.head[:16]}", "只能增加，不能更改和删除"])
audit_desk.lay_out_check()
asked = audit_desk.ask()
show("audit", rows=audit_desk.listed(asked))
st.caption("登录、导出和每次更改都在这里。记录至少保留六个月：请定期备份，程序从不删除。")
