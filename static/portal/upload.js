// Dresses up <c-file-drop>: a file may be dropped on it, its name is shown, and sending it shows how far it is.
// Without this script the same form sends the same file.

const zoneOf = (event) => event.target.closest?.("[data-file-drop]");

function formatSize(bytes) {
  const [unit, size] = bytes < 1e6 ? ["kilobyte", bytes / 1e3] : ["megabyte", bytes / 1e6];
  const options = { style: "unit", unit, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, options).format(size);
}

function showName(zone) {
  const file = zone.querySelector("input[type=file]").files[0];
  zone.querySelector("[data-file-name]").textContent = file ? `${file.name} · ${formatSize(file.size)}` : "";
  zone.classList.toggle("has-file", Boolean(file));
}

function showAnswer(request) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const content = page.getElementById("content");
  if (!content) {
    location.assign(request.responseURL);
    return;
  }
  document.getElementById("content").replaceWith(content);
  document.title = page.title;
  if (request.responseURL !== location.href) history.pushState({ page: true }, "", request.responseURL);
  window.htmx?.process(content);
  (content.querySelector("[aria-invalid=true]") ?? content.querySelector("h1"))?.focus();
}

function send(form, submitter, zone) {
  const bar = zone.querySelector("[data-upload-progress]");
  const buttons = form.querySelectorAll("button[type=submit]");
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.value = total ? (100 * loaded) / total : 0;
  });
  request.addEventListener("load", () => showAnswer(request));
  request.addEventListener("error", () => {
    bar.hidden = true;
    for (const button of buttons) button.disabled = false;
    document.getElementById("request-failed").hidden = false;
  });
  request.open("POST", form.action);
  request.send(new FormData(form, submitter));
  bar.hidden = false;
  for (const button of buttons) button.disabled = true;
}

document.addEventListener("dragover", (event) => {
  const zone = zoneOf(event);
  if (!zone) return;
  event.preventDefault();
  zone.classList.add("is-over");
});

document.addEventListener("dragleave", (event) => zoneOf(event)?.classList.remove("is-over"));

document.addEventListener("drop", (event) => {
  const zone = zoneOf(event);
  if (!zone) return;
  event.preventDefault();
  zone.classList.remove("is-over");
  zone.querySelector("input[type=file]").files = event.dataTransfer.files;
  showName(zone);
});

document.addEventListener("change", (event) => {
  const zone = zoneOf(event);
  if (zone && event.target.type === "file") showName(zone);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const zone = form.querySelector("[data-file-drop]");
  if (!zone || form.method !== "post" || event.defaultPrevented) return;
  event.preventDefault();
  send(form, event.submitter, zone);
});

addEventListener("popstate", () => location.reload());
