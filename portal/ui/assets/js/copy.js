// button[data-copy=<text>]: puts the text on the clipboard and says so for a moment.
const SHOWN_MS = 2500;

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const label = button.querySelector("[data-copy-label]");
  const words = label.textContent;
  button.hidden = false;
  label.role = "status";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    label.textContent = button.dataset.copied;
    setTimeout(() => (label.textContent = words), SHOWN_MS);
  });
}
