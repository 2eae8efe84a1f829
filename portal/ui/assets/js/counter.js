// [data-counter=<id of a control>]: says how much of data-limit is used; speaks only when it is passed.
const NEAR = 0.9;
const number = new Intl.NumberFormat(document.documentElement.lang || "en", { numberingSystem: "latn" });
const spoken = document.createElement("div");
spoken.className = "visually-hidden";
spoken.role = "status";

/** Characters as the server counts them: code points, a line end as one. */
export function length(text) {
  return [...text.replace(/\r\n/g, "\n").trim()].length;
}

function show(counter, control) {
  const limit = Number(counter.dataset.limit);
  const used = length(control.value);
  counter.textContent = `${number.format(used)} / ${number.format(limit)}`;
  counter.classList.toggle("counter--near", used >= limit * NEAR && used <= limit);
  counter.classList.toggle("counter--over", used > limit);
  const words = used > limit ? counter.dataset.over : "";
  if (spoken.textContent !== words && document.activeElement === control) spoken.textContent = words;
}

function counterOf(control) {
  return control.id && document.querySelector(`[data-counter="${CSS.escape(control.id)}"]`);
}

document.addEventListener("input", (event) => {
  const counter = counterOf(event.target);
  if (counter) show(counter, event.target);
});

for (const counter of document.querySelectorAll("[data-counter]")) {
  const control = document.getElementById(counter.dataset.counter);
  if (control) show(counter, control);
}
document.body.append(spoken);
