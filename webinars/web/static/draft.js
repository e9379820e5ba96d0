// Keeps what is written in a questionnaire on this device until it is sent. Nothing leaves the browser before.
(function () {
  "use strict";

  var key = "draft|" + location.pathname, day = 24 * 3600 * 1000;
  var form = document.querySelector("form[data-draft]"), store;
  try { store = window.localStorage; store.getItem(key); } catch (no) { return; }  // a private window

  // Drafts of other questionnaires that are long closed go as well.
  Object.keys(store).filter(function (name) { return name.indexOf("draft|") === 0; }).forEach(function (name) {
    try { if (Date.now() - JSON.parse(store.getItem(name)).at > 14 * day) { store.removeItem(name); } } catch (no) { store.removeItem(name); }
  });
  if (!form) { store.removeItem(key); return; }  // the page of thanks has the same address

  function fields() {
    return Array.prototype.filter.call(form.elements, function (one) { return one.name && one.type !== "hidden" && one.type !== "submit"; });
  }

  function picked(one) { return one.type === "radio" || one.type === "checkbox"; }

  function keep() {
    var said = fields().filter(function (one) { return picked(one) ? one.checked : one.value; })
      .map(function (one) { return [one.name, one.value]; });
    try {
      said.length ? store.setItem(key, JSON.stringify({ at: Date.now(), said: said })) : store.removeItem(key);
    } catch (no) { /* the device is full */ }
  }

  function bring(said) {
    fields().forEach(function (one) {
      var mine = said.filter(function (pair) { return pair[0] === one.name; }).map(function (pair) { return pair[1]; });
      if (picked(one)) { one.checked = mine.indexOf(one.value) >= 0; } else if (mine.length) { one.value = mine[0]; }
    });
  }

  function isBlank() {
    return fields().every(function (one) { return picked(one) ? !one.checked : !one.value; });
  }

  var note = document.querySelector("[data-again]"), kept = null;
  try { kept = JSON.parse(store.getItem(key)); } catch (no) { store.removeItem(key); }
  if (kept && kept.said && isBlank()) {
    bring(kept.said);
    note.hidden = false;
  }
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  note.querySelector("button").addEventListener("click", function () {
    store.removeItem(key);
    form.reset();
    fields().forEach(function (one) { if (picked(one)) { one.checked = false; } else { one.value = ""; } });
    note.hidden = true;
    fields()[0].focus();
  });
})();
