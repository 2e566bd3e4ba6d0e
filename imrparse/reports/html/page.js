"use strict";
// Filters findings by group. Everything else on the page works without a script.
(() => {
  const form = document.querySelector(".filters");
  if (!form) return;
  const show = () => {
    const groups = new Set([...form.querySelectorAll("input:checked")].map((box) => box.value));
    const cards = [...document.querySelectorAll(".card")];
    for (const card of cards) card.hidden = !groups.has(card.dataset.group);
    const shown = cards.filter((card) => !card.hidden);
    const seen = new Set(shown.map((card) => `#${card.id}`));
    for (const mark of document.querySelectorAll("a.mark"))
      mark.classList.toggle("off", !seen.has(mark.getAttribute("href")));
    form.querySelector(".filtered").textContent =
      shown.length === cards.length ? "" : `${shown.length} of ${cards.length} findings are shown`;
  };
  form.hidden = false;
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => event.preventDefault());
})();
