// button[data-reveal=<id of a password field>]: shows what was typed, and hides it again on submit.
for (const button of document.querySelectorAll("[data-reveal]")) {
  const control = document.getElementById(button.dataset.reveal);
  const show = (yes) => {
    control.type = yes ? "text" : "password";
    button.setAttribute("aria-pressed", String(yes));
  };
  button.hidden = false;
  button.addEventListener("click", () => show(control.type === "password"));
  control.form?.addEventListener("submit", () => show(false));
}
