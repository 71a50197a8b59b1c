/*
 * From the bytes of a dropped file to its characters. In: an ArrayBuffer. Out: text, or nothing where it is no text.
 * scripts/ledger/decode.py is the same for files given on a terminal.
 */
(() => {
  const check = (Duizhao.check ??= {});
  // Characters of which any Chinese medical text in either script is full.
  const FREQUENT = /[的一是在不了有和人这這中大为為上个個以要他时時来來用生到作地于於出会會可也对對能而子得与與及其或等者。，、治疗療细細胞癌患免疫]/g;
  const LEAST_FREQUENT = 0.15;
  const BLOCKS = "address,article,aside,blockquote,br,dd,div,dl,dt,figcaption,footer,h1,h2,h3,h4,h5,h6,header,hr,li,main,ol,p,pre,section,table,td,th,tr,ul";

  function read(bytes, encoding) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      return "";
    }
  }

  /** GB18030 and Big5 accept almost any bytes: the likelier of the two. */
  function chinese(bytes) {
    const found = ["gb18030", "big5"].map(encoding => read(bytes, encoding)).filter(Boolean);
    const share = text => (text.match(FREQUENT) ?? []).length / Math.max(1, (text.match(/[^\0-\x7f]/g) ?? []).length);
    const [best] = found.sort((a, b) => share(b) - share(a));
    return best && share(best) >= LEAST_FREQUENT ? best : "";
  }

  /** What a reader of a saved web page sees. Nothing of it is run or fetched. */
  function seen(text) {
    if (!/^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b/i.test(text)) return text;
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const node of page.querySelectorAll("script,style,noscript,template,nav,button,select,svg")) node.remove();
    for (const node of page.querySelectorAll(BLOCKS)) node.before("\n");
    return page.body.textContent;
  }

  check.decode = buffer => {
    const bytes = new Uint8Array(buffer);
    const start = String.fromCharCode(...bytes.slice(0, 8));
    if (/^(?:\{\\rtf|%PDF|PK\x03\x04|\xd0\xcf\x11\xe0)/.test(start)) return "";
    if (start.startsWith("\xff\xfe")) return read(bytes, "utf-16le");
    if (start.startsWith("\xfe\xff")) return read(bytes, "utf-16be");
    return seen(bytes.includes(0) ? "" : read(bytes, "utf-8") || chinese(bytes));
  };
})();
