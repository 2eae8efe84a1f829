// form[data-autosave=<url>]: sends the whole form there two seconds after the last change, and says so in
// [data-toast]. The answer may be JSON: `saved` is the sentence to show, and each name that is a hidden field
// of the form (such as what a later save builds on) is taken over. Until a save has arrived the text is kept
// on this device.
import { markSaved } from "./dirty.js";
import { drop, keep, kept, putBack, tidy, words } from "./kept.js";

const WAIT_MS = 2000;
const AGAIN_MS = 15000;
const toast = document.querySelector("[data-toast]");

function say(key, values = {}) {
  if (!toast) return;
  const sentence = toast.dataset[key] || "";
  toast.textContent = sentence.replace(/\{(\w+)\}/g, (_whole, name) => values[name] ?? "");
}

function clock() {
  return new Date().toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit", minute: "2-digit", numberingSystem: "latn",
  });
}

/** All fields but the files: those go only when the person sends the form. */
function body(form) {
  const all = new FormData(form);
  for (const [name, value] of [...all]) if (value instanceof File) all.delete(name);
  return all;
}

function takeOver(form, answer) {
  for (const [name, value] of Object.entries(answer)) {
    const control = form.elements.namedItem(name);
    if (control?.type === "hidden") control.value = value;
  }
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.autosave;
    this.stopped = false;
    this.state = JSON.stringify(words(form));
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => event.defaultPrevented || this.leave());
    addEventListener("online", () => this.save());
    this.offerKept();
  }

  changed() {
    keep(this.key, this.form);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), WAIT_MS);
  }

  async save() {
    const now = JSON.stringify(words(this.form));
    if (this.stopped || this.busy || now === this.state) return;
    this.busy = true;
    say("saving");
    try {
      const answer = await fetch(this.key, {
        method: "POST", body: body(this.form), headers: { Accept: "application/json" },
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
    // A redirect leads to the sign-in page: the session is over.
    if (answer.redirected || answer.status === 401 || answer.status === 403) return this.stop("signedOut");
    if (answer.status === 409) return this.stop("conflict");
    if (!answer.ok) throw new Error(`autosave: ${answer.status}`);
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    takeOver(this.form, told);
    this.state = saved;
    say("saved", { time: clock() });
    if (told.saved && toast) toast.textContent = told.saved;
    if (JSON.stringify(words(this.form)) !== saved) return this.changed();
    drop(this.key);
    markSaved(this.form);
  }

  stop(reason) {
    this.stopped = true;
    say(reason);
  }

  /** A sent form keeps its copy until a page says that the portal took it. */
  leave() {
    this.stopped = true;
    clearTimeout(this.timer);
    keep(this.key, this.form);
    sessionStorage.setItem("sent", this.key);
  }

  offerKept() {
    const pairs = kept(this.key);
    const notice = this.form.querySelector("[data-restore]");
    if (!pairs || !notice || JSON.stringify(pairs) === this.state) return;
    notice.hidden = false;
    notice.querySelector("[data-restore-take]").addEventListener("click", () => {
      notice.hidden = putBack(this.form, pairs);
    });
    notice.querySelector("[data-restore-drop]").addEventListener("click", () => {
      drop(this.key);
      notice.hidden = true;
    });
  }
}

/** Drop the copy of a form that was sent, once a page brings the message that it arrived. */
function forgetArrived() {
  const sent = sessionStorage.getItem("sent");
  sessionStorage.removeItem("sent");
  if (sent && document.querySelector("[data-arrived]")) drop(sent);
}

tidy();
forgetArrived();
for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
