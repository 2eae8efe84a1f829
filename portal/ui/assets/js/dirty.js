// form[data-guard]: warns before a page with unsaved text is left. autosave.js marks a form as saved.
const changed = new Set();

/** Forget that a form was changed: its text is safe. */
export function markSaved(form) {
  changed.delete(form);
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.hasAttribute("data-guard")) changed.add(form);
});

document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) markSaved(event.target);
});

addEventListener("beforeunload", (event) => {
  if (changed.size) event.preventDefault();
});
