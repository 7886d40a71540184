// Keeps what was typed into a form until its page is seen again: pages are not stored by the browser (whoever signs out
// leaves nothing behind the back button), and so forms would come back empty.
//
// Typed values stay in this tab, for this person only, and come back
//   - by the back button, and
//   - after [data-typed-may-return]: the sign-in page and the one that says that a form was too old.
// Passwords, files, hidden fields and [data-not-kept] are not kept; signing out forgets everything.
//
// template#typed-back holds the alert that says so, #messages takes it.

const KEY = "typed";
const RETURNING = "typed-may-return";
const KEPT = "input:not([type=hidden], [type=password], [type=file], [type=submit]), textarea:not([data-not-kept]), select";

const person = () => document.querySelector(".user-who")?.textContent.trim() ?? "";
const read = () => JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
const write = (all) => sessionStorage.setItem(KEY, JSON.stringify(all));
const formsOf = () => [...document.querySelectorAll("main form[method=post]")];
const isTicked = ({ type }) => type === "checkbox" || type === "radio";
const touched = new Set();

function valuesOf(form) {
  const controls = [...form.querySelectorAll(KEPT)].filter(({ name }) => name);
  return controls.map((one) => [one.name, one.value, isTicked(one) ? one.checked : null]);
}

/** Put one form's values back where controls of these names stand; say whether something differs now. */
function fill(form, values) {
  let changed = false;
  for (const [name, value, ticked] of values) {
    const found = [...form.querySelectorAll(KEPT)].filter((one) => one.name === name);
    const control = ticked === null ? found[0] : found.find((one) => one.value === value);
    if (!control || (ticked === null ? control.value === value : control.checked === ticked)) continue;
    if (ticked === null) control.value = value;
    else control.checked = ticked;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
    changed = true;
  }
  return changed;
}

function restore() {
  const { [location.pathname]: kept, ...others } = read();
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const isReturning = sessionStorage.getItem(RETURNING) !== null;
  if (!kept) return;
  sessionStorage.removeItem(RETURNING);
  write(others);
  if (kept.person !== person() || !(isBack || isReturning)) return;
  const changed = formsOf().filter((form) => kept.forms[form.action] && fill(form, kept.forms[form.action]));
  for (const form of changed) touched.add(form);
  const alert = document.getElementById("typed-back");
  if (changed.length && isReturning && alert) document.getElementById("messages").append(alert.content.cloneNode(true));
}

function keep() {
  const forms = formsOf().filter((form) => touched.has(form));
  if (!forms.length) return;
  const values = Object.fromEntries(forms.map((form) => [form.action, valuesOf(form)]));
  write({ ...read(), [location.pathname]: { person: person(), forms: values } });
}

document.addEventListener("input", ({ target, isTrusted }) => isTrusted && target.form && touched.add(target.form));
document.addEventListener("submit", ({ target }) => {
  if (!target.action.endsWith("/logout/")) return;
  touched.clear();
  sessionStorage.clear();
});
addEventListener("pagehide", keep);
addEventListener("DOMContentLoaded", () => {
  if (document.querySelector("[data-typed-may-return]")) sessionStorage.setItem(RETURNING, "");
  else restore();
});
