// What htmx does not say by itself: that a request failed, and that a whole page (sign-in, most often) came back
// where a fragment was expected.

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

document.addEventListener("htmx:sendError", showFailure);
document.addEventListener("htmx:timeout", showFailure);
document.addEventListener("htmx:responseError", showFailure);
document.addEventListener("htmx:afterOnLoad", hideFailure);
document.addEventListener("htmx:beforeSwap", followWholePage);
