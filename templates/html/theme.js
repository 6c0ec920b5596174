/* Before the page is shown: the reader's own choice of colors, and that scripts run. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var kept = localStorage.getItem("chapbook-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch (error) {
    /* A browser may keep nothing for pages from a disk: then the system's colors hold. */
  }
})();
