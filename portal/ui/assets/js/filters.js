// form[data-filters]: on wide screens a changed filter is applied by itself, after a moment in which
// further ones can be chosen; the next page puts the focus and the scroll back where they were.
const WAIT_MS = 700;
const PLACE = "filters-place";
const wide = matchMedia("(min-width: 62rem)");
let timer;

function selector(control) {
  return `[data-filters] [name="${CSS.escape(control.name)}"]` +
    (control.type === "checkbox" ? `[value="${CSS.escape(control.value)}"]` : "");
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-filters]");
  if (!form || !wide.matches) return;
  clearTimeout(timer);
  timer = setTimeout(() => {
    sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollY, selector(event.target)]));
    form.requestSubmit();
  }, WAIT_MS);
});

const [path, top, control] = JSON.parse(sessionStorage.getItem(PLACE) || "[]");
sessionStorage.removeItem(PLACE);
if (path === location.pathname) {
  const found = document.querySelector(control);
  const folded = found?.closest("details.more");
  if (folded) folded.open = true;
  found?.focus({ preventScroll: true });
  scrollTo({ top, behavior: "instant" });
}
