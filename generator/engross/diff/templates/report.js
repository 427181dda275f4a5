"use strict";
// Shows the findings that the form asks for, and keeps what it asks for in the address.
{
  const form = document.getElementById("filters");
  const status = document.getElementById("status");
  const findings = [...document.querySelectorAll("article")].map((element) => ({
    element,
    text: element.textContent.toLowerCase(),
    level: [element.dataset.level],
    category: element.dataset.category.split(" "),
    operation: element.dataset.operation.split(" "),
  }));
  const boxes = (name) => [...form.querySelectorAll(`input[name="${name}"]`)];
  const ticked = (name) => boxes(name).filter((box) => box.checked).map((box) => box.value);

  function show() {
    const level = new Set(ticked("level"));
    const category = new Set(ticked("category"));
    const operation = form.operation.value;
    const words = form.find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const finding of findings) {
      const shown =
        finding.level.some((value) => level.has(value)) &&
        finding.category.some((value) => category.has(value)) &&
        (operation === "" || finding.operation.includes(operation)) &&
        words.every((word) => finding.text.includes(word));
      finding.element.hidden = !shown;
      count += shown;
    }
    for (const holder of document.querySelectorAll(".group, .level")) {
      holder.hidden = holder.querySelector("article:not([hidden])") === null;
    }
    status.value = `${count} of ${findings.length} findings`;
  }

  function remember() {
    const asked = new URLSearchParams();
    for (const name of ["level", "category"]) {
      if (ticked(name).length < boxes(name).length) asked.set(name, ticked(name).join(","));
    }
    if (form.operation.value) asked.set("operation", form.operation.selectedOptions[0].text);
    if (form.find.value) asked.set("find", form.find.value);
    history.replaceState(null, "", `#${asked}`);
  }

  function recall() {
    if (location.hash.startsWith("#f-") || location.hash === "#findings") return;
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const name of ["level", "category"]) {
      const values = asked.get(name)?.split(",");
      for (const box of boxes(name)) box.checked = values === undefined || values.includes(box.value);
    }
    const wanted = asked.get("operation");
    const option = [...form.operation.options].find((item) => item.text === wanted);
    form.operation.value = option === undefined ? "" : option.value;
    form.find.value = asked.get("find") ?? "";
    show();
  }

  form.addEventListener("input", () => {
    show();
    remember();
  });
  form.addEventListener("reset", () => setTimeout(() => {
    show();
    remember();
  }));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
}
