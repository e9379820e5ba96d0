// Sends a chosen file in pieces, and goes on where a line was cut. Without it the form sends it whole.
(function () {
  "use strict";

  var form = document.querySelector("form[data-uploads]");
  if (!form || !window.XMLHttpRequest || !window.fetch || !window.Intl) { return; }
  var input = form.querySelector("input[type=file]");
  var panel = form.querySelector("[data-panel]");
  if (!input || !panel) { return; }
  var bar = panel.querySelector("progress");
  var told = panel.querySelector("[role=status]");
  var hold = panel.querySelector("[data-hold]");
  var stop = panel.querySelector("[data-stop]");
  var language = document.documentElement.lang + "-u-nu-latn";
  var words = panel.dataset;
  var prefix = "upload|" + form.dataset.sitting + "|";
  var sending = null;

  function measured(amount, unit, digits) {
    return new Intl.NumberFormat(language, {
      style: "unit", unit: unit, unitDisplay: "short", maximumFractionDigits: digits || 0
    }).format(amount);
  }

  function octets(count) {
    if (count >= 1e9) { return measured(count / 1e9, "gigabyte", 2); }
    return count >= 1e6 ? measured(count / 1e6, "megabyte", 1) : measured(count / 1e3, "kilobyte", 0);
  }

  function lasting(seconds) {
    if (seconds < 60) { return measured(Math.ceil(seconds), "second"); }
    if (seconds < 3600) { return measured(Math.ceil(seconds / 60), "minute"); }
    return measured(Math.floor(seconds / 3600), "hour") + " " + measured(Math.ceil(seconds % 3600 / 60), "minute");
  }

  function say(sentence, values) {
    Object.keys(values || {}).forEach(function (name) {
      sentence = sentence.replace("{" + name + "}", values[name]);
    });
    if (told.textContent !== sentence) { told.textContent = sentence; }
  }

  function remember(key, value) {
    try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch (no) { /* a private window */ }
  }

  function remembered(key) {
    try { return localStorage.getItem(key); } catch (no) { return null; }
  }

  function encoded(text) {
    return btoa(unescape(encodeURIComponent(text)));
  }

  function Sending(file) {
    this.file = file;
    this.key = prefix + file.name + "|" + file.size + "|" + file.lastModified;
    this.where = remembered(this.key);
    this.pause = 1;
    this.marks = [];
  }

  Sending.prototype.ask = function (method, where, more) {
    var headers = Object.assign({ "Tus-Resumable": "1.0.0" }, more);
    return fetch(where, { method: method, headers: headers, credentials: "same-origin" });
  };

  // Where to go on: asked of the server, which alone knows what has arrived.
  Sending.prototype.go = function () {
    var own = this;
    own.held = false;
    (own.where ? own.ask("HEAD", own.where) : own.begin()).then(function (answer) {
      if (own.held) { return; }
      if (answer.status === 404 || answer.status === 410) { own.where = null; remember(own.key, ""); return own.go(); }
      if (!answer.ok) { return own.refused(answer.status, answer.text()); }
      if (answer.status === 201) {
        own.where = answer.headers.get("Location");
        remember(own.key, own.where);
      }
      own.pause = 1;
      own.send(Number(answer.headers.get("Upload-Offset")));
    }).catch(function () { own.later(); });
  };

  Sending.prototype.begin = function () {
    return this.ask("POST", "/files/", {
      "Upload-Length": String(this.file.size),
      "Upload-Metadata": "filename " + encoded(this.file.name) + ",sitting " + encoded(form.dataset.sitting)
    });
  };

  Sending.prototype.send = function (offset) {
    var own = this;
    if (offset >= own.file.size) { return own.arrived(); }
    var line = own.line = new XMLHttpRequest();
    own.marks = [[Date.now(), offset]];
    line.open("PATCH", own.where);
    line.setRequestHeader("Tus-Resumable", "1.0.0");
    line.setRequestHeader("Upload-Offset", String(offset));
    line.setRequestHeader("Content-Type", "application/offset+octet-stream");
    line.upload.onprogress = function (event) { own.pause = 1; own.show(offset + event.loaded); };
    line.onload = function () {
      if (line.status === 204) { return own.send(Number(line.getResponseHeader("Upload-Offset"))); }
      own.refused(line.status, Promise.resolve(line.responseText));
    };
    line.onerror = line.ontimeout = function () { own.later(); };
    own.show(offset);
    line.send(own.file.slice(offset));
  };

  // Bytes, rate and time left, over the last ten seconds.
  Sending.prototype.show = function (here) {
    var now = Date.now(), size = this.file.size;
    this.here = here;
    this.marks.push([now, here]);
    while (this.marks.length > 2 && now - this.marks[0][0] > 10000) { this.marks.shift(); }
    var first = this.marks[0], seconds = (now - first[0]) / 1000;
    var rate = seconds > 0.5 ? (here - first[1]) / seconds : 0;
    bar.value = here / size;
    if (here >= size) { return say(words.looking); }
    say(rate > 0 ? words.sent : words.sentSome, {
      here: octets(here), all: octets(size), rate: octets(rate), left: lasting((size - here) / (rate || 1))
    });
  };

  Sending.prototype.refused = function (status, text) {
    var own = this;
    if (status === 409 || status === 423 || status === 429 || status >= 500 && status !== 507) { return own.later(); }
    text.then(function (sentence) {
      if (status === 422 || status === 413) { remember(own.key, ""); }
      own.end(status === 401 || !sentence || sentence.length > 300 ? words.refused : sentence.trim());
    });
  };

  Sending.prototype.later = function () {
    var own = this;
    if (own.held) { return; }
    say(words.waiting, { seconds: lasting(own.pause) });
    clearTimeout(own.timer);
    own.timer = setTimeout(function () { own.go(); }, own.pause * 1000);
    own.pause = Math.min(own.pause * 2, 30);
  };

  Sending.prototype.hold = function () {
    this.held = true;
    clearTimeout(this.timer);
    if (this.line) { this.line.abort(); }
    hold.textContent = words.goOn;
    say(words.held);
  };

  // The server may still be busy with the last piece: ask again, and else it ends by itself in a week.
  Sending.prototype.forget = function (times) {
    var own = this;
    function again() { if (times > 1) { setTimeout(function () { own.forget(times - 1); }, 1000); } }
    own.ask("DELETE", own.where).then(function (answer) { if (answer.status === 423 || answer.status >= 500) { again(); } }, again);
  };

  Sending.prototype.arrived = function () {
    remember(this.key, "");
    form.elements.upload.value = this.where.split("/").pop();
    input.disabled = true;
    sending = null;
    HTMLFormElement.prototype.submit.call(form);
  };

  Sending.prototype.end = function (sentence) {
    sending = null;
    input.disabled = false;
    hold.hidden = stop.hidden = bar.hidden = true;
    say(sentence);
    told.focus();
  };

  form.addEventListener("submit", function (event) {
    var file = input.files[0];
    if (form.elements.upload.value || !file || !file.size) { return; }
    event.preventDefault();
    if (sending) { return; }
    panel.hidden = hold.hidden = stop.hidden = bar.hidden = false;
    hold.textContent = words.pause;
    sending = new Sending(file);
    sending.go();
  });

  hold.addEventListener("click", function () {
    if (!sending) { return; }
    if (sending.held) { hold.textContent = words.pause; sending.go(); } else { sending.hold(); }
  });

  stop.addEventListener("click", function () {
    if (!sending) { return; }
    sending.hold();
    if (sending.where) { sending.forget(8); }
    remember(sending.key, "");
    sending.end(words.stopped);
  });

  window.addEventListener("online", function () {
    if (sending && !sending.held && sending.timer) { clearTimeout(sending.timer); sending.go(); }
  });

  window.addEventListener("beforeunload", function (event) {
    if (sending) { event.preventDefault(); event.returnValue = ""; }
  });

  // After a reload a browser has forgotten the file, but not that it was being sent.
  try {
    Object.keys(localStorage).filter(function (key) { return key.indexOf(prefix) === 0; }).slice(0, 1).forEach(function (key) {
      var parts = key.slice(prefix.length).split("|"), name = parts.slice(0, -2).join("|"), size = Number(parts[parts.length - 2]);
      fetch(localStorage.getItem(key), { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" }, credentials: "same-origin" }).then(function (answer) {
        if (!answer.ok) { if (answer.status === 404 || answer.status === 410) { remember(key, ""); } return; }
        var here = Number(answer.headers.get("Upload-Offset"));
        if (here >= size) { remember(key, ""); return; }
        panel.hidden = false;
        hold.hidden = stop.hidden = true;
        bar.value = here / size;
        say(words.again, { name: name, here: octets(here), all: octets(size) });
      }).catch(function () { /* no line at the moment */ });
    });
  } catch (no) { /* a private window */ }
})();
