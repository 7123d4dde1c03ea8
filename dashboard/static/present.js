/* One goal at a time: arrows, space, PageUp and PageDown (a presenter's remote) turn, Esc goes back to the board. */
(function () {
  var stage = document.getElementById("stage");
  var data = document.body;

  function fit() {
    var scale = Math.min(window.innerHeight / 1080, window.innerWidth / 1920);
    stage.style.transform = "scale(" + scale + ")";
    stage.style.left = Math.max(0, (window.innerWidth - scale * 1920) / 2) + "px";
    stage.style.top = Math.max(0, (window.innerHeight - scale * 1080) / 2) + "px";
  }

  function go(page, name) {
    var target = data.getAttribute(name);
    var query = data.getAttribute("data-query");
    if (target) location.href = page + "?target=" + encodeURIComponent(target) + (query ? "&" + query : "");
  }

  window.addEventListener("keydown", function (event) {
    if (/^(ArrowRight|ArrowDown|PageDown| |Enter)$/.test(event.key)) go("present", "data-after");
    else if (/^(ArrowLeft|ArrowUp|PageUp|Backspace)$/.test(event.key)) go("present", "data-before");
    else if (event.key === "Escape") go("goal", "data-target");
    else return;
    event.preventDefault();
  });
  window.addEventListener("resize", fit);
  fit();
})();
