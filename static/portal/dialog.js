// Opens and closes <dialog> elements: data-dialog-open="<id>" on a button, data-dialog-close inside; a click on the
// backdrop and the Escape key close it too. The browser keeps the focus inside and gives it back.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) document.getElementById(opener.dataset.dialogOpen)?.showModal();

  const closer = event.target.closest("[data-dialog-close]");
  if (closer) closer.closest("dialog")?.close();

  if (event.target instanceof HTMLDialogElement) event.target.close();
});
