// Rows to tick in a list, and the bar that acts on them.
//
// [data-selection]            the form around table and bar
//   [data-select-all]         the box in the head: this page's rows
//   [data-select-row]         a row's box
//   [data-bulk-bar]           shown while something is ticked
//     [data-selected-count]   how many
//     [data-too-few]          says how many more an offer needs, in [data-missing-count]; its data-least says how many it has
//     [data-select-matching]  a button: everything the filter matches, not only this page; its data-total says how many
//     input[name=scope]       "rows" or "matching": what the server is to act on
//     template[data-excepted] the field for a row that is unticked while all that match are selected
//     [data-excepted-note]    says how many those are, in [data-excepted-count]

function rowsOf(selection) {
  return [...selection.querySelectorAll("[data-select-row]")];
}

function write(count, element) {
  if (element) element.textContent = new Intl.NumberFormat(document.documentElement.lang).format(count);
}

function writeExcepted(selection, rows) {
  const mould = selection.querySelector("template[data-excepted]");
  if (!mould) return;
  for (const field of selection.querySelectorAll("input[name=except]")) field.remove();
  for (const row of rows) {
    const field = mould.content.firstElementChild.cloneNode();
    field.value = row.value;
    mould.after(field);
  }
  const note = selection.querySelector("[data-excepted-note]");
  if (note) note.hidden = rows.length === 0;
  write(rows.length, selection.querySelector("[data-excepted-count]"));
}

function writeMissing(selection, selected) {
  const note = selection.querySelector("[data-too-few]");
  if (!note) return;
  const missing = Number(note.dataset.least) - selected;
  note.hidden = missing <= 0;
  write(missing, note.querySelector("[data-missing-count]"));
}

function refresh(selection, scope = "rows") {
  const rows = rowsOf(selection);
  const ticked = rows.filter((row) => row.checked).length;
  const matching = selection.querySelector("[data-select-matching]");
  const everything = scope === "matching" && ticked > 0;
  const excepted = everything ? rows.filter((row) => !row.checked) : [];

  const all = selection.querySelector("[data-select-all]");
  if (all) {
    all.checked = rows.length > 0 && ticked === rows.length;
    all.indeterminate = ticked > 0 && ticked < rows.length;
  }
  selection.querySelector("[data-bulk-bar]")?.classList.toggle("is-active", ticked > 0);
  const selected = everything ? Number(matching.dataset.total) - excepted.length : ticked;
  write(selected, selection.querySelector("[data-selected-count]"));
  writeMissing(selection, selected);
  writeExcepted(selection, excepted);
  if (matching) matching.hidden = everything;
  const field = selection.querySelector("input[name=scope]");
  if (field) field.value = everything ? "matching" : "rows";
}

document.addEventListener("change", (event) => {
  const selection = event.target.closest("[data-selection]");
  if (!selection || !event.target.matches("[data-select-all], [data-select-row]")) return;
  if (event.target.matches("[data-select-all]")) {
    for (const row of rowsOf(selection)) row.checked = event.target.checked;
  }
  refresh(selection, selection.querySelector("input[name=scope]")?.value);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-select-matching]");
  if (!button) return;
  const selection = button.closest("[data-selection]");
  for (const row of rowsOf(selection)) row.checked = true;
  refresh(selection, "matching");
});

document.addEventListener("htmx:afterSettle", () => {
  for (const selection of document.querySelectorAll("[data-selection]")) refresh(selection);
});

for (const selection of document.querySelectorAll("[data-selection]")) refresh(selection);
