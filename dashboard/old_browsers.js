/* What Streamlit's bundle asks of a browser, and what we can add. Its syntax (static blocks of classes) needs
   Chromium 94: an older one is told so instead of showing a white page. Functions that came later are added here. */
(function () {
  var LOWEST = 94;

  function add(object, name, value) {
    if (!object[name]) Object.defineProperty(object, name, { value: value, configurable: true, writable: true });
  }

  add(Object, "hasOwn", function (object, key) { return Object.prototype.hasOwnProperty.call(object, key); });
  add(Array.prototype, "at", function (index) { return this[index < 0 ? this.length + index : index]; });
  add(String.prototype, "at", function (index) { return this[index < 0 ? this.length + index : index]; });
  add(Array.prototype, "toSorted", function (compare) { return Array.prototype.slice.call(this).sort(compare); });
  add(Array.prototype, "toReversed", function () { return Array.prototype.slice.call(this).reverse(); });
  add(Array.prototype, "findLast", function (test) {
    for (var i = this.length - 1; i >= 0; i--) if (test(this[i], i, this)) return this[i];
  });
  add(Promise, "withResolvers", function () {
    var found = {};
    found.promise = new Promise(function (resolve, reject) { found.resolve = resolve; found.reject = reject; });
    return found;
  });
  add(window, "structuredClone", function clone(value) {
    if (!value || typeof value !== "object") return value;
    if (value instanceof Date) return new Date(value.getTime());
    if (value instanceof Map) return new Map(Array.from(value, function (pair) { return [clone(pair[0]), clone(pair[1])]; }));
    if (value instanceof Set) return new Set(Array.from(value, clone));
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.slice(0);
    if (Array.isArray(value)) return value.map(clone);
    return Object.keys(value).reduce(function (copy, key) { copy[key] = clone(value[key]); return copy; }, {});
  });

  function tell() {
    var found = /Chrom(?:e|ium)\/(\d+)/.exec(navigator.userAgent);
    if (!found || Number(found[1]) >= LOWEST) return;
    var told = document.createElement("div");
    told.setAttribute("role", "alert");
    told.id = "kb_old";
    told.style.cssText = "position:fixed;z-index:9999999;top:0;left:0;right:0;bottom:0;background:#fff;overflow:auto;" +
      "padding:12vh 16px 0 max(16px,calc(50vw - 320px));font:16px/1.8 'Noto Sans SC',sans-serif;color:#1B2430";
    told.innerHTML = "<h1 style='font-size:28px;line-height:1.3'>这个浏览器太旧，打不开看板</h1><p style='max-width:640px'></p><p>大屏和演示可以打开：</p>";
    told.children[1].textContent = "现用的内核是 Chromium " + found[1] + "，看板需要 " + LOWEST +
      " 以上。请换用本机较新的浏览器，或请系统管理员升级 360、奇安信等浏览器；数据不受影响。";
    [["大屏", "wall"], ["演示", "present"]].forEach(function (page) {
      var link = document.createElement("a");
      link.href = page[1] + location.search;
      link.textContent = page[0];
      link.style.cssText = "display:inline-block;margin-right:24px;color:#1F4E8C";
      told.appendChild(link);
    });
    document.body.insertBefore(told, document.body.firstChild);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", tell);
  else tell();
})();
