/* Search: every word that is typed must begin a word of the section; titles weigh most, then
   headings, then text. The index is a script, for pages from a disk cannot fetch a file. */
(function () {
  "use strict";
  var SHOWN = 40;
  var WEIGHTS = { title: 30, heading: 12, text: 1 };
  var dialog = document.querySelector("dialog.search");
  var input = dialog.querySelector("input");
  var list = dialog.querySelector("ul");
  var told = dialog.querySelector(".told");
  var sections = null;

  /* Letters without case and accents, one for one, so that places in both texts are the same. */
  function fold(text) {
    return Array.from(text, function (letter) {
      var plain = letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
      return plain.length === letter.length ? plain : letter;
    }).join("");
  }
  function load(done) {
    if (sections) return done();
    if (window.chapbookIndex) {
      var index = window.chapbookIndex;
      sections = index.entries.map(function (entry) {
        var title = index.pages[entry[0]];
        return {
          title: title, href: entry[1], heading: entry[2], text: entry[3],
          isPage: entry[2] === title,
          folded: { title: fold(title), heading: fold(entry[2]), text: fold(entry[3]) }
        };
      });
      return done();
    }
    var script = document.createElement("script");
    script.src = "assets/search.js";
    script.onload = function () {
      load(done);
    };
    document.head.append(script);
  }
  function termsOf(query) {
    return fold(query).split(/[^\p{L}\p{M}\p{N}_]+/u).filter(Boolean);
  }
  /* Writing without spaces has no beginnings of words. */
  function pattern(term) {
    var unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(term);
    return new RegExp((unspaced ? "" : "(?<![\\p{L}\\p{N}])") + term, "gu");
  }
  function weigh(section, patterns) {
    var sum = 0;
    for (var term of patterns) {
      var own = 0;
      if (section.isPage && count(term, section.folded.title)) own += WEIGHTS.title;
      if (!section.isPage && count(term, section.folded.heading)) own += WEIGHTS.heading;
      var times = count(term, section.folded.text);
      own += times ? WEIGHTS.text * (1 + Math.log2(times)) : 0;
      if (!own) return 0;
      sum += own;
    }
    return sum;
  }
  function count(term, text) {
    return (text.match(term) || []).length;
  }
  function find(query) {
    var patterns = termsOf(query).map(pattern);
    if (!patterns.length) return [];
    var found = sections.map(function (section, place) {
      return { section: section, place: place, weight: weigh(section, patterns) };
    });
    return found
      .filter(function (one) {
        return one.weight > 0;
      })
      .sort(function (a, b) {
        return b.weight - a.weight || a.place - b.place;
      })
      .slice(0, SHOWN)
      .map(function (one) {
        return { section: one.section, patterns: patterns };
      });
  }
  function marked(text, patterns, element) {
    var folded = fold(text);
    var spans = [];
    patterns.forEach(function (term) {
      for (var match of folded.matchAll(term)) spans.push([match.index, match.index + match[0].length]);
    });
    spans.sort(function (a, b) {
      return a[0] - b[0];
    });
    var end = 0;
    spans.forEach(function (span) {
      if (span[0] < end) return;
      var mark = document.createElement("mark");
      mark.textContent = text.slice(span[0], span[1]);
      element.append(text.slice(end, span[0]), mark);
      end = span[1];
    });
    element.append(text.slice(end));
    return element;
  }
  function excerpt(section, patterns) {
    var places = patterns.map(function (term) {
      term.lastIndex = 0;
      var match = term.exec(section.folded.text);
      term.lastIndex = 0;
      return match ? match.index : -1;
    });
    var known = places.filter(function (place) {
      return place >= 0;
    });
    var first = known.length ? Math.min.apply(null, known) : 0;
    var start = first > 70 ? section.text.lastIndexOf(" ", first - 50) + 1 || first - 50 : 0;
    var rest = section.text.slice(start);
    if (rest.length <= 190) return (start ? "… " : "") + rest;
    var cut = rest.lastIndexOf(" ", 190);
    return (start ? "… " : "") + rest.slice(0, cut > 140 ? cut : 190) + " …";
  }
  function show() {
    var query = input.value.trim();
    var found = find(query);
    list.replaceChildren.apply(
      list,
      found.map(function (one, place) {
        var item = document.createElement("li");
        var link = document.createElement("a");
        item.className = place ? "" : "first";
        link.href = lead(one.section.href, query);
        if (!one.section.isPage) link.append(element("span", "page", one.section.title));
        link.append(marked(one.section.heading, one.patterns, element("span", "heading", "")));
        link.append(marked(excerpt(one.section, one.patterns), one.patterns, element("span", "text", "")));
        item.append(link);
        return item;
      })
    );
    list.scrollTop = 0;
    var none = query && !found.length;
    told.classList.toggle("visually-hidden", !none);
    told.textContent = none ? document.body.dataset.none + ": " + query : query && String(found.length);
  }
  function element(name, kind, text) {
    var made = document.createElement(name);
    made.className = kind;
    made.textContent = text;
    return made;
  }
  function lead(href, query) {
    var cut = href.indexOf("#");
    var path = cut < 0 ? href : href.slice(0, cut);
    if (!path) return href;
    return path + "?find=" + encodeURIComponent(query) + (cut < 0 ? "" : href.slice(cut));
  }
  function open() {
    load(function () {
      if (!dialog.open) dialog.showModal();
      input.select();
      show();
    });
  }
  document.querySelector("button.search").addEventListener("click", open);
  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
  input.addEventListener("input", show);
  /* Arrows go from the words to the results and back; Enter takes the first result. */
  dialog.addEventListener("keydown", function (event) {
    var stops = [input].concat(Array.from(list.querySelectorAll("a")));
    var place = stops.indexOf(document.activeElement);
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && place >= 0 && stops[place + step]) {
      event.preventDefault();
      stops[place + step].focus();
    } else if (event.key === "Enter" && place === 0) {
      event.preventDefault();
      if (stops[1]) stops[1].click();
    }
  });
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog || event.target.closest("#results a")) dialog.close();
  });

  /* On the page that a result leads to, the words are marked until the next key. */
  var asked = new URLSearchParams(location.search).get("find");
  if (asked) {
    mark(document.querySelector("main"), termsOf(asked).map(pattern));
    history.replaceState(null, "", location.pathname + location.hash);
    if (location.hash) {
      var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target) target.scrollIntoView();
    }
    document.addEventListener("keydown", clear);
  }
  function mark(root, patterns) {
    var walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, function (node) {
      var apart = node.parentElement.closest("svg, math, nav, button");
      return apart ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    });
    var nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    nodes.forEach(function (node) {
      var folded = fold(node.data);
      var hit = patterns.some(function (term) {
        return folded.search(term) >= 0;
      });
      if (!hit) return;
      var piece = marked(node.data, patterns, document.createDocumentFragment());
      piece.querySelectorAll("mark").forEach(function (one) {
        one.className = "found";
      });
      node.replaceWith(piece);
    });
  }
  function clear(event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("mark.found").forEach(function (one) {
      one.replaceWith(one.textContent);
    });
    document.removeEventListener("keydown", clear);
  }
})();
