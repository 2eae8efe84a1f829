// [data-focus]: takes the focus when the page comes, so that errors are read first.
document.querySelector("[data-focus]")?.focus();
