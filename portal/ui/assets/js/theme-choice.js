// [data-theme-choice]: light, dark or as the system says; remembered on this device.
const root = document.documentElement;
const panel = document.querySelector("[data-theme-choice]");

function stored() {
  try {
    return localStorage.getItem("theme") || "system";
  } catch {
    return "system";
  }
}

function choose(theme) {
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem("theme");
    else localStorage.setItem("theme", theme);
  } catch {
    // The choice then lasts for this page only.
  }
}

if (panel) {
  panel.hidden = false;
  for (const option of panel.querySelectorAll("input")) option.checked = option.value === stored();
  panel.addEventListener("change", (event) => choose(event.target.value));
}
