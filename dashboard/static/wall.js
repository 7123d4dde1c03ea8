/* The wall turns its screens by itself: space holds, arrows step, ?s=2 pins one, Esc goes back to the board. It asks
   for itself anew every few minutes and keeps what it has when the server is gone. Written for Chromium 78. */
(function () {
  var RENEW_SECONDS = 300;
  var stage = document.getElementById("stage");
  var drawn = document.body.getAttribute("data-drawn");
  var at = 0, held = false, timer = null;

  function parameter(name) {
    var found = new RegExp("[?&]" + name + "=([^&]*)").exec(location.search);
    return found ? decodeURIComponent(found[1]) : "";
  }

  function screens() { return stage.querySelectorAll(".screen"); }

  function isWide() { return window.innerWidth / window.innerHeight > 3; }

  /* Of a wall as wide as two, the first screen stands still on the left and the others take turns on the right. */
  function first() { return isWide() && screens().length > 1 ? 1 : 0; }

  function fit() {
    var wide = isWide();
    var scale = Math.min(window.innerHeight / 1080, window.innerWidth / (wide ? 3840 : 1920));
    stage.style.transform = "scale(" + scale + ")";
    stage.style.width = (wide ? 3840 : 1920) + "px";
    stage.style.left = Math.max(0, (window.innerWidth - scale * (wide ? 3840 : 1920)) / 2) + "px";
    stage.style.top = Math.max(0, (window.innerHeight - scale * 1080) / 2) + "px";
    for (var i = 0; i < screens().length; i++) screens()[i].style.left = wide && i > 0 ? "1920px" : "0";
    show(Math.max(at, first()));
  }

  function show(index) {
    var every = screens(), dots = document.querySelectorAll("#dots i");
    at = index;
    for (var i = 0; i < every.length; i++) {
      var on = i === at || (isWide() && i === 0);
      every[i].className = every[i].className.replace(/ ?\bon\b/, "") + (on ? " on" : "");
      if (dots[i]) dots[i].className = i === at ? "on" : "";
    }
    wait();
  }

  function step(by) {
    var from = first(), count = screens().length - from;
    if (count > 0) show(from + (((at - from + by) % count) + count) % count);
  }

  function wait() {
    clearTimeout(timer);
    if (held || parameter("s") || screens().length - first() < 2) return;
    var seconds = Number(parameter("seconds")) || Number(screens()[at].getAttribute("data-seconds"));
    timer = setTimeout(function () { step(1); }, seconds * 1000);
  }

  function onKey(event) {
    if (event.key === "ArrowRight" || event.key === "PageDown") step(1);
    else if (event.key === "ArrowLeft" || event.key === "PageUp") step(-1);
    else if (event.key === " ") { held = !held; wait(); }
    else if (event.key === "Escape") location.href = "./" + location.search;
    else return;
    event.preventDefault();
  }

  function renew() {
    var asked = new XMLHttpRequest();
    asked.open("GET", location.href);
    asked.onload = function () {
      if (asked.status !== 200) { told("数据停在 " + drawn); return; }
      var page = new DOMParser().parseFromString(asked.responseText, "text/html");
      stage.innerHTML = page.getElementById("stage").innerHTML;
      drawn = page.body.getAttribute("data-drawn");
      at = Math.min(at, screens().length - 1);
      fit();
    };
    asked.onerror = function () { told("数据停在 " + drawn); };
    asked.send();
  }

  function told(words) { document.getElementById("told").textContent = words; }

  window.addEventListener("keydown", onKey);
  window.addEventListener("resize", fit);
  setInterval(renew, (Number(parameter("renew")) || RENEW_SECONDS) * 1000);
  at = Math.min(Math.max(0, (Number(parameter("s")) || 1) - 1), screens().length - 1);
  fit();
})();
