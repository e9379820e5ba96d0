// Nothing here is needed: every page works without it.
(function () {
  "use strict";

  // The reader's zone, kept until they choose another: the next page shows their own hours.
  var zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !/(^|; )zone=/.test(document.cookie)) {
    document.cookie = "zone=" + zone + "; Path=/; Max-Age=34560000; SameSite=Lax" +
      (location.protocol === "https:" ? "; Secure" : "");
  }

  // A second press within three seconds is the same answer.
  document.addEventListener("submit", function (event) {
    var sent = Number(event.target.dataset.sent || 0);
    if (Date.now() - sent < 3000) { event.preventDefault(); return; }
    event.target.dataset.sent = Date.now();
  });

  // A page brought back by the browser's Back button may be sent again.
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // What needs another look comes first.
  var faults = document.querySelector(".errs");
  if (faults) { faults.focus(); }

  // What changes while one looks comes anew, unless one is writing there or looks elsewhere.
  var busy = function (part) {
    return document.hidden || part.contains(document.activeElement) || part.querySelector("details[open] form");
  };
  document.querySelectorAll("[data-refresh]").forEach(function (part) {
    setInterval(function () {
      if (busy(part)) { return; }
      fetch(part.dataset.from || location.href, { credentials: "same-origin" }).then(function (answer) {
        return answer.ok ? answer.text() : "";
      }).then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html").getElementById(part.id);
        if (!fresh || busy(part) || fresh.innerHTML === part.innerHTML) { return; }
        part.replaceChildren.apply(part, Array.from(fresh.childNodes));
      }).catch(function () { /* the next time */ });
    }, Number(part.dataset.refresh) * 1000);
  });

  // “in 8 minutes”, in the page's language, while the page stays open.
  var clocks = document.querySelectorAll("time[data-countdown]");
  if (clocks.length && Intl.RelativeTimeFormat) {
    var words = new Intl.RelativeTimeFormat(document.documentElement.lang + "-u-nu-latn");
    var told = function () {
      clocks.forEach(function (clock) {
        var unit = clock.dataset.countdown || "minute";
        var left = (Date.parse(clock.dateTime) - Date.now()) / (unit === "second" ? 1000 : 60000);
        if (Math.abs(left) < 130) { clock.textContent = words.format(Math.round(left), unit); }
      });
    };
    setInterval(told, document.querySelector("[data-countdown=second]") ? 1000 : 15000);
  }
})();
