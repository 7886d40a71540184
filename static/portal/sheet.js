// A quote's lines as a sheet: type over, move by arrows, Enter and Tab, fill down by Ctrl+D, paste from Excel.
//
// table[data-sheet]                 data-currency="EUR"
//   tbody > tr[data-row]
//     [data-row-number]             1, 2, 3 …
//     input[data-cell="quantity"]   sku, description, quantity, unit_cost, unit_price, discount_percent
//     [data-line-total], [data-line-margin]
//   template[data-new-row]          a <tr data-row> with __prefix__ for its index; data-prefix names the formset
// [data-sheet-add]                  a button that adds a row
// [data-sheet-sum="net|margin|margin-rate"], [data-sheet-status]   anywhere in the same form
//
// A number is shown as the reader writes it and sent with a plain point. What is computed here is a preview:
// the server recalculates every amount.

const NUMBERS = { quantity: 0, unit_cost: 2, unit_price: 2, discount_percent: null };
const language = document.documentElement.lang;

/** Read "1 499,00", "1,499.00", "1.499,00" or "12 %"; NaN when it is no number. */
function readNumber(text) {
  let digits = text.replace(/[\s\u00a0\u202f'’€$£%]/g, "").replace("−", "-");
  const mark = Math.max(digits.lastIndexOf(","), digits.lastIndexOf("."));
  if (mark >= 0) {
    const separator = digits[mark];
    const grouped = digits.indexOf(separator) !== mark || (digits.length - mark === 4 && separator === ",");
    const whole = digits.slice(0, mark).replace(/[.,]/g, "");
    const rest = digits.slice(mark + 1);
    digits = grouped ? whole + rest : `${whole}.${rest}`;
  }
  return /^-?\d*\.?\d+$|^-?\d+\.$/.test(digits) ? Number(digits) : NaN;
}

function showNumber(value, digits) {
  const places = digits === null ? { maximumFractionDigits: 2 } : { minimumFractionDigits: digits };
  return new Intl.NumberFormat(language, places).format(value);
}

const isNumber = (input) => input.dataset.cell in NUMBERS;
const rowsOf = (sheet) => [...sheet.querySelectorAll("tbody > tr[data-row]")];
const cellsOf = (row) => [...row.querySelectorAll("input[data-cell]")];
const sheetOf = (element) => element.closest?.("[data-sheet]");

function positionOf(input) {
  const row = input.closest("[data-row]");
  return { row: rowsOf(sheetOf(input)).indexOf(row), column: cellsOf(row).indexOf(input) };
}

function cellAt(sheet, { row, column }) {
  const line = rowsOf(sheet)[row];
  return line && cellsOf(line)[column];
}

function moveBy(input, rows, columns) {
  const { row, column } = positionOf(input);
  const goal = cellAt(sheetOf(input), { row: row + rows, column: column + columns });
  goal?.focus();
  return Boolean(goal);
}

function tidy(input) {
  if (!isNumber(input) || !input.value.trim()) return;
  const value = readNumber(input.value);
  const wrong = Number.isNaN(value);
  input.setAttribute("aria-invalid", String(wrong));
  if (!wrong) input.value = showNumber(value, NUMBERS[input.dataset.cell]);
}

function numberIn(row, name) {
  return readNumber(row.querySelector(`[data-cell="${name}"]`)?.value ?? "") || 0;
}

/** A line in whole cents: net of its discount, and what it cost us. */
function priceLine(row) {
  const quantity = numberIn(row, "quantity");
  const share = Math.round(10_000 - 100 * numberIn(row, "discount_percent"));
  const net = Math.round((quantity * Math.round(100 * numberIn(row, "unit_price")) * share) / 10_000);
  return { net, cost: quantity * Math.round(100 * numberIn(row, "unit_cost")) };
}

function preview(sheet) {
  const currency = sheet.dataset.currency;
  const money = new Intl.NumberFormat(language, { style: "currency", currency });
  const rate = new Intl.NumberFormat(language, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const sum = { net: 0, cost: 0 };
  const put = (element, text) => element && (element.textContent = text);
  for (const row of rowsOf(sheet)) {
    const { net, cost } = priceLine(row);
    put(row.querySelector("[data-line-total]"), net ? money.format(net / 100) : "");
    put(row.querySelector("[data-line-margin]"), net ? rate.format((net - cost) / net) : "");
    sum.net += net;
    sum.cost += cost;
  }
  const margin = sum.net - sum.cost;
  const sums = {
    net: money.format(sum.net / 100),
    margin: money.format(margin / 100),
    "margin-rate": sum.net ? rate.format(margin / sum.net) : "–",
  };
  for (const output of sheet.closest("form").querySelectorAll("[data-sheet-sum]")) {
    put(output, sums[output.dataset.sheetSum]);
  }
}

function addRow(sheet) {
  const template = sheet.querySelector("template[data-new-row]");
  const index = rowsOf(sheet).length;
  const holder = document.createElement("tbody");
  holder.innerHTML = template.innerHTML.replaceAll("__prefix__", String(index));
  const row = holder.querySelector("[data-row]");
  row.querySelector("[data-row-number]").textContent = String(index + 1);
  sheet.querySelector("tbody").append(row);
  const count = sheet.closest("form").elements[`${template.dataset.prefix}-TOTAL_FORMS`];
  if (count) count.value = String(index + 1);
  return row;
}

function paste(input, text) {
  const sheet = sheetOf(input);
  const start = positionOf(input);
  const lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n");
  lines.forEach((line, down) => {
    if (!rowsOf(sheet)[start.row + down]) addRow(sheet);
    line.split("\t").forEach((value, right) => {
      const cell = cellAt(sheet, { row: start.row + down, column: start.column + right });
      if (!cell) return;
      cell.value = value.trim();
      tidy(cell);
    });
  });
  preview(sheet);
  const status = sheet.closest("form").querySelector("[data-sheet-status]");
  if (status) status.textContent = (status.dataset.pasted ?? "%s").replace("%s", String(lines.length));
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function fillDown(input) {
  const { row, column } = positionOf(input);
  const above = cellAt(sheetOf(input), { row: row - 1, column });
  if (!above) return;
  input.value = above.value;
  input.select();
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The move a key means, as [rows, columns]; nothing when it edits the text. */
function moveOf(event) {
  const { selectionStart: start, selectionEnd: end, value, list } = event.target;
  const whole = start === 0 && end === value.length;
  const picking = list && !whole;
  if (event.key === "Enter") return [event.shiftKey ? -1 : 1, 0];
  if (event.key === "ArrowDown" && !picking) return [1, 0];
  if (event.key === "ArrowUp" && !picking) return [-1, 0];
  if (event.key === "ArrowRight" && (whole || start === value.length)) return [0, 1];
  if (event.key === "ArrowLeft" && (whole || end === 0)) return [0, -1];
  return null;
}

function onKey(event) {
  const input = event.target;
  if (!input.matches("[data-cell]") || event.altKey) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "d") {
    event.preventDefault();
    fillDown(input);
  } else if (event.key === "F2") {
    input.setSelectionRange(input.value.length, input.value.length);
  } else if (event.key === "Escape") {
    input.value = input.dataset.before ?? input.value;
    input.select();
    preview(sheetOf(input));
  } else if (!event.ctrlKey && !event.metaKey) {
    const move = moveOf(event);
    if (!move) return;
    event.preventDefault();
    const moved = moveBy(input, ...move);
    if (!moved && event.key === "Enter" && !event.shiftKey) cellsOf(addRow(sheetOf(input)))[0].focus();
  }
}

function attach(sheet) {
  sheet.addEventListener("focusin", ({ target }) => {
    if (!target.matches("[data-cell]")) return;
    target.dataset.before = target.value;
    target.select();
  });
  sheet.addEventListener("keydown", onKey);
  sheet.addEventListener("input", () => preview(sheet));
  sheet.addEventListener("change", ({ target }) => {
    if (target.matches("[data-cell]")) tidy(target);
    preview(sheet);
  });
  sheet.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!event.target.matches("[data-cell]") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    paste(event.target, text);
  });
  sheet.closest("form").addEventListener("formdata", ({ formData }) => {
    for (const input of sheet.querySelectorAll("[data-cell]")) {
      const value = isNumber(input) ? readNumber(input.value) : NaN;
      if (!Number.isNaN(value)) formData.set(input.name, String(value));
    }
  });
  for (const input of sheet.querySelectorAll("[data-cell]")) tidy(input);
  preview(sheet);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-sheet-add]");
  const sheet = button?.closest("form").querySelector("[data-sheet]");
  if (sheet) cellsOf(addRow(sheet))[0].focus();
});

for (const sheet of document.querySelectorAll("[data-sheet]")) attach(sheet);
