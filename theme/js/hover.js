/*
 * A card with the definition of a term, drug, trial or subject that a text names: on hover, on keyboard focus and on the
 * first tap. WCAG 1.4.13: Escape closes it, the pointer may enter it, it stays until left.
 */
(() => {
  const LINKS = "a.term, a.drug, a.trial, a.subject";
  // Long enough not to flicker under a passing pointer; short enough to feel immediate.
  const OPEN_AFTER = 250;
  const CLOSE_AFTER = 200;
  const GAP = 6;
  const article = document.querySelector(".md-content");
  if (!article?.querySelector(LINKS)) return;

  const card = Duizhao.element("div", { id: "dz-card", class: "dz-card md-typeset", hidden: "" });
  document.body.append(card);
  let owner = null;
  let timer = 0;
  let touched = null;

  /** The record that a link leads to: its last path segment, or the folder where that is an index. */
  function record(link) {
    const path = new URL(link.href).pathname.replace(/\/(index\.html)?$/, "");
    return decodeURIComponent(path.split("/").pop()).replace(/\.html$/, "");
  }

  async function show(link, touch = false) {
    const id = record(link);
    const entry = (await Duizhao.piece("hover", id).catch(() => ({})))[id];
    if (!entry || !link.isConnected || wanted !== link) return false;
    hide();
    owner = link;
    const { element } = Duizhao;
    card.replaceChildren(
      element("p", { class: "dz-card__head" },
        element("strong", {}, entry.name),
        " ",
        element("span", { class: "dz-card__kind" }, Duizhao.label(`kind.${entry.kind}`))),
      element("p", {}, entry.text));
    if (touch) {
      // A tooltip may hold nothing to press; under a finger the card is no tooltip but a small panel.
      card.removeAttribute("role");
      card.append(element("p", {}, element("a", { href: link.href }, Duizhao.label("hover.open"))));
    } else {
      card.setAttribute("role", "tooltip");
      link.setAttribute("aria-describedby", card.id);
    }
    card.hidden = false;
    place(link);
    return true;
  }

  /** Below the link's first line, or above it where there is more room; never beyond the window. */
  function place(link) {
    const line = link.getClientRects()[0];
    const { offsetWidth: width, offsetHeight: height } = card;
    const left = Math.max(GAP, Math.min(line.left, document.documentElement.clientWidth - width - GAP));
    const below = line.bottom + GAP;
    const above = line.top - GAP - height;
    const top = below + height > innerHeight && above > 0 ? above : below;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  }

  function hide() {
    clearTimeout(timer);
    owner?.removeAttribute("aria-describedby");
    owner = null;
    card.hidden = true;
  }

  let wanted = null;
  function want(link, delay, touch) {
    wanted = link;
    clearTimeout(timer);
    timer = setTimeout(() => show(link, touch), delay);
  }

  function leave() {
    wanted = null;
    clearTimeout(timer);
    timer = setTimeout(hide, CLOSE_AFTER);
  }

  const linkOf = event => event.target.closest?.(LINKS);

  article.addEventListener("pointerover", event => {
    const link = linkOf(event);
    if (!link || event.pointerType !== "mouse") return;
    if (link === owner) clearTimeout(timer);
    else want(link, OPEN_AFTER);
  });
  article.addEventListener("pointerout", event => {
    if (event.pointerType === "mouse" && linkOf(event)) leave();
  });
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", leave);
  article.addEventListener("focusin", event => {
    const link = linkOf(event);
    if (link?.matches(":focus-visible")) want(link, 0);
  });
  article.addEventListener("focusout", event => {
    if (linkOf(event) && event.target === owner) leave();
  });
  article.addEventListener("pointerdown", event => {
    touched = event.pointerType === "touch" ? linkOf(event) : null;
  });
  article.addEventListener("click", event => {
    const link = linkOf(event);
    if (!link || link !== touched || link === owner) return;
    event.preventDefault();
    wanted = link;
    // Where nothing is known about the record the tap does what a tap does.
    show(link, true).then(shown => shown || wanted !== link || location.assign(link.href));
  });
  document.addEventListener("pointerdown", event => {
    if (event.pointerType === "touch" && owner && !card.contains(event.target) && !owner.contains(event.target)) hide();
  });
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") {
      wanted = null;
      hide();
    }
  });
})();
