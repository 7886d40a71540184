// What the sheet of a quote adds to sheet.js: SKUs are suggested from the stock and fill the row, and a row can be
// removed. The server does both again when the quote is saved.
//
// table[data-sheet]               data-stock-url answers ?q=words or ?sku=A&sku=B with the <option>s of #stock-options;
//                                 data-language is that of the descriptions
//   input[data-cell="sku"]        list="stock-options"
//   input[data-filled]            holds what the stock says of its SKU: another SKU replaces it
//   [data-available]              shows how many there are; the row is .is-short when more are typed
//   input[data-remove]            a box that empties the row, or gives it back

const FILLED = ["description", "unit_cost", "unit_price"];
const PAUSE = 200;

const list = document.getElementById("stock-options");
const cellOf = (row, name) => row.querySelector(`[data-cell="${name}"]`);
const rowsOf = (sheet) => [...sheet.querySelectorAll("tbody > tr[data-row]")];
const optionFor = (sku) => [...list.options].find((option) => option.value === sku);
let waiting;

function ask(sheet, values) {
  const { stockUrl, language } = sheet.dataset;
  return window.htmx.ajax("GET", stockUrl, { target: list, swap: "innerHTML", values: { ...values, language } });
}

/** Write what the stock knows into cells that are empty, or that it filled before. */
function fill(row) {
  const sku = cellOf(row, "sku").value.trim();
  const option = optionFor(sku);
  if (!option || row.dataset.filledFor === sku) return;
  row.dataset.filledFor = row.dataset.askedFor = sku;
  const cell = row.querySelector("[data-available]");
  cell.dataset.available = option.dataset.available;
  cell.textContent = new Intl.NumberFormat(document.documentElement.lang).format(option.dataset.available);
  for (const name of FILLED) {
    const input = cellOf(row, name);
    if (input.value.trim() && input.value !== input.dataset.filled) continue;
    input.value = option.dataset[name];
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.dataset.filled = input.value;
  }
}

function warn(row) {
  const { available } = row.querySelector("[data-available]").dataset;
  const quantity = Number(cellOf(row, "quantity").value.replace(/\D/g, ""));
  row.classList.toggle("is-short", available !== "" && quantity > Number(available));
}

/** Look up every SKU that came into its row unasked, by paste or by typing it to the end. */
async function fillChanged(sheet) {
  const skuOf = (row) => cellOf(row, "sku").value.trim();
  const changed = rowsOf(sheet).filter((row) => skuOf(row) && skuOf(row) !== row.dataset.askedFor);
  if (!changed.length) return;
  for (const row of changed) row.dataset.askedFor = skuOf(row);
  await ask(sheet, { sku: changed.map(skuOf) });
  changed.forEach(fill);
}

function suggest(sheet, input) {
  clearTimeout(waiting);
  if (optionFor(input.value.trim())) {
    fill(input.closest("[data-row]"));
    return;
  }
  waiting = setTimeout(() => ask(sheet, { q: input.value }), PAUSE);
}

function remove(box) {
  const row = box.closest("[data-row]");
  row.classList.toggle("is-removed", box.checked);
  for (const cell of row.querySelectorAll("[data-cell]")) {
    if (box.checked) cell.dataset.removed = cell.value;
    cell.value = box.checked ? "" : (cell.dataset.removed ?? "");
    cell.readOnly = box.checked;
  }
  row.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const sheet of document.querySelectorAll("[data-sheet][data-stock-url]")) {
  for (const input of sheet.querySelectorAll("[data-filled]")) input.dataset.filled = input.value;
  for (const row of rowsOf(sheet)) row.dataset.filledFor = row.dataset.askedFor = cellOf(row, "sku").value.trim();
  sheet.addEventListener("input", ({ target }) => {
    if (target.matches("[data-cell=sku]")) suggest(sheet, target);
  });
  sheet.addEventListener("change", ({ target }) => {
    if (target.matches("[data-remove]")) remove(target);
    else if (target.matches("[data-cell=sku]")) fillChanged(sheet);
    rowsOf(sheet).forEach(warn);
  });
}
