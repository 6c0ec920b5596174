/* A note, or a work that is cited, is shown at its mark while the mark is pointed at or has focus. */
(function () {
  "use strict";
  var box = document.createElement("div");
  box.className = "note-box";
  box.id = "note-box";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);
  var owner = null;
  var closing = 0;

  function noteOf(link) {
    if (!link.hash || link.pathname !== location.pathname || link.matches("[role=doc-backlink]")) return null;
    var target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return target && target.closest("[role=doc-footnote], .csl-entry");
  }
  function open(link, note) {
    clearTimeout(closing);
    if (owner === link) return;
    close();
    owner = link;
    box.replaceChildren.apply(
      box,
      Array.from(note.childNodes, function (child) {
        return child.cloneNode(true);
      })
    );
    box.querySelectorAll("[role=doc-backlink], .back").forEach(function (back) {
      back.remove();
    });
    box.querySelectorAll("[id]").forEach(function (element) {
      element.removeAttribute("id");
    });
    link.setAttribute("aria-describedby", box.id);
    box.hidden = false;
    var mark = link.getBoundingClientRect();
    var width = Math.min(440, innerWidth - 24);
    box.style.width = width + "px";
    box.style.left = Math.max(12, Math.min(mark.left - 24, innerWidth - width - 12)) + scrollX + "px";
    var below = mark.bottom + box.offsetHeight + 16 < innerHeight;
    box.style.top = (below ? mark.bottom + 6 : mark.top - box.offsetHeight - 6) + scrollY + "px";
  }
  function close() {
    if (!owner) return;
    owner.removeAttribute("aria-describedby");
    owner = null;
    box.hidden = true;
  }
  function closeSoon() {
    clearTimeout(closing);
    closing = setTimeout(close, 250);
  }
  document.querySelectorAll("main a[href*='#']").forEach(function (link) {
    var note = noteOf(link);
    if (!note || note.contains(link)) return;
    ["mouseenter", "focus"].forEach(function (name) {
      link.addEventListener(name, function () {
        open(link, note);
      });
    });
    ["mouseleave", "blur"].forEach(function (name) {
      link.addEventListener(name, closeSoon);
    });
  });
  box.addEventListener("mouseenter", function () {
    clearTimeout(closing);
  });
  box.addEventListener("mouseleave", closeSoon);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") close();
  });
})();
