// [data-confirm=<question>] on a submit button or a form: asks before the form is sent.
const dialog = document.querySelector("[data-question]");
let agreed = null;

function question(form, button) {
  return button?.dataset.confirm || form.dataset.confirm;
}

// Capturing, so that it comes before the guards of dirty.js and submit.js.
document.addEventListener("submit", (event) => {
  const { target: form, submitter: button } = event;
  const words = question(form, button);
  if (!words || !dialog?.showModal) return;
  if (agreed === form) {
    agreed = null;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  dialog.querySelector("[data-question-words]").textContent = words;
  dialog.returnValue = "no";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") return;
    agreed = form;
    form.requestSubmit(button);
  }, { once: true });
  dialog.showModal();
}, { capture: true });
