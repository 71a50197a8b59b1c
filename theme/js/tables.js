/*
 * Tables of articles on a phone: each cell learns its column's head, so that the style sheet can set a row as a card without its blanks.
 * In: tables without a class, which Markdown makes. Out: table[data-cards], td[data-label]. Without script they scroll.
 */
(() => {
  for (const table of document.querySelectorAll(".md-content table:not([class])")) {
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map(head => head.textContent.trim());
    if (heads.length < 3) continue;
    table.dataset.cards = "";
    for (const row of table.tBodies[0]?.rows ?? []) {
      [...row.cells].forEach((cell, i) => {
        cell.dataset.label = heads[i] ?? "";
        if (/^[–—-]?$/.test(cell.textContent.trim())) cell.dataset.blank = "";
      });
    }
  }
})();
