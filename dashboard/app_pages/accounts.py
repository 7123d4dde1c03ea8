"""账号: who may sign in, with which role and scope; open, change, close, give out a password."""

import streamlit as st

from dashboard import access, account_desk
from dashboard.render import show

known = access.accounts()
show("conclusion", sentence=account_desk.sentence(known), caption=["停用的账号不能登录，他填报的内容仍在"])
account_desk.told()
left, right = st.columns([8, 4], gap="medium")
with left:
    show("accounts", accounts=account_desk.listed(known))
with right:
    account_desk.lay_out_form(known)
