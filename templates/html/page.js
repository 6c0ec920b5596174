/* The controls of a page: colors, contents on small screens, copying code, enlarging pictures. */
(function () {
  "use strict";
  var root = document.documentElement;
  var body = document.body;
  var words = body.dataset;

  document.querySelector(".tools").hidden = false;

  /* Colors */
  var system = matchMedia("(prefers-color-scheme: dark)");
  var dark = document.querySelector("button.dark");
  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  }
  function tellColors() {
    dark.setAttribute("aria-pressed", String(isDark()));
  }
  dark.addEventListener("click", function () {
    root.dataset.theme = isDark() ? "light" : "dark";
    tellColors();
    try {
      localStorage.setItem("chapbook-theme", root.dataset.theme);
    } catch (error) {
      /* The choice then holds for this page alone. */
    }
  });
  system.addEventListener("change", tellColors);
  tellColors();

  /* Contents: beside the text, or drawn over it where there is no room */
  var menu = document.querySelector("a.menu");
  var sidebar = document.getElementById("sidebar");
  menu.setAttribute("role", "button");
  menu.setAttribute("aria-controls", "sidebar");
  function draw(open) {
    body.classList.toggle("drawn", open);
    menu.setAttribute("aria-expanded", String(open));
    if (open) (sidebar.querySelector("[aria-current]") || sidebar.querySelector("a")).focus();
  }
  draw(false);
  menu.addEventListener("click", function (event) {
    event.preventDefault();
    draw(!body.classList.contains("drawn"));
  });
  menu.addEventListener("keydown", function (event) {
    if (event.key === " ") {
      event.preventDefault();
      menu.click();
    }
  });
  document.addEventListener("click", function (event) {
    var inside = event.target.closest("#sidebar, a.menu");
    if (!inside || event.target.closest("#sidebar a")) draw(false);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && body.classList.contains("drawn")) {
      draw(false);
      menu.focus();
    }
  });

  /* Where the reader is */
  var links = Array.from(sidebar.querySelectorAll("a[href*='#']"));
  var places = links
    .map(function (link) {
      var id = decodeURIComponent(link.hash.slice(1));
      return { link: link, element: document.getElementById(id) };
    })
    .filter(function (place) {
      return place.element && place.link.pathname === location.pathname;
    });
  var shown = null;
  function follow() {
    var now = null;
    places.forEach(function (place) {
      if (place.element.getBoundingClientRect().top < innerHeight / 4) now = place.link;
    });
    if (now === shown) return;
    if (shown) shown.removeAttribute("aria-current");
    if (now) {
      now.setAttribute("aria-current", "true");
      reveal(now);
    }
    shown = now;
  }
  function reveal(link) {
    var frame = sidebar.getBoundingClientRect();
    var place = link.getBoundingClientRect();
    if (place.top < frame.top + 40 || place.bottom > frame.bottom - 40) {
      sidebar.scrollTop += place.top - frame.top - frame.height / 3;
    }
  }
  var current = sidebar.querySelector("[aria-current=page]");
  if (current) reveal(current);
  var waiting = false;
  addEventListener(
    "scroll",
    function () {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(function () {
        waiting = false;
        follow();
      });
    },
    { passive: true }
  );
  follow();

  /* What is wider than its box can be scrolled by keyboard, too. */
  function reachBoxes() {
    document.querySelectorAll("main .table, main .formula, main .display.math").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    });
  }
  reachBoxes();
  addEventListener("resize", reachBoxes);

  /* Code */
  document.querySelectorAll("main pre").forEach(function (pre) {
    if (!navigator.clipboard) return;
    var box = document.createElement("div");
    box.className = "copying";
    pre.replaceWith(box);
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = words.copy;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(pre.innerText.replace(/\n$/, "")).then(function () {
        button.textContent = words.copied;
        setTimeout(function () {
          button.textContent = words.copy;
        }, 1600);
      });
    });
    box.append(pre, button);
  });

  /* Pictures */
  var view = null;
  function enlarge(image) {
    if (!view) {
      view = document.createElement("dialog");
      view.className = "picture";
      view.innerHTML = "<form method='dialog'><button class='control close'></button></form><div tabindex='0'><img></div>";
      view.querySelector("button").setAttribute("aria-label", words.close);
      view.querySelector("button").textContent = "×";
      view.addEventListener("click", function (event) {
        if (event.target.tagName !== "BUTTON") view.close();
      });
      body.append(view);
    }
    var large = view.querySelector("img");
    large.src = image.src;
    large.alt = image.alt;
    view.setAttribute("aria-label", words.enlarge);
    view.showModal();
  }
  document.querySelectorAll("main figure img").forEach(function (image) {
    var link = image.closest("a");
    if (link && !link.classList.contains("zoom")) return;
    if (!link) {
      link = document.createElement("button");
      link.type = "button";
      link.className = "zoom";
      image.replaceWith(link);
      link.append(image);
    }
    link.title = words.enlarge;
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      enlarge(image);
    });
  });

  /* A book's address with an anchor, as other books know it: find the page that has the anchor. */
  var moved = window.chapbookAnchors && location.hash;
  if (moved) {
    var wanted = decodeURIComponent(location.hash.slice(1));
    if (!document.getElementById(wanted) && Object.hasOwn(window.chapbookAnchors, wanted)) {
      location.replace(window.chapbookAnchors[wanted]);
    }
  }
})();
