/* Brings the place that the address asks for (.kb-here) into view when it appears. Pages themselves hold no
   script: the content security policy lets none run but those of the first page. */
(function () {
  function placeIn(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return null;
    return node.matches(".kb-here") ? node : node.querySelector(".kb-here");
  }

  function onChange(changes) {
    changes.forEach(function (change) {
      change.addedNodes.forEach(function (node) {
        var place = placeIn(node);
        if (place) place.scrollIntoView({ block: "center" });
      });
    });
  }

  new MutationObserver(onChange).observe(document.documentElement, { subtree: true, childList: true });
})();
