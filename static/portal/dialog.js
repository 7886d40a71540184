// Opens and closes <dialog> elements: data-dialog-open="<id>" on a button, or on a link to the same question as a page
// for browsers without script; data-dialog-close inside. A click on the backdrop and the Escape key close it too. The
// browser keeps the focus inside and gives it back.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialogOpen)?.showModal();
  }

  const closer = event.target.closest("[data-dialog-close]");
  if (closer) closer.closest("dialog")?.close();

  if (event.target instanceof HTMLDialogElement) event.target.close();
});
