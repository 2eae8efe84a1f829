// [data-translating]: the page where a text is translated. Each form[data-wording] is saved by itself two
// seconds after the last change; memory and glossary come with the focus; the preview follows each save.
import { markSaved } from "./dirty.js";
import { drop, keep, kept, putBack } from "./kept.js";

const WAIT_MS = 1500;
const AGAIN_MS = 15000;
const page = document.querySelector("[data-translating]");
const toast = document.querySelector("[data-toast]");

function say(key) {
  if (toast) toast.textContent = page.dataset[key] || "";
}

class Wording {
  constructor(form) {
    this.form = form;
    this.unit = form.closest("[data-unit]");
    this.words = form.elements.namedItem("text");
    this.saved = this.words.value;
    const before = kept(form.action);
    if (before && this.saved === "") putBack(form, before);
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    addEventListener("online", () => this.save());
    this.words.addEventListener("focus", () => this.help());
    if (this.words.value !== this.saved) this.changed();
  }

  changed(engine = "") {
    this.form.elements.namedItem("engine").value = engine;
    keep(this.form.action, this.form);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), WAIT_MS);
  }

  async save() {
    clearTimeout(this.timer);
    const now = this.words.value;
    if (now === this.saved || this.busy) return;
    this.busy = true;
    say("saving");
    try {
      const answer = await fetch(this.form.action, {
        method: "POST", body: new FormData(this.form), headers: { Accept: "application/json" },
      });
      await this.answered(answer, now);
    } catch {
      say("kept");
      this.timer = setTimeout(() => this.save(), AGAIN_MS);
    } finally {
      this.busy = false;
    }
  }

  async answered(answer, saved) {
    if (answer.redirected || answer.status === 401 || answer.status === 403) return say("signedOut");
    const told = await answer.json();
    if (answer.status === 422 || told.gone) return this.tell(told.error || told.gone);
    if (answer.status >= 500) throw new Error(`saving: ${answer.status}`);
    this.form.elements.namedItem("number").value = told.number;
    this.form.elements.namedItem("version").value = told.version;
    this.unit.querySelector("[data-standing]").innerHTML = told.html;
    if (answer.status === 409) return;
    this.saved = saved;
    say("saved");
    if (this.words.value !== saved) return this.changed();
    drop(this.form.action);
    markSaved(this.form);
    showPreview();
  }

  tell(sentence) {
    if (toast) toast.textContent = sentence;
  }

  async help() {
    const place = this.unit.querySelector("[data-help-here]");
    for (const other of document.querySelectorAll("[data-help-here]")) other.hidden = other !== place;
    if (!place || place.childElementCount) return;
    const answer = await fetch(this.words.dataset.help).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    place.innerHTML = await answer.text();
    this.offer(place);
    place.querySelector("[data-machine-ask]")?.addEventListener("click", (event) => this.ask(event));
  }

  offer(place) {
    for (const button of place.querySelectorAll("[data-take]")) {
      button.hidden = false;
      button.addEventListener("click", () => this.take(button.dataset.take, button.dataset.engine));
    }
  }

  async ask(event) {
    const place = event.target.closest("[data-machine]");
    event.preventDefault();
    const answer = await fetch(place.dataset.machine).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    place.innerHTML = await answer.text();
    this.offer(place);
  }

  take(words, engine) {
    this.words.value = words;
    this.words.focus();
    this.changed(engine);
  }

  key(event) {
    const number = event.altKey && !event.ctrlKey && Number.parseInt(event.key, 10);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { this.save(); go(this, 1); }
    else if (event.altKey && event.key === "ArrowDown") go(this, 1);
    else if (event.altKey && event.key === "ArrowUp") go(this, -1);
    else if (number === 0) this.take(this.unit.querySelector(".unit__source .unit__text")?.textContent ?? "", "");
    else if (number > 0) this.unit.querySelectorAll("[data-take]")[number - 1]?.click();
    else return;
    event.preventDefault();
  }
}

function go(from, step) {
  const next = wordings[wordings.indexOf(from) + step];
  next?.words.focus();
  next?.unit.scrollIntoView({ block: "center" });
}

const wide = matchMedia("(min-width: 80rem)");
const preview = page?.querySelector("[data-preview]");

async function showPreview() {
  if (!preview || !wide.matches) return;
  const answer = await fetch(preview.dataset.preview).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  preview.innerHTML = await answer.text();
  preview.hidden = false;
  page.classList.add("translating--beside");
}

const wordings = page ? [...page.querySelectorAll("form[data-wording]")].map((form) => new Wording(form)) : [];
page?.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-wording]");
  wordings.find((each) => each.form === form)?.key(event);
});
if (wordings.length) showPreview();
wide.addEventListener("change", showPreview);
