// Comfort on top of pages that work without it; each behaviour is bound by a data- attribute.
import "./js/theme-choice.js";
import "./js/menu.js";
import "./js/filters.js";
import "./js/focus.js";
import "./js/counter.js";
import "./js/reveal.js";
import "./js/copy.js";
import "./js/confirm.js";
import "./js/submit.js";
import "./js/dirty.js";
import "./js/autosave.js";
import "./js/translating.js";
