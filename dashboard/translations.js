/* Puts Chinese in place of Streamlit's built-in English: whole phrases only, only where the dictionary says,
   never in what we or a document wrote. Plain enough for the browsers that offices have (Chromium 78). */
(function (dictionary) {
  var ATTRIBUTES = ["aria-label", "aria-valuetext", "aria-description", "title", "placeholder", "alt"];
  var ENGLISH = /[A-Za-z]{2}/;

  dictionary.parts.forEach(function (part) {
    part.words = new Map(Object.entries(part.words || {}));
    part.patterns = (part.patterns || []).map(function (pattern) {
      return { english: new RegExp("^" + pattern.english + "$"), chinese: pattern.chinese };
    });
  });

  function wordFor(english, part) {
    if (part.words.has(english)) return part.words.get(english);
    var pattern = part.patterns.find(function (each) { return each.english.test(english); });
    return pattern && english.replace(pattern.english, pattern.chinese);
  }

  /* The Chinese for a phrase in an element, or undefined when there is none for this place. */
  function chinese(english, element) {
    for (var i = 0; i < dictionary.parts.length; i++) {
      var word = wordFor(english, dictionary.parts[i]);
      if (word && element.closest(dictionary.parts[i].where) && !element.closest(dictionary.ours)) return word;
    }
  }

  function translateText(node) {
    var english = node.nodeValue.trim();
    var word = ENGLISH.test(english) && node.parentElement && chinese(english, node.parentElement);
    if (word) node.nodeValue = node.nodeValue.split(english).join(word);
  }

  function translateAttributes(element) {
    ATTRIBUTES.forEach(function (name) {
      var english = element.getAttribute(name);
      var word = english && ENGLISH.test(english) && chinese(english.trim(), element);
      if (word) element.setAttribute(name, word);
    });
  }

  function translate(node) {
    if (node.nodeType === Node.TEXT_NODE) translateText(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(dictionary.ours)) return;
    translateAttributes(node);
    node.childNodes.forEach(translate);
  }

  function onChange(changes) {
    changes.forEach(function (change) {
      if (change.type === "childList") change.addedNodes.forEach(translate);
      else if (change.type === "attributes") translateAttributes(change.target);
      else translateText(change.target);
    });
  }

  new MutationObserver(onChange).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
})(__WORDS__);
