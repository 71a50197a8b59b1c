/*
 * The other language: its links keep the reader's section and table filters, and a first-time reader whose browser
 * prefers it is told once that it exists. Without script the links lead to the same page's beginning.
 */
(() => {
  const links = document.querySelectorAll("a[data-language]");
  const offer = document.querySelector(".dz-offer");

  /** The id of the section being read: the one in the address while it is in view, else the last heading in the upper half. */
  function section() {
    const named = decodeURIComponent(location.hash.slice(1));
    const target = document.getElementById(named)?.getBoundingClientRect();
    if (target && target.bottom > 0 && target.top < innerHeight) return named;
    const headings = [...document.querySelectorAll("article :is(h2, h3)[id]")].reverse();
    return headings.find(heading => heading.getBoundingClientRect().top < innerHeight / 2)?.id ?? "";
  }

  for (const link of links) {
    const plain = link.href;
    const aim = () => {
      const id = scrollY > 0 ? section() : "";
      link.href = plain + location.search + (id && `#${encodeURIComponent(id)}`);
    };
    // Both: a middle click or "copy link" never fires click, the keyboard never fires pointerdown.
    link.addEventListener("pointerdown", aim);
    link.addEventListener("click", () => {
      aim();
      Duizhao.remember("language", link.dataset.language);
    });
  }

  if (!offer || Duizhao.recall("language")) return;
  const preferred = navigator.languages.map(tag => tag.split("-")[0]).find(tag => tag === "zh" || tag === "en");
  if (preferred !== offer.dataset.language) return;
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    offer.hidden = true;
    Duizhao.remember("language", Duizhao.language);
  });
})();
