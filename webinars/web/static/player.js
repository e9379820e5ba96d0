// The recording's page works without it: times are links, slides are a list, and the browser plays.
(function () {
  "use strict";

  var media = document.querySelector("video, audio");
  if (!media) { return; }
  var clock = function (seconds) {
    var part = function (number) { return (number < 10 ? "0" : "") + number; };
    var whole = Math.floor(seconds);
    return part(Math.floor(whole / 3600)) + ":" + part(Math.floor(whole / 60) % 60) + ":" + part(whole % 60);
  };
  var seconds = function (words) {
    return words.split(":").reduce(function (sum, part) { return sum * 60 + Number(part); }, 0);
  };
  var jump = function (to) {
    var go = function () { media.currentTime = to; media.play(); };
    if (media.readyState) { go(); return; }
    media.addEventListener("loadedmetadata", go, { once: true });
    media.load();
  };

  // A time leads to its moment without loading the page anew.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href*='t=']");
    var found = link && /[?&]t=([\d:]+)/.exec(link.getAttribute("href"));
    if (!found || new URL(link.href).pathname !== location.pathname) { return; }
    event.preventDefault();
    history.replaceState(null, "", link.href);
    jump(seconds(found[1]));
    media.scrollIntoView({ block: "nearest" });
  });

  // What is said now is marked, and the slide of this moment is the one that is seen.
  var marked = [];
  document.querySelectorAll("[data-follow]").forEach(function (list) {
    var items = Array.prototype.map.call(list.children, function (item) {
      return { at: Number(item.dataset.at), item: item };
    });
    marked.push({ items: items, last: null });
    if (list.dataset.follow === "alone") { list.classList.add("alone"); }
  });
  var follow = function () {
    marked.forEach(function (list) {
      var now = null;
      list.items.forEach(function (one) { if (one.at <= media.currentTime + 0.3) { now = one.item; } });
      now = now || (list.items[0] && list.items[0].item);
      if (now === list.last) { return; }
      if (list.last) { list.last.removeAttribute("aria-current"); }
      if (now) { now.setAttribute("aria-current", "true"); }
      list.last = now;
    });
  };
  if (marked.length) { media.addEventListener("timeupdate", follow); media.addEventListener("seeked", follow); follow(); }

  // The place is remembered on this device only.
  var again = document.querySelector("[data-again]");
  var key = again && "place:" + again.dataset.again;
  var keep = function (place) { try { localStorage.setItem(key, place); } catch (error) { key = null; } };
  if (again) {
    var place = 0;
    try { place = Number(localStorage.getItem(key)); } catch (error) { place = 0; }
    if (place > 30 && !/[?&]t=/.test(location.search)) {
      again.querySelector("span").textContent = clock(place);
      again.hidden = false;
      again.querySelector("button").addEventListener("click", function () { again.hidden = true; jump(place); });
    }
    media.addEventListener("timeupdate", function () {
      if (key && !media.paused && Math.abs(media.currentTime - place) > 5) { place = media.currentTime; keep(place); }
    });
    media.addEventListener("ended", function () { if (key) { keep(0); } });
  }

  // Faster or slower, also where the browser's own controls offer nothing.
  var speed = document.querySelector("[data-speed]");
  if (speed) {
    speed.hidden = false;
    speed.querySelector("select").addEventListener("change", function (event) {
      media.playbackRate = media.defaultPlaybackRate = Number(event.target.value);
    });
  }

  // The player's time becomes that of a caption or chapter; and a caption is heard.
  var moment = function () {
    var fraction = String(Math.floor((media.currentTime % 1) * 1000));
    return clock(media.currentTime) + "." + "000".slice(fraction.length) + fraction;
  };
  document.querySelectorAll("[data-take],[data-hear]").forEach(function (button) {
    var field = document.getElementById(button.dataset.take || button.dataset.hear);
    button.hidden = false;
    button.addEventListener("click", function () {
      if (button.dataset.hear) { jump(seconds(field.value.replace(",", "."))); return; }
      field.value = button.hasAttribute("data-whole") ? clock(media.currentTime) : moment();
    });
  });

  // “Now” writes the present moment beside a page of slides.
  document.querySelectorAll("[data-now]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var field = document.getElementById(button.dataset.now);
      var now = clock(media.currentTime);
      var times = field.value.trim();
      if (times.split(/[\s,]+/).indexOf(now) < 0) { field.value = times ? times + ", " + now : now; }
    });
  });
})();
