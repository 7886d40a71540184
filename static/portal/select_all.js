// Rows to tick in a list, and the bar that acts on them.
//
// [data-selection]            the form around table and bar
//   [data-select-all]         the box in the head: this page's rows
//   [data-select-row]         a row's box
//   [data-bulk-bar]           shown while something is ticked
//     [data-selected-count]   how many
//     [data-select-matching]  a button: everything the filter matches, not only this page; its data-total says how many
//     input[name=scope]       "rows" or "matching": what the server is to act on

function rowsOf(selection) {
  return [...selection.querySelectorAll("[data-select-row]")];
}

function write(count, element) {
  if (element) element.textContent = new Intl.NumberFormat(document.documentElement.lang).format(count);
}

function refresh(selection, scope = "rows") {
  const rows = rowsOf(selection);
  const ticked = rows.filter((row) => row.checked).length;
  const matching = selection.querySelector("[data-select-matching]");
  const everything = scope === "matching";

  const all = selection.querySelector("[data-select-all]");
  if (all) {
    all.checked = rows.length > 0 && ticked === rows.length;
    all.indeterminate = ticked > 0 && ticked < rows.length;
  }
  selection.querySelector("[data-bulk-bar]")?.classList.toggle("is-active", ticked > 0);
  write(everything ? Number(matching.dataset.total) : ticked, selection.querySelector("[data-selected-count]"));
  if (matching) matching.hidden = everything;
  const field = selection.querySelector("input[name=scope]");
  if (field) field.value = scope;
}

document.addEventListener("change", (event) => {
  const selection = event.target.closest("[data-selection]");
  if (!selection || !event.target.matches("[data-select-all], [data-select-row]")) return;
  if (event.target.matches("[data-select-all]")) {
    for (const row of rowsOf(selection)) row.checked = event.target.checked;
  }
  refresh(selection);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-select-matching]");
  if (!button) return;
  refresh(button.closest("[data-selection]"), "matching");
});

document.addEventListener("htmx:afterSettle", () => {
  for (const selection of document.querySelectorAll("[data-selection]")) refresh(selection);
});

for (const selection of document.querySelectorAll("[data-selection]")) refresh(selection);
