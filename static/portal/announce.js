// What htmx does not say by itself: that a request failed, and that a whole page (sign-in, most often) came back
// where a fragment was expected; and where the focus goes when its element is swapped away.

const failure = document.getElementById("request-failed");

function showFailure() {
  if (failure) failure.hidden = false;
}

function hideFailure() {
  if (failure) failure.hidden = true;
}

function followWholePage(event) {
  const { xhr, boosted } = event.detail;
  if (boosted || !/^\s*<!doctype html/i.test(xhr.responseText)) return;
  event.detail.shouldSwap = false;
  location.assign(xhr.responseURL || location.href);
}

// What was clicked may be gone with the old content: keyboard and screen reader go on from the new.
function keepFocus({ detail }) {
  const clicked = detail.requestConfig?.triggeringEvent?.type === "click";
  if (!clicked || document.activeElement !== document.body) return;
  detail.target.tabIndex = -1;
  detail.target.focus({ preventScroll: true });
}

document.addEventListener("htmx:afterSettle", keepFocus);
document.addEventListener("htmx:sendError", showFailure);
document.addEventListener("htmx:timeout", showFailure);
document.addEventListener("htmx:responseError", showFailure);
document.addEventListener("htmx:afterOnLoad", hideFailure);
document.addEventListener("htmx:beforeSwap", followWholePage);
