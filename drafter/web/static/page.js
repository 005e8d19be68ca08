// What HTML and htmx cannot say: when something was saved, Enter in a field, a Chinese input method, a file that is dropped.
"use strict";
(() => {
  const status = (words) => {
    const place = document.getElementById("status");
    if (place) place.textContent = words;
  };
  // An input method uses Enter to end a composition: 229 is what older browsers give for such a key.
  const composing = (event) => event.isComposing || event.keyCode === 229;

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb === "post") status("正在保存……");
  });
  document.addEventListener("saved", () => {
    const now = new Date();
    status(`已保存 ${now.getHours()}:${String(now.getMinutes()).padStart(2, "0")}`);
    const preview = document.getElementById("preview");
    if (preview) {
      const inside = preview.contentWindow;
      const place = inside.scrollY;
      preview.addEventListener("load", () => inside.scrollTo(0, place), { once: true });
      inside.location.reload();
    }
    for (const id of ["nav", "findings"]) {
      const part = document.getElementById(id);
      if (part) htmx.trigger(part, "refresh");
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const asked = event.detail.requestConfig.verb === "post";
    if (asked && event.detail.successful && !event.detail.xhr.getResponseHeader("HX-Trigger")) status("没有保存，请看红字");
    if (asked && !event.detail.successful && event.detail.xhr.status) status("没有保存，请刷新页面再试");
  });
  document.addEventListener("htmx:sendError", () => status("没有保存：程序已经停止，请重新运行 drafter open"));

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || composing(event) || !(field instanceof HTMLInputElement) || field.type === "file") return;
    const form = field.closest("[hx-trigger=change]");
    if (!form) return;
    event.preventDefault();
    const fields = [...document.querySelectorAll("main [hx-trigger=change] input:not([type=hidden]):not([type=radio]):not([type=checkbox])")];
    const next = fields[fields.indexOf(field) + 1];
    if (next) next.focus();
    else field.blur();
  });
  // A form that saves by itself is never sent by the browser.
  document.addEventListener("submit", (event) => {
    if (event.target.closest("[hx-trigger=change]")) event.preventDefault();
  });
  // A number that is typed after 不适用 or 还不知道 counts.
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (field.name === "typed" && field.closest(".row")) {
      const state = field.closest(".row").querySelector("select[name=state]");
      if (state) state.value = "";
    }
    if (field.id === "typed-note" && !composing(event)) htmx.trigger(field, "typed");
  });
  document.addEventListener("compositionend", (event) => {
    if (event.target.id === "typed-note") htmx.trigger(event.target, "typed");
  });

  const drop = document.querySelector(".drop");
  if (drop) {
    const file = drop.querySelector("input[type=file]");
    for (const name of ["dragover", "dragleave", "drop"]) {
      document.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", name === "dragover");
        if (name === "drop" && event.dataTransfer.files.length) file.files = event.dataTransfer.files;
      });
    }
  }
  setInterval(() => fetch("/alive").catch(() => status("程序已经停止，请重新运行 drafter open")), 30000);
})();
