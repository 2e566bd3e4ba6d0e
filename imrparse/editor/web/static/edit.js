"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const html = window.trustedTypes
    ? window.trustedTypes.createPolicy("imrparse", { createHTML: (text) => text })
    : { createHTML: (text) => text };
  const held = {}; // what each element shows, so that only what differs is laid out again
  const put = (id, text) => {
    if (held[id] === text) return;
    held[id] = text;
    $(id).innerHTML = html.createHTML(text || "");
  };
  const draft = $("draft");
  // What was opened, and the last answer. The server keeps nothing, so each request has all it needs.
  let opened = { name: "draft.txt", beside: [], lineEnd: "\n", file: null };
  let shown = { text: "", spans: [] };
  let checking = false;
  let again = false;
  let turn = 0; // of what was opened: answers of an earlier one are dropped
  const hiddenGroups = new Set();

  // Requests

  async function post(path, body, headers = {}) {
    let answer;
    try {
      answer = await fetch(path, { method: "POST", body, headers });
    } catch {
      throw new Error("The server does not answer. Is `imrparse serve` still running?");
    }
    if (answer.ok) return answer;
    const told = await answer.json().catch(() => ({}));
    throw new Error(told.error || `The server answered ${answer.status}.`);
  }

  const isReading = () => !$("reading").hidden;
  const request = (more = {}) =>
    JSON.stringify({ name: opened.name, text: draft.value, beside: opened.beside, reads: isReading(), ...more });

  function fail(error) {
    $("error").textContent = error ? error.message : "";
    $("error").hidden = !error;
  }

  // Findings as you type: one request at a time, and then one more for what was typed meanwhile.
  async function check() {
    if (checking) { again = true; return; }
    checking = true;
    document.body.classList.add("busy");
    do {
      again = false;
      const text = draft.value;
      const mine = turn;
      try {
        const found = await (await post("/check", request())).json();
        if (mine === turn) { fail(null); show(text, found); }
      } catch (error) {
        if (mine === turn) fail(error);
      }
    } while (again);
    checking = false;
    document.body.classList.remove("busy");
  }

  function show(text, found) {
    shown = { text, spans: found.spans };
    put("sheet", found.sheet);
    put("cards", found.cards);
    put("filters", found.filters);
    put("about", found.about);
    if (found.letter) put("reading", found.letter);
    $("none").hidden = found.spans.length > 0;
    $("none").textContent = text.trim() ? "No findings." : "No findings yet.";
    $("fix-all").disabled = !document.querySelector(".fix.safe");
    const status = text.trim() ? found.status : "";
    if ($("status").textContent !== status) $("status").textContent = status;
    draft.scrollTop = 0;
    for (const box of document.querySelectorAll("#filters input")) box.checked = !hiddenGroups.has(box.value);
    const form = document.querySelector("#filters form");
    if (form) form.hidden = false;
    filter();
    performance.mark("shown");
  }

  function filter() {
    const cards = [...document.querySelectorAll("#cards .card")];
    for (const card of cards) card.hidden = hiddenGroups.has(card.dataset.group);
    const note = document.querySelector("#filters .filtered");
    const visible = cards.filter((card) => !card.hidden).length;
    if (note) note.textContent = visible === cards.length ? "" : `${visible} of ${cards.length} findings are shown`;
  }

  // Replaces only what differs, so that the place of the cursor and undoing are kept.
  function write(text) {
    const old = draft.value;
    let start = 0;
    const most = Math.min(old.length, text.length);
    while (start < most && old[start] === text[start]) start += 1;
    let end = 0;
    while (end < most - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
    const piece = text.slice(start, text.length - end);
    draft.focus({ preventScroll: true });
    draft.setSelectionRange(start, old.length - end);
    const command = piece ? "insertText" : "delete";
    if (old !== text && !(document.execCommand(command, false, piece) && draft.value === text)) {
      draft.value = text;
      draft.setSelectionRange(start, start);
    }
  }

  let quiet = false; // while the program changes the draft
  async function fix(more) {
    if (draft.value !== shown.text) return check();
    const mine = turn;
    try {
      const found = await (await post("/fix", request(more))).json();
      if (mine !== turn || draft.value !== shown.text) return check();
      quiet = true;
      write(found.text);
      quiet = false;
      fail(null);
      const at = more.finding || 1;
      show(found.text, found);
      // The button is gone: go on with the finding that has taken the place of this one.
      const cards = document.querySelectorAll("#cards .card:not([hidden])");
      (cards[Math.min(at, cards.length) - 1] || $("side")).focus();
    } catch (error) {
      fail(error);
    }
  }

  // Files

  async function open(file) {
    turn += 1;
    const mine = turn;
    document.body.classList.add("busy");
    try {
      const answer = await post("/read", file, {
        "Content-Type": "application/octet-stream", "X-Name": encodeURIComponent(file.name),
      });
      const found = await answer.json();
      if (mine !== turn) return;
      const word = found.kind === "docx" ? file : null;
      opened = { name: found.name, beside: found.beside, lineEnd: found.line_end, file: word };
      draft.value = found.text;
      $("name").textContent = found.name;
      for (const item of document.querySelectorAll("[data-word]")) item.hidden = !word;
      fail(null);
      show(found.text, found);
    } catch (error) {
      if (mine === turn) fail(new Error(`${file.name}: ${error.message}`));
    } finally {
      if (!checking) document.body.classList.remove("busy");
    }
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async function get(what) {
    const stem = opened.name.replace(/\.[^.]*$/, "");
    try {
      if (what === "text") {
        const text = draft.value.replaceAll("\n", opened.lineEnd);
        save(new Blob([text], { type: "text/plain" }), `${stem}.txt`);
      } else {
        const ends = { "annotated.docx": "-comments.docx", "mended.docx": "-mended.docx", "tables.zip": "-tables.zip" };
        const body = what === "annotated.docx" ? opened.file
          : what === "mended.docx" ? new Blob([request(), "\n", opened.file]) : request();
        const answer = await post(`/${what}`, body);
        save(await answer.blob(), stem + (ends[what] || `.${what.split(".").pop()}`));
        const told = answer.headers.get("X-Told");
        if (told) throw new Error(decodeURIComponent(told));
      }
      fail(null);
    } catch (error) {
      fail(error);
    }
  }

  // Views

  function look(reads) {
    $("reading").hidden = !reads;
    $("editing").hidden = reads;
    document.querySelector(".to-findings").hidden = reads;
    $("read").setAttribute("aria-pressed", String(reads));
    $("edit").setAttribute("aria-pressed", String(!reads));
    if (reads) check(); else draft.scrollTop = 0;
  }

  function choose(number) {
    const span = shown.spans[number - 1];
    if (!span || draft.value !== shown.text) return;
    draft.focus({ preventScroll: true });
    draft.setSelectionRange(span[0], span[1]);
    const marks = $("sheet").querySelectorAll(".mark");
    const near = Math.min(number, marks.length) - 1;
    const place = document.createRange();
    let left = span[0];
    const walker = document.createTreeWalker($("sheet"), NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.classList.contains("part-name") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    let node = walker.nextNode();
    while (node && node.length < left) { left -= node.length; node = walker.nextNode(); }
    if (node) {
      place.setStart(node, left);
      const at = place.getBoundingClientRect();
      window.scrollBy({ top: at.top - window.innerHeight / 3 });
    } else if (near >= 0) marks[near].scrollIntoView({ block: "center" });
  }

  // Events

  draft.addEventListener("input", () => { if (!quiet) check(); });
  $("file").addEventListener("change", () => { const [file] = $("file").files; if (file) open(file); $("file").value = ""; });
  $("edit").addEventListener("click", () => look(false));
  $("read").addEventListener("click", () => look(true));
  $("fix-all").addEventListener("click", () => fix({}));
  $("fix-all").disabled = true;
  $("filters").addEventListener("change", (event) => {
    hiddenGroups[event.target.checked ? "delete" : "add"](event.target.value);
    filter();
  });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("cards").addEventListener("click", (event) => {
    const button = event.target.closest("button[data-fix]");
    const link = event.target.closest("a.where");
    if (button) fix({ finding: Number(button.dataset.finding), fix: Number(button.dataset.fix) });
    if (link) { event.preventDefault(); choose(Number(link.hash.replace("#l1-m", ""))); }
  });
  const menu = document.querySelector(".menu");
  menu.addEventListener("click", (event) => {
    const button = event.target.closest("[data-get]");
    if (button) { menu.open = false; get(button.dataset.get); }
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.querySelector(".sheet-box").classList.add("over");
  });
  for (const name of ["dragleave", "drop"])
    document.addEventListener(name, () => document.querySelector(".sheet-box").classList.remove("over"));
  document.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer.files;
    if (file) { event.preventDefault(); open(file); }
  });
})();
