// Text kept on this device until the portal has it. Nothing secret is kept, and nothing for long.
const PREFIX = "kept:";
const KEEP_MS = 14 * 24 * 60 * 60 * 1000;
const NEVER = new Set(["password", "file", "hidden", "submit", "button"]);

/** What a person may change in a form, as pairs of name and value. */
export function words(form) {
  const controls = [...form.elements].filter(
    (control) => control.name && !NEVER.has(control.type) && control.type !== "fieldset",
  );
  return controls.flatMap((control) => {
    if (control.type === "checkbox" || control.type === "radio") {
      return control.checked ? [[control.name, control.value]] : [];
    }
    return control.multiple
      ? [...control.selectedOptions].map((option) => [control.name, option.value])
      : [[control.name, control.value]];
  });
}

export function keep(key, form) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), words: words(form) }));
  } catch {
    // Full or forbidden storage: the form itself still holds the text.
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept.
  }
}

export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key))?.words;
  } catch {
    return undefined;
  }
}

/** Put kept words back into a form; true when every one of them found its place. */
export function putBack(form, pairs) {
  const left = new Map();
  for (const [name, value] of pairs) left.set(name, [...(left.get(name) || []), value]);
  for (const control of form.elements) {
    if (!control.name || NEVER.has(control.type) || control.type === "fieldset") continue;
    const values = left.get(control.name) || [];
    if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
    else if (control.multiple) for (const option of control.options) option.selected = values.includes(option.value);
    else if (values.length) control.value = values.shift();
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return pairs.every(([name]) => form.elements.namedItem(name));
}

/** Remove what nobody came back for. */
export function tidy() {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    try {
      if (Date.now() - JSON.parse(localStorage.getItem(key)).at > KEEP_MS) localStorage.removeItem(key);
    } catch {
      localStorage.removeItem(key);
    }
  }
}
