/* The drawer of small screens from the keyboard: Material's label for it answers only to a pointer. */
(() => {
  const toggle = document.getElementById("__drawer");
  const button = document.querySelector(".dz-menu");
  const drawer = document.querySelector(".md-sidebar--primary");

  button.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", () => {
    button.setAttribute("aria-expanded", String(toggle.checked));
    // In the page the drawer comes long after its button.
    if (toggle.checked && document.activeElement === button) drawer.querySelector(".md-nav__list a").focus();
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !toggle.checked) return;
    toggle.click();
    button.focus();
  });
})();
