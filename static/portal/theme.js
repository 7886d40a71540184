// Sets the theme before the first paint. The choice (system, light, dark) comes from the server, which keeps it with
// the person; the switch is an ordinary form, and here it takes effect without a reload.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  const apply = () => {
    const choice = root.dataset.themeChoice;
    const system = dark.matches ? "dark" : "light";
    root.dataset.bsTheme = choice === "light" || choice === "dark" ? choice : system;
  };

  root.classList.add("js");
  apply();
  dark.addEventListener("change", apply);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-theme-form]") || !event.submitter) return;
    event.preventDefault();
    root.dataset.themeChoice = event.submitter.value;
    apply();
    fetch(form.action, { method: "POST", body: new FormData(form, event.submitter), redirect: "manual" });
  });
})();
