/* The sidebar of a long book: a page holds the lines near it, `assets/contents.js` has them all. */
(function () {
  "use strict";
  var sidebar = document.getElementById("sidebar");
  var list = sidebar && sidebar.querySelector("ol");
  if (!window.chapbookContents || !list) return;

  /* Lines that the page has are kept, for only they know where the reader is. */
  function fill(list, entries) {
    var had = new Map();
    Array.from(list.children).forEach(function (item) {
      if (item.className !== "more") had.set(nameOf(item), item);
    });
    var items = entries.map(function (entry) {
      var made = make(entry);
      var item = had.get(nameOf(made)) || made;
      had.delete(nameOf(made));
      if (entry[4].length) fill(listIn(item), entry[4]);
      return item;
    });
    list.replaceChildren.apply(list, Array.from(had.values()).concat(items));
  }
  function nameOf(item) {
    var link = item.querySelector("a");
    return link.getAttribute("href") + " " + link.textContent;
  }
  function make(entry) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    item.className = entry[0];
    link.href = entry[3];
    if (entry[1]) link.append(span("number", entry[1]), " ");
    link.append(span("title", entry[2]));
    item.append(link);
    return item;
  }
  function span(kind, text) {
    var made = document.createElement("span");
    made.className = kind;
    made.textContent = text;
    return made;
  }
  function listIn(item) {
    var below = item.querySelector("ol");
    if (!below) {
      below = document.createElement("ol");
      item.append(below);
    }
    return below;
  }
  fill(list, window.chapbookContents);
})();
