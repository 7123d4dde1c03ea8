/* What a page needs beyond Streamlit: the place that the address asks for (.kb-here) comes into view, keys press
   buttons, and the navigation leads from one goal back to all. Pages themselves hold no
   script: the content security policy lets none run but those of the first page. */
(function () {
  /* Calendars speak the language of the browser; ours speak Chinese in a browser that was installed in English too. */
  Object.defineProperty(navigator, "language", { get: function () { return "zh-CN"; } });
  Object.defineProperty(navigator, "languages", { get: function () { return ["zh-CN", "zh"]; } });

  function placeIn(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return null;
    return node.matches(".kb-here") ? node : node.querySelector(".kb-here");
  }

  function onChange(changes) {
    changes.forEach(function (change) {
      change.addedNodes.forEach(function (node) {
        var place = placeIn(node);
        if (place) place.scrollIntoView({ block: "center" });
        takeUp(node);
      });
    });
  }

  /* A form that appears (.st-key-kb_focus) is written into at once, unless the reader is typing somewhere. */
  function takeUp(node) {
    var form = document.querySelector(".st-key-kb_focus");
    var isNew = form && (form.contains(node) || node.contains(form));
    var input = isNew && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName) && form.querySelector("input");
    if (input) input.focus();
  }

  /* Keys that Streamlit keeps for itself (R) or that a reviewer also expects (Enter) press the button of their name. */
  function onKey(event) {
    var key = event.key.toLowerCase();
    var button = /^(r|enter)$/.test(key) && document.querySelector(".st-key-press_" + key + " button:not(:disabled)");
    if (!button || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (event.target.closest("input, textarea, [contenteditable]")) return;
    if (key === "enter" && event.target.closest("button, a, summary, [role]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    button.click();
  }

  /* A grid sends what was typed 150 ms after its cell is left, a button is sent at once: the one that hands in the
     grid waits, so that the cell one comes from goes along. */
  var GRID_BUTTON = ".st-key-submit_grid button:not(:disabled)";
  var waiting = false, waited = false;

  function onGridButton(event) {
    if (!event.target.closest(GRID_BUTTON) || waited) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting) return;
    waiting = true;
    setTimeout(pressGridButton, 400);
  }

  function pressGridButton() {
    var button = document.querySelector(GRID_BUTTON);
    waiting = false;
    waited = true;
    if (button) button.click();
    waited = false;
  }

  /* Streamlit keeps the address when the page one is on is chosen again: from a goal, 目标 must lead to the list. */
  function onClick(event) {
    var link = event.target.closest("a[data-testid$=NavLink], a[data-testid$=NavDropdownLink]");
    var address = new URL(location.href);
    if (!link || link.pathname !== address.pathname || !address.searchParams.has("target")) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    address.searchParams.delete("target");
    location.assign(address);
  }

  window.addEventListener("keydown", onKey, true);
  window.addEventListener("click", onGridButton, true);
  window.addEventListener("click", onClick, true);

  new MutationObserver(onChange).observe(document.documentElement, { subtree: true, childList: true });
})();
