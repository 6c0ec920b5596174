"""JavaScript that we run in pages; it works also where a page's own scripts are off."""

from __future__ import annotations

#: Each page begins with a clock that stands and with chance that repeats itself.
STEADY = """
(() => {
  let state = 1;
  window.print = () => {};
  Math.random = () => {
    state = (state + 0x6D2B79F5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
})();
"""

#: Put an SVG file's content into the page as XML, with the size that its viewBox says.
PLACE_SVG = """
(text) => {
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  const flaw = root.querySelector('parsererror') || (root.localName !== 'svg' ? root : null);
  if (flaw) {
    const told = flaw.querySelector('div') || flaw;
    return told.textContent.trim().split('\\n')[0] || 'there is no <svg>';
  }
  const box = (root.getAttribute('viewBox') || '').trim().split(/[\\s,]+/).map(Number);
  ['width', 'height'].forEach((name, i) => {
    if (!/^\\s*[\\d.]+(px|pt|pc|in|cm|mm)?\\s*$/.test(root.getAttribute(name) || '') && box[i + 2])
      root.setAttribute(name, box[i + 2]);
  });
  root.style.display = 'block';
  root.style.maxWidth = 'none';
  document.body.append(document.adoptNode(root));
  return '';
}
"""

#: Print the page as the screen shows it, on one sheet, with all animations at their ends.
PREPARE = """
() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    @page { margin: 0 !important; size: auto !important; }
    * { break-before: auto !important; break-after: auto !important; break-inside: auto !important;
        print-color-adjust: exact !important; -webkit-print-color-adjust: exact !important; }
    ::-webkit-scrollbar { display: none !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  for (const one of document.getAnimations()) {
    try { one.finish(); } catch { one.cancel(); }
  }
}
"""

#: What in the page is not drawn, the first such element's name.
UNDRAWN = """
() => document.querySelector('iframe, frame, object, embed, video, audio')?.localName || ''
"""

#: Wait until fonts and pictures are there, and scripts have not changed the page for a while.
#: Returns the address of a picture that cannot be shown, if there is one; null after the limit.
SETTLE = """
([quiet, limit]) => Promise.race([Promise.all([
  document.fonts.ready,
  Promise.all([...document.images].map(image => {
    image.loading = 'eager';
    return image.decode().then(() => '', () => image.currentSrc || image.src);
  })),
  quiet === 0 ? 0 : new Promise(done => {
    let timer = setTimeout(done, quiet);
    new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(done, quiet); }).observe(
      document, { subtree: true, childList: true, attributes: true, characterData: true });
  }),
]).then(([, missing]) => missing.find(name => name) || ''),
...(quiet ? [new Promise(done => setTimeout(done, limit, null))] : [])])
"""

#: How far the page goes to the right and down.
EXTENT = """
() => [document.documentElement, document.body].filter(Boolean).reduce(
  ([w, h], e) => [Math.max(w, e.scrollWidth), Math.max(h, e.scrollHeight)], [0, 0])
"""

#: The boxes of what has a size of its own, painted or not.
BOXES = """
() => [...document.querySelectorAll('svg, canvas, img')]
  .filter(e => !e.parentElement?.closest('svg') && e.checkVisibility({visibilityProperty: true}))
  .map(e => e.getBoundingClientRect())
  .filter(r => r.width && r.height)
  .map(r => [r.left + scrollX, r.top + scrollY, r.right + scrollX, r.bottom + scrollY])
"""

#: Take away the background that fills the sheet. Returns whether there was one, and how far around
#: the drawing it is seen (to the left, above, to the right, below), null where it is white.
STRIP = """
() => {
  const filled = e => {
    const style = getComputedStyle(e);
    return style.backgroundImage !== 'none' || !/^rgba\\(.*, 0\\)$/.test(style.backgroundColor);
  };
  const [html, body] = [document.documentElement, document.body];
  const ground = [html, body].find(e => e && filled(e));
  if (!ground) return [false, null];
  const { backgroundColor, backgroundImage } = getComputedStyle(ground);
  const padding = getComputedStyle(body || html);
  const sides = ['Left', 'Top', 'Right', 'Bottom'].map(
    side => Math.max(16, parseFloat(padding['padding' + side]) || 0));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${ground.localName} { background: none transparent !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const white = backgroundImage === 'none' && backgroundColor === 'rgb(255, 255, 255)';
  return [true, white ? null : sides];
}
"""

#: Bring back the background that `STRIP` took away.
UNSTRIP = """
() => { document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1); }
"""
